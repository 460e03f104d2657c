import type { Postman } from '../../base/letter.ts';
import type { Instant } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import { announcingOf, type Announcing } from './announcing.ts';
import type { EventHouse } from '../index.ts';
import { findEvent } from '../list.ts';
import { isConcerned } from './notice.ts';
import { planOf, type EventPlan, type GuestBooks } from './plan.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** Where it is kept what was announced of events. Events are named by their group. */
export interface AnnouncementStore {
	/** What a plan is made of, read at one moment. */
	books(event: string): Promise<GuestBooks>;
	/** Every event that somebody answered. */
	answered(): Promise<readonly string[]>;
	/** Keeps that a plan is what its author wants, in place of any other; `sequence`: the one that guests have. */
	approve(event: string, hash: string, sequence: number, at: Instant): Promise<void>;
	/** Keeps the author's words for the letters of an event that is called off; empty takes them away. */
	say(event: string, words: string, sequence: number, at: Instant): Promise<void>;
	/**
	 * Reads the books, asks `decide`, writes what it says and keeps the letters, all in one transaction that lets nobody's answer to
	 * this event come between. `decide` may be asked again, so it must only compute.
	 */
	announce<T extends { readonly writes?: Announcing | undefined }>(
		event: string,
		at: Instant,
		decide: (books: GuestBooks) => T,
	): Promise<T>;
}

/** What the stories of this file need. */
export interface PlanHouse extends EventHouse {
	readonly store: EventHouse['store'] & { readonly announcements: AnnouncementStore };
}

/** Who would be written what if the event were announced now, as its file and the store have it. Nothing is changed by it. */
export async function planEvent(group: string, house: PlanHouse): Promise<EventPlan | undefined> {
	const event = findEvent(house.snapshot.events, group, [house.site.lang]);
	return event && planOf(event, await house.store.announcements.books(group), house.now(), house);
}

/** Events that are gone from the files, or a draft there, and the number of guests who still expect them. */
export async function lostEvents(
	house: PlanHouse,
): Promise<readonly { readonly event: string; readonly guests: number }[]> {
	const { announcements } = house.store;
	const known = new Set(house.snapshot.events.flatMap(({ group, draft }) => (draft ? [] : [group])));
	const gone = (await announcements.answered()).filter((event) => !known.has(event));
	const lost = gone.map(async (event) => {
		const { ledger } = await announcements.books(event);
		const expects = ({ told }: Rsvp) =>
			told !== undefined && told.facts.status !== 'cancelled' && told.facts.to > house.now();
		return { event, guests: ledger.filter((rsvp) => isConcerned(rsvp) && expects(rsvp)).length };
	});
	return (await Promise.all(lost)).filter(({ guests }) => guests);
}

/** Says yes to a plan: exactly this may be carried out. */
export async function approveEvent({ event, hash, sequence }: EventPlan, house: PlanHouse): Promise<void> {
	await house.store.announcements.approve(event, hash, sequence.from, house.now());
}

/** What became of carrying out: done; refused, because nobody said yes to it, or to another plan than is true now. */
export type Applied =
	| {
			readonly ok: true;
			readonly plan: EventPlan;
			/** Letters that could not leave yet and are tried again. */
			readonly queued: number;
			/** Those whose letter nobody will carry. */
			readonly refused: readonly Person[];
	  }
	| { readonly ok: false; readonly reason: 'no-event' }
	| { readonly ok: false; readonly reason: 'not-approved' | 'moved'; readonly plan: EventPlan };

/**
 * Carries out a plan: the one its author approved, or the one whose hash (or its beginning) is given. It is made again from what is
 * true at this moment and has to be the same. Seats, letters and what everybody is told by them are kept in one transaction; then the
 * letters leave one by one. Killed anywhere and begun again, nobody is written to twice, and who was not written to yet is.
 * Where nobody has to be written to, there is nothing to say yes to.
 */
export async function applyEvent(
	group: string,
	given: string | undefined,
	house: PlanHouse,
	progress: (done: number, all: number) => void = () => {},
): Promise<Applied> {
	const event = findEvent(house.snapshot.events, group, [house.site.lang]);
	if (!event) return { ok: false, reason: 'no-event' };
	const at = house.now();
	const result = await house.store.announcements.announce(group, at, (books) => {
		const plan = planOf(event, books, at, house);
		const isWanted = given ? plan.hash.startsWith(given) : plan.approved;
		if (plan.mails.length === 0 || isWanted) return { plan, writes: announcingOf(plan, books, at, house) };
		return {
			plan,
			reason: given || books.announced?.approved ? ('moved' as const) : ('not-approved' as const),
		};
	});
	const { plan, writes, reason } = result;
	if (!writes) return { ok: false, reason, plan };
	const outcomes: Awaited<ReturnType<Postman['handOver']>>[] = [];
	for (const { key, letter } of writes.letters) {
		outcomes.push(await house.postman.handOver(letter, key));
		progress(outcomes.length, writes.letters.length);
	}
	return {
		ok: true,
		plan,
		queued: outcomes.filter((outcome) => outcome === 'queued').length,
		refused: plan.mails.flatMap(({ person }, index) => (outcomes[index] === 'refused' ? [person] : [])),
	};
}
