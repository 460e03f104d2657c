import type { Instant } from '../../base/time.ts';
import type {
	KeyedLetter,
	Interaction,
	InteractionKind,
	NewInteraction,
	Person,
} from '../../person/index.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** What is logged around the day of an event. */
export const dayKinds = [
	'seated',
	'promoted',
	'reminded',
	'attended',
	'missed',
	'thanked',
] as const satisfies readonly InteractionKind[];

/** What one act writes about the day of an event, all of it or nothing. */
export interface Entries {
	readonly log: readonly NewInteraction[];
	/** Lines that are taken out again, because what they say did not happen. */
	readonly undo?: readonly { readonly person: number; readonly kind: 'attended' | 'missed' }[];
	/** Who gets a letter about it. */
	readonly tell?: readonly number[];
}

/** Where it is kept who was reminded, who came and who was thanked. Events are named by their group. */
export interface AttendanceStore {
	/** What was logged of `dayKinds` about an event, oldest first. */
	past(event: string): Promise<readonly Interaction[]>;
	/**
	 * Reads the ledger of an event and what was logged about its day, asks `decide`, writes what it says and keeps the letters
	 * that come with it, in one transaction that keeps out everybody else who writes about this event. Both functions may be
	 * asked again, so they must only compute.
	 */
	note<T extends Entries>(
		event: string,
		at: Instant,
		steps: {
			decide(ledger: readonly Rsvp[], past: readonly Interaction[]): T;
			write?(person: Person): KeyedLetter;
		},
	): Promise<{ readonly entries: T; readonly letters: readonly KeyedLetter[] }>;
}

/** What has to be there to note who came. */
export interface DoorHouse {
	readonly store: { readonly attendance: AttendanceStore };
	now(): Instant;
}

/** Somebody who is at the door. */
export interface Arrival {
	readonly person: number;
	/** How many came with them. Nothing: as many as they said. */
	readonly guests?: number | undefined;
}

/** Notes who came. What was noted before stays, unless another number came along. Names those for whom something is new. */
export async function checkIn(
	group: string,
	arrivals: readonly Arrival[],
	{ store, now }: DoorHouse,
): Promise<readonly number[]> {
	const at = now();
	const { entries } = await store.attendance.note(group, at, {
		decide(ledger, past) {
			const latest = new Map(arrivals.map((arrival) => [arrival.person, arrival]));
			const fresh = [...latest.values()].flatMap(({ person, guests }) => {
				const noted = lineOf(past, person, 'attended');
				if (noted && (guests === undefined || guests === guestsIn(noted))) return [];
				const said = ledger.find((rsvp) => rsvp.person === person && rsvp.seat === 'seated')?.guests;
				return [{ person, guests: guests ?? said ?? 0 }];
			});
			return {
				log: fresh.map(({ person, guests }) => ({
					...about(group, person, 'attended', at),
					detail: guests ? { guests } : {},
				})),
				undo: fresh.flatMap(({ person }) => [
					{ person, kind: 'attended' as const },
					{ person, kind: 'missed' as const },
				]),
			};
		},
	});
	return entries.log.map(({ person }) => person);
}

/** Takes back what was noted by mistake. Names those who were noted. */
export async function undoCheckIn(
	group: string,
	people: readonly number[],
	{ store, now }: DoorHouse,
): Promise<readonly number[]> {
	const { entries } = await store.attendance.note(group, now(), {
		decide: (_ledger, past) => ({
			log: [],
			undo: people
				.filter((person) => lineOf(past, person, 'attended'))
				.map((person) => ({ person, kind: 'attended' as const })),
		}),
	});
	return entries.undo.map(({ person }) => person);
}

/** Nobody else will come: who had a seat and was not noted has missed it. Names those who did. */
export async function closeDoor(group: string, { store, now }: DoorHouse): Promise<readonly number[]> {
	const at = now();
	const { entries } = await store.attendance.note(group, at, {
		decide: (ledger, past) => ({
			log: unaccounted(ledger, past).map((person) => about(group, person, 'missed', at)),
		}),
	});
	return entries.log.map(({ person }) => person);
}

/** Those with a seat of whom nobody has said whether they came. */
export function unaccounted(ledger: readonly Rsvp[], past: readonly Interaction[]): number[] {
	return ledger
		.filter(({ seat, person }) => seat === 'seated' && !lineOf(past, person, 'attended', 'missed'))
		.map(({ person }) => person);
}

/** Somebody's last line of one of these kinds. */
export function lineOf(
	past: readonly Interaction[],
	person: number,
	...kinds: readonly InteractionKind[]
): Interaction | undefined {
	return past.findLast((line) => line.person === person && kinds.includes(line.kind));
}

/** How many came along with somebody who came. */
export function guestsIn({ detail }: Interaction): number {
	return typeof detail['guests'] === 'number' ? detail['guests'] : 0;
}

function about(group: string, person: number, kind: 'attended' | 'missed', at: Instant): NewInteraction {
	return { person, at, kind, subject: `event:${group}`, key: `${kind}:${group}:${person}` };
}
