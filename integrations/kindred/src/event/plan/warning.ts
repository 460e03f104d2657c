import type { KindredEvent } from '../event.ts';
import { isConcerned, isOver } from './notice.ts';
import { toldTo, type Present } from './planned.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { seatsHeld, seatsTaken } from '../seats/seats.ts';
import type { Person } from '../../person/index.ts';

/** What an author ought to know before they say yes to a plan. */
export type PlanWarning =
	/** More seats are taken or kept than there are. Nobody loses theirs. */
	| { readonly kind: 'overfull'; readonly taken: number; readonly capacity: number }
	/** The file says that it is over, and so many guests were told that it is to come. */
	| { readonly kind: 'now-past'; readonly guests: number }
	/** What so many guests were told is over, and the file has a new date: a new gathering wants a file of its own. */
	| { readonly kind: 'was-past'; readonly guests: number }
	/** They complained, or their mailbox is gone: nobody writes to them any more. */
	| { readonly kind: 'unreachable'; readonly person: Person };

/** What is odd about an event, seen from its guests. */
export function warningsOf(
	{ capacity, instants, status }: KindredEvent,
	ledger: readonly Rsvp[],
	present: Present,
): PlanWarning[] {
	const taken = seatsTaken(ledger) + seatsHeld(ledger);
	const told = ledger.filter(isConcerned).flatMap((rsvp) => toldTo(rsvp, present)?.facts ?? []);
	const isPast = instants.end <= present.at;
	const waiting = told.filter((facts) => facts.status !== 'cancelled' && facts.to > present.at);
	const over = told.filter((facts) => isOver(facts, present.at));
	return [
		...(capacity !== undefined && taken > capacity && !isPast
			? [{ kind: 'overfull', taken, capacity } as const]
			: []),
		...(isPast && status === 'scheduled' && waiting.length
			? [{ kind: 'now-past', guests: waiting.length } as const]
			: []),
		...(!isPast && over.length ? [{ kind: 'was-past', guests: over.length } as const] : []),
	];
}
