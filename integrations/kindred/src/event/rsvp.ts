import type { Instant } from '../base/time.ts';

/** The answers to an invitation, as iCalendar has them (ACCEPTED, TENTATIVE, DECLINED). */
export const answers = ['yes', 'maybe', 'no'] as const;
/** One of the answers. */
export type Answer = (typeof answers)[number];
/** What an answer holds: a seat, a place in the queue, or neither. */
export type Seat = 'seated' | 'waiting' | 'none';

/** One person's answer to one event, and the seat it holds. */
export interface Rsvp {
	readonly person: number;
	readonly answer: Answer;
	readonly seat: Seat;
	/** How many they bring along. */
	readonly guests: number;
	/** The place in the queue, smaller is sooner; only while waiting. */
	readonly position?: number | undefined;
	/** When they gave the answer that holds. */
	readonly answeredAt: Instant;
}

/** What the decision has to know of the event, as its file says it on this day. */
export interface Rules {
	readonly capacity?: number | undefined;
	readonly waitlist: boolean;
	/** `open`: everything goes. `closed`: nobody new; seats can be given back. `over`: nothing changes any more. */
	readonly state: 'open' | 'closed' | 'over' | 'cancelled' | 'not-asked';
}

/** One answer as it is put to the decision; with `guests` companions, at an instant. */
export interface Ask {
	readonly person: number;
	readonly answer: Answer;
	readonly guests: number;
	readonly at: Instant;
}

/** Why an answer was not taken. */
export type Refusal = 'full' | 'closed' | 'over' | 'cancelled' | 'not-asked';

/** What is to be written: only the rows that change, first the one who answered, then those who moved up, in order. */
export type Decision =
	| {
			readonly ok: true;
			readonly rows: readonly Rsvp[];
			readonly standing: Rsvp;
			readonly promoted: readonly number[];
	  }
	| { readonly ok: false; readonly reason: Refusal; readonly standing?: Rsvp | undefined };

/**
 * What an answer does to the seat of the one who gives it. `take` goes to the end of the queue, from which free seats are
 * filled at once; `keep` changes nothing but how many they bring.
 */
const moves = {
	none: { yes: 'take', maybe: 'note', no: 'note' },
	waiting: { yes: 'keep', maybe: 'note', no: 'note' },
	seated: { yes: 'keep', maybe: 'note', no: 'note' },
} as const satisfies Record<Seat, Record<Answer, 'take' | 'keep' | 'note'>>;

/**
 * Decides one answer. Seats never exceed the capacity, no free seat stays idle while somebody who fits on it waits, and the
 * queue moves in order. The same answer again changes nothing. Pure: the store calls it with the whole ledger of the event,
 * in a transaction that keeps everybody else out.
 */
export function decide(ledger: readonly Rsvp[], ask: Ask, rules: Rules): Decision {
	const before = ledger.find(({ person }) => person === ask.person);
	const refusal = refusalOf(before, ask, rules);
	if (refusal) return { ok: false, reason: refusal, standing: before };
	if (before && sameAnswer(before, ask)) return { ok: true, rows: [], standing: before, promoted: [] };

	const moved =
		moves[before?.seat ?? 'none'][ask.answer] === 'keep'
			? resized(ledger, before!, ask, rules)
			: placed(ledger, ask);
	if (!moved || (rules.capacity ?? Number.POSITIVE_INFINITY) < sizeOf(moved))
		return { ok: false, reason: 'full', standing: before };
	const others = ledger.filter(({ person }) => person !== ask.person);
	const filled = fillSeats([...others, moved], rules);
	const standing = filled.find(({ person }) => person === ask.person) ?? moved;
	if (standing.seat === 'waiting' && !rules.waitlist) return { ok: false, reason: 'full', standing: before };
	const promoted = filled.filter(({ person }) => person !== ask.person);
	return {
		ok: true,
		rows: [standing, ...promoted],
		standing,
		promoted: promoted.map(({ person }) => person),
	};
}

/** Seats that became free without anybody's answer (the capacity was raised, somebody was forgotten) go to those who wait. */
export function review(ledger: readonly Rsvp[], rules: Rules): readonly Rsvp[] {
	return rules.state === 'open' || rules.state === 'closed' ? fillSeats(ledger, rules) : [];
}

/** How many seats are taken. */
export function seatsTaken(ledger: readonly Rsvp[]): number {
	return ledger.reduce((sum, rsvp) => sum + (rsvp.seat === 'seated' ? sizeOf(rsvp) : 0), 0);
}

/** How many are free; nothing when there is no limit. Lowering the capacity takes nobody's seat away. */
export function seatsFree(
	ledger: readonly Rsvp[],
	{ capacity }: Pick<Rules, 'capacity'>,
): number | undefined {
	return capacity === undefined ? undefined : Math.max(0, capacity - seatsTaken(ledger));
}

/** Those who wait, first come first. */
export function queueOf(ledger: readonly Rsvp[]): Rsvp[] {
	return ledger
		.filter(({ seat }) => seat === 'waiting')
		.sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.person - b.person);
}

/** After the deadline nobody new comes in, but a seat can be given back, and the same answer again is no new one. */
function refusalOf(before: Rsvp | undefined, ask: Ask, { state }: Rules): Refusal | undefined {
	if (state === 'open') return undefined;
	if (state !== 'closed') return state;
	const givesBack = before !== undefined && before.seat !== 'none' && ask.answer !== 'yes';
	return givesBack || (before && sameAnswer(before, ask)) ? undefined : 'closed';
}

function sizeOf({ guests }: Pick<Rsvp, 'guests'>): number {
	return 1 + guests;
}

function sameAnswer(before: Rsvp, { answer, guests }: Ask): boolean {
	return (
		before.answer === answer && (answer !== 'yes' || (before.guests === guests && before.seat !== 'none'))
	);
}

/** A new yes at the end of the queue, or an answer that needs no seat. */
function placed(ledger: readonly Rsvp[], { person, answer, guests, at }: Ask): Rsvp {
	if (answer !== 'yes') return { person, answer, seat: 'none', guests: 0, answeredAt: at };
	const last = Math.max(0, ...ledger.map(({ position }) => position ?? 0));
	return { person, answer, seat: 'waiting', guests, position: last + 1, answeredAt: at };
}

/** Somebody seated or waiting who brings more or fewer; nothing when a seated party would outgrow the room. */
function resized(ledger: readonly Rsvp[], before: Rsvp, { guests, at }: Ask, rules: Rules): Rsvp | undefined {
	const free = seatsFree(ledger, rules);
	const fits = before.seat === 'waiting' || free === undefined || guests - before.guests <= free;
	return fits ? { ...before, guests, answeredAt: at } : undefined;
}

/** Seats those who wait, in order, as long as their party fits. Returns only those who got one. */
function fillSeats(ledger: readonly Rsvp[], rules: Rules): Rsvp[] {
	let free = seatsFree(ledger, rules) ?? Number.POSITIVE_INFINITY;
	const seated: Rsvp[] = [];
	for (const waiting of queueOf(ledger)) {
		if (sizeOf(waiting) > free) continue;
		free -= sizeOf(waiting);
		seated.push({ ...waiting, seat: 'seated', position: undefined });
	}
	return seated;
}
