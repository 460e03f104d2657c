import { after, type Instant } from '../../base/time.ts';
import type { Rsvp, Rules, Seat } from './rsvp.ts';

/** How many seats somebody takes with those they bring. */
export function sizeOf({ guests }: Pick<Rsvp, 'guests'>): number {
	return 1 + guests;
}

/** A seat is kept for them until they answer, or until the moment has passed. */
export function isHeld({ seat }: Pick<Rsvp, 'seat'>): boolean {
	return seat === 'offered' || seat === 'invited';
}

/** Where somebody stands, in one word. */
export type Standing = Exclude<Seat, 'none'> | 'maybe' | 'no' | 'declined' | 'lapsed';

/**
 * The word for where somebody stands. Without a seat it is what they answered; a yes without one is an offer that has run out,
 * and so is an invitation; otherwise the host has said no.
 */
export function standingOf({ seat, answer, invited }: Pick<Rsvp, 'seat' | 'answer' | 'invited'>): Standing {
	if (seat !== 'none') return seat;
	if (answer === 'maybe' || answer === 'no') return answer;
	return answer === 'yes' || invited ? 'lapsed' : 'declined';
}

/** How many seats are taken. */
export function seatsTaken(ledger: readonly Rsvp[]): number {
	return ledger.reduce((sum, rsvp) => sum + (rsvp.seat === 'seated' ? sizeOf(rsvp) : 0), 0);
}

/** How many are kept for somebody who has not answered yet. */
export function seatsHeld(ledger: readonly Rsvp[]): number {
	return ledger.reduce((sum, rsvp) => sum + (isHeld(rsvp) ? sizeOf(rsvp) : 0), 0);
}

/** How many are free; nothing when there is no limit. Lowering the capacity takes nobody's seat away. */
export function seatsFree(
	ledger: readonly Rsvp[],
	{ capacity }: Pick<Rules, 'capacity'>,
): number | undefined {
	return capacity === undefined ? undefined : Math.max(0, capacity - seatsTaken(ledger) - seatsHeld(ledger));
}

/** Those who wait, first come first. */
export function queueOf(ledger: readonly Rsvp[]): Rsvp[] {
	return ledger
		.filter(({ seat }) => seat === 'waiting')
		.sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.person - b.person);
}

/** Those for whom a seat was kept until a moment that has passed, as they stand now. */
export function lapsed(ledger: readonly Rsvp[], at: Instant): Rsvp[] {
	return ledger
		.filter((rsvp) => isHeld(rsvp) && rsvp.until !== undefined && rsvp.until <= at)
		.map((rsvp) => ({ ...rsvp, seat: 'none', until: undefined, guests: 0 }));
}

/**
 * Gives the free seats to those who wait, in order, as long as their party fits: for good, or as an offer where the event has it
 * so. Whoever asks at this very moment (`asker`) waits for no offer. Returns only those who got one.
 */
export function fillSeats(ledger: readonly Rsvp[], rules: Rules, at: Instant, asker?: number): Rsvp[] {
	let free = seatsFree(ledger, rules) ?? Number.POSITIVE_INFINITY;
	const filled: Rsvp[] = [];
	for (const waiting of queueOf(ledger)) {
		if (sizeOf(waiting) > free) continue;
		free -= sizeOf(waiting);
		const until = waiting.person === asker ? undefined : offeredUntil(rules, at);
		filled.push({ ...waiting, seat: until ? 'offered' : 'seated', position: undefined, until });
	}
	return filled;
}

/** Until when a seat that came free is offered, never beyond the beginning; nothing where it is given at once. */
function offeredUntil({ offerMinutes, begins }: Rules, at: Instant): Instant | undefined {
	if (offerMinutes === undefined || (begins !== undefined && begins <= at)) return undefined;
	const until = after(at, { minutes: offerMinutes });
	return begins !== undefined && begins < until ? begins : until;
}
