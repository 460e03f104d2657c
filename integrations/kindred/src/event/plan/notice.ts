import type { Instant } from '../../base/time.ts';
import { changesBetween, type Change } from './changes.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { isHeld } from '../seats/seats.ts';
import type { Facts, Told } from '../told.ts';

/** What one guest has to be written, because the gathering is not any more what they were told. */
export interface Notice {
	readonly letter: 'event-update' | 'event-cancelled';
	readonly changes: readonly Change[];
	/** What the calendar file in the letter asks of their calendar; nothing when it carries none. */
	readonly calendar?: 'REQUEST' | 'CANCEL' | undefined;
}

/**
 * What a guest is to be written. Whoever holds a seat, a place in the queue, a request or an invitation, or says maybe, hears of
 * what calendars have to notice; whoever said no, or whose offer ran out, hears nothing. What is over stays as it was.
 *
 * @param told what they were told last
 * @param now the facts as the same entry says them
 */
export function noticeFor(rsvp: Rsvp, told: Told, now: Facts, at: Instant): Notice | undefined {
	if (!isConcerned(rsvp) || isOver(told.facts, at) || now.to <= at) return undefined;
	const changes = noticeable(rsvp, told.facts, now);
	if (!changes.length) return undefined;
	if (now.status !== 'cancelled') {
		return { letter: 'event-update', changes, calendar: hasEntry(rsvp) ? 'REQUEST' : undefined };
	}
	// What else became of something that does not take place is nobody's business.
	if (told.facts.status === 'cancelled') return undefined;
	return { letter: 'event-cancelled', changes, calendar: 'CANCEL' };
}

/** What their calendar has to notice. */
function noticeable({ seat }: Pick<Rsvp, 'seat'>, before: Facts, now: Facts): Change[] {
	return changesBetween(before, now).filter(
		({ field, moves }) => moves && (field !== 'private' || seat === 'seated'),
	);
}

/**
 * The SEQUENCE of a letter that tells a guest where they stand. Never below what they have; and above it where the letter is the first
 * to say, before the change is announced to all, that something is not as their calendar has it.
 */
export function sequenceFor(rsvp: Rsvp, now: Facts, announced: number): number {
	const { told } = rsvp;
	if (!told) return announced;
	const isNews = told.calendar && noticeable(rsvp, told.facts, now).length > 0;
	return Math.max(announced, told.sequence + (isNews ? 1 : 0));
}

/** Do they expect anything of this gathering? */
export function isConcerned({ seat, answer }: Rsvp): boolean {
	return seat !== 'none' || answer === 'maybe';
}

/** Is there an entry in their calendar to keep right, or one to be? */
export function hasEntry({ seat, told }: Pick<Rsvp, 'seat' | 'told'>): boolean {
	return seat === 'seated' || isHeld({ seat }) || told?.calendar === true;
}

/** What was put off or called off is not over on its old day: it may come back. */
export function isOver({ status, to }: Facts, at: Instant): boolean {
	return status === 'scheduled' && to <= at;
}
