import { canonicalJson, sha256 } from '../../base/hash.ts';
import { after, dayOf, instantOf, type Instant, type PlainDate } from '../../base/time.ts';
import type { Circle, Interaction, Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** How somebody came onto a list. */
export type Source =
	| { readonly by: 'hand'; readonly vouched: boolean }
	| { readonly by: 'circle'; readonly circle: Circle }
	/** They chose the topic, or wrote about it. */
	| { readonly by: 'topic'; readonly topic: string; readonly how: 'chose' | 'wrote' }
	| { readonly by: 'series'; readonly series: string };

/** What somebody did about an earlier event of the series. */
export type Did = 'came' | 'waited' | 'declined' | 'missed';

/** Why somebody is on a list, and where, with the numbers behind it as they were on that day. For the author's eyes. */
export interface Reason {
	readonly sources: readonly Source[];
	/** What they come before others for; see `propose`. */
	readonly rank: 'hand' | 'waited' | 'fit' | 'tie';
	readonly earlier: readonly { readonly event: string; readonly did: Did }[];
	/** They have never come to anything. */
	readonly newcomer: boolean;
	readonly tie: number;
	/** The weightiest lines of the log behind it. */
	readonly because: readonly Pick<Interaction, 'at' | 'kind' | 'subject'>[];
	/** Nothing where the event has no topics. No value: unknown. */
	readonly fit?: {
		readonly topics: readonly string[];
		readonly value?: number | undefined;
		readonly mean: number;
		readonly sent: number;
		readonly gave: number;
	};
}

/**
 * `listed`: not invited yet. `open`: invited, and may still answer. `lapsed`: they did not in time. `returned`: the letter could not
 * reach them.
 */
export type InvitationState = 'listed' | 'open' | 'answered' | 'lapsed' | 'returned';

/** One line of a list. */
export interface Invitation {
	readonly person: Person;
	/** Their address is never to be written to. */
	readonly suppressed: boolean;
	readonly state: InvitationState;
	/** Nothing once it has been erased, some time after the event. */
	readonly reason?: Reason | undefined;
	/** The wave they were invited with, from 1, and until when. */
	readonly wave?: number | undefined;
	readonly until?: Instant | undefined;
}

/** How a list is carried out. */
export interface Terms {
	/** How many days each has to answer; or the last day for those of the first wave, who come later have as long. */
	readonly days?: number | undefined;
	readonly until?: PlainDate | undefined;
	/** How many seats are for this list at most. Nothing: all there are. */
	readonly seats?: number | undefined;
	/** How many more may be invited at once than could be seated. Nothing: everybody. */
	readonly over?: number | undefined;
	/** How many seats at least are for people who have never come. */
	readonly newcomers: number;
	/** The author's own words in the letter. */
	readonly words: string;
}

/** How a list is carried out where its author says nothing. */
export const usualTerms = { days: 7, over: 0, newcomers: 0, words: '' } as const satisfies Terms;

/** A list its author said yes to. */
export interface Approval {
	readonly at: Instant;
	/** The people on it, in order. */
	readonly people: readonly number[];
	readonly terms: Terms;
	/** What of the event an invitation depends on. */
	readonly event: string;
	/** SHA-256 of all three. */
	readonly hash: string;
}

/** The list of an event, and how far it is. */
export interface InvitationList {
	/** In the order in which they are invited. */
	readonly invitations: readonly Invitation[];
	readonly terms: Terms;
	readonly approved?: Approval | undefined;
	/** How many waves went out. */
	readonly wave: number;
	/** How long those of the first wave had. */
	readonly minutes?: number | undefined;
}

/** What the author says yes to when they say yes to a list as it is now. */
export function approvalOf(
	{ invitations, terms }: InvitationList,
	event: KindredEvent,
	at: Instant,
): Approval {
	const content = { people: invitations.map(({ person }) => person.id), terms, event: markOf(event) };
	return { at, ...content, hash: sha256(canonicalJson(content)) };
}

/** Other words about the event are the same event; another time or place is not. */
function markOf({ instants, place, online, status }: KindredEvent): string {
	return sha256(canonicalJson([instants.start, instants.end, place, online, status]));
}

/**
 * Is this what its author said yes to? Whoever was taken off the list, or was forgotten, may be missing; anything else, such as
 * another order, is another list.
 */
export function checkApproval(
	list: InvitationList,
	event: KindredEvent,
): 'approved' | 'not-approved' | 'list-changed' | 'terms-changed' | 'event-changed' {
	const { approved } = list;
	if (!approved) return 'not-approved';
	const now = approvalOf(list, event, approved.at);
	if (now.event !== approved.event) return 'event-changed';
	if (canonicalJson(now.terms) !== canonicalJson(approved.terms)) return 'terms-changed';
	let next = 0;
	for (const person of approved.people) if (person === now.people[next]) next++;
	return next === now.people.length ? 'approved' : 'list-changed';
}

/** Nobody is asked to decide within the last day, nor in less than one. */
const MARGIN = { days: 1 };

/**
 * Until when somebody has to answer who is invited now: the end of a day where the event is, and a day before it begins at the
 * latest. Nothing when that is less than a day away.
 */
export function deadlineOf(
	{ terms, wave, minutes }: Pick<InvitationList, 'terms' | 'wave' | 'minutes'>,
	event: KindredEvent,
	now: Instant,
): Instant | undefined {
	const { zone } = event;
	const { days, until: last } = terms;
	const isLater = last !== undefined && wave > 0 && minutes !== undefined;
	const length = isLater ? { minutes } : { days: days ?? usualTerms.days };
	const day = last === undefined || isLater ? dayOf(after(now, length), zone) : last;
	const wanted = instantOf(`${day}T23:59`, zone);
	const latest = lastMoment(event);
	const until = wanted < latest ? wanted : latest;
	return until < after(now, MARGIN) ? undefined : until;
}

/** The latest moment an invitation can last to. */
export function lastMoment({ instants }: KindredEvent): Instant {
	const last = after(instants.start, { days: -MARGIN.days });
	return last < instants.closes ? last : instants.closes;
}

/** Where an invitation is, from the ledger of the event: that is where answers are kept. */
export function stateOf(invitation: Invitation, rsvp: Rsvp | undefined, now: Instant): InvitationState {
	const { state, until } = invitation;
	const said = rsvp && (rsvp.answer !== 'none' || rsvp.seat !== 'none') && rsvp.seat !== 'invited';
	if (said) return 'answered';
	if (state === 'returned') return state;
	if (rsvp?.seat === 'invited') return 'open';
	if (state === 'listed') return rsvp?.invited ? 'answered' : 'listed';
	return rsvp?.invited && until !== undefined && until > now ? 'open' : 'lapsed';
}

/** May somebody on a list be written to today? They may have left, or their address may have failed, since they came onto it. */
export function isReachable({ person, suppressed }: Pick<Invitation, 'person' | 'suppressed'>): boolean {
	return !suppressed && person.email !== '' && !gone.has(person.state);
}
const gone = new Set<Person['state']>(['bounced', 'complained', 'forgotten']);

/** The same of somebody who was not invited yet: whoever ended their subscription is not written to of our own accord. */
export function isInvitable(invitation: Pick<Invitation, 'person' | 'suppressed'>): boolean {
	return isReachable(invitation) && invitation.person.state !== 'left';
}
