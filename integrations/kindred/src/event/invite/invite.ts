import type { Instant } from '../../base/time.ts';
import type { Interaction, InteractionKind, Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import type { EventHouse } from '../index.ts';
import { approvalOf, checkApproval, type Invitation, type InvitationList, type Terms } from './invitation.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import type { Settlement } from '../seats/settlement.ts';
import type { TellingLetter } from '../told.ts';
import { nextWave, type Wave } from './wave.ts';

/** Where lists of invitations are kept. Events are named by their group. */
export interface InvitationStore {
	list(event: string): Promise<InvitationList>;
	/**
	 * Reads the list and the ledger of an event, asks `decide`, and writes the list it gives and the settlement with its letters,
	 * all in one transaction that lets nobody else's answer to this event come between. Both functions may be asked again, so they
	 * must only compute.
	 */
	change<T extends { readonly list: InvitationList; readonly settlement?: Settlement }>(
		event: string,
		at: Instant,
		steps: {
			decide(list: InvitationList, ledger: readonly Rsvp[]): T;
			write?(person: Person, rsvp: Rsvp, announced: number): TellingLetter;
		},
	): Promise<{ readonly changed: T; readonly letters: readonly TellingLetter[] }>;
	/** The lines of these kinds in everybody's log, some thousand at a time. */
	log(kinds: readonly InteractionKind[]): AsyncIterable<readonly Interaction[]>;
	/**
	 * When lists have to roll on that are under way: `after` itself where somebody has answered since they last did, or a letter came
	 * back; else the next moment behind it at which an invitation ends.
	 */
	due(after: Instant, events: readonly string[]): Promise<Instant | undefined>;
	/** Nobody will carry this letter. One that is no invitation is nobody's business here. */
	refused(key: string): Promise<void>;
}

/** What these stories need. */
export interface InviteHouse extends EventHouse {
	readonly snapshot: EventHouse['snapshot'] & {
		readonly posts: readonly { readonly group: string; readonly tags: readonly string[] }[];
	};
}

/** The list of an event as it is now, and what would happen if its author said yes to it. */
export interface InvitationView {
	readonly list: InvitationList;
	readonly ledger: readonly Rsvp[];
	readonly approval: ReturnType<typeof checkApproval>;
	/** Of exactly this list with these terms. */
	readonly hash: string;
	readonly next: Wave;
}

/** Looks at a list. Nothing changes. */
export async function viewInvitations(event: KindredEvent, house: InviteHouse): Promise<InvitationView> {
	const { store, now } = house;
	const kept = await store.invitations.list(event.group);
	const ledger = await store.events.ledger(event.group);
	const approved = approvalOf(kept, event, now());
	const next = nextWave({ ...kept, approved }, ledger, { event, now: now(), bySend: true });
	return { list: kept, ledger, approval: checkApproval(kept, event), hash: approved.hash, next };
}

/** What the author changes about a list. */
export interface ListEdit {
	/** Takes these off, who were not invited yet. */
	readonly remove?: readonly number[] | undefined;
	/** Puts somebody at this place, from 1. */
	readonly move?: { readonly person: number; readonly to: number } | undefined;
	readonly terms?: Partial<Terms> | undefined;
}

/** Changes a list that the author may have to say yes to once more. Names those who could not be taken off, for they are invited. */
export async function editInvitations(
	{ group }: KindredEvent,
	{ remove = [], move, terms }: ListEdit,
	{ store, now }: InviteHouse,
): Promise<readonly number[]> {
	const { changed } = await store.invitations.change(group, now(), {
		decide(list) {
			const invited = list.invitations.filter(({ person, wave }) => remove.includes(person.id) && wave);
			const rest = list.invitations.filter(({ person, wave }) => !remove.includes(person.id) || wave);
			const invitations = move ? moved(rest, move) : rest;
			return {
				kept: invited.map(({ person }) => person.id),
				list: { ...list, invitations, terms: terms ? { ...list.terms, ...terms } : list.terms },
			};
		},
	});
	return changed.kept;
}

function moved(
	invitations: readonly Invitation[],
	{ person, to }: { person: number; to: number },
): Invitation[] {
	const one = invitations.filter((invitation) => invitation.person.id === person);
	const others = invitations.filter((invitation) => invitation.person.id !== person);
	return others.toSpliced(Math.max(0, to - 1), 0, ...one);
}

/** The author says yes to exactly the list whose hash they saw. False when it is another one by now. */
export async function approveInvitations(
	event: KindredEvent,
	hash: string,
	{ store, now }: InviteHouse,
): Promise<boolean> {
	const { changed } = await store.invitations.change(event.group, now(), {
		decide(list) {
			const approved = approvalOf(list, event, now());
			const isSame = approved.hash === hash;
			return { isSame, list: isSame ? { ...list, approved } : list };
		},
	});
	return changed.isSame;
}

/** The author takes their yes back: nobody more is invited. What is open stays open. */
export async function stopInvitations({ group }: KindredEvent, { store, now }: InviteHouse): Promise<void> {
	await store.invitations.change(group, now(), {
		decide: (list) => ({ list: { ...list, approved: undefined } }),
	});
}
