import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import type { Person, PersonStore } from '../person/index.ts';
import type { KindredEvent } from './event.ts';
import { findEvent } from './list.ts';
import type { Rsvp } from './seats/rsvp.ts';
import { lapsed, queueOf, seatsFree, seatsTaken } from './seats/seats.ts';

/** What has to be read to say who comes; every store has it. */
interface Books {
	readonly people: Pick<PersonStore, 'byId' | 'log'>;
	readonly events: { ledger(event: string): Promise<readonly Rsvp[]> };
}

/** An event and how full it is. */
export interface Glance {
	readonly event: KindredEvent;
	readonly taken: number;
	/** Nothing: there is no limit. */
	readonly free: number | undefined;
	readonly waiting: number;
	/** Where the one who asks stands. */
	readonly standing?: Rsvp | undefined;
	/** Their place in the queue, from 1, while they wait. */
	readonly place?: number | undefined;
}

/** What may be said of an event on request, to somebody whose link has proved who they are or to anybody. */
export async function lookUp(
	group: string,
	person: number | undefined,
	house: {
		readonly store: Books;
		readonly snapshot: { readonly events: readonly KindredEvent[] };
		readonly site: Site;
		now(): Instant;
	},
): Promise<Glance | undefined> {
	const someone = person === undefined ? undefined : await house.store.people.byId(person);
	const languages = someone ? languagesOf(someone, house.site) : [house.site.lang];
	const event = findEvent(house.snapshot.events, group, languages);
	if (!event) return undefined;
	const kept = await house.store.events.ledger(group);
	// What was kept for somebody until a while ago is theirs no more, whether or not anybody has looked after it since.
	const gone = lapsed(kept, house.now());
	const ledger = kept.map((rsvp) => gone.find((row) => row.person === rsvp.person) ?? rsvp);
	const standing = ledger.find((rsvp) => rsvp.person === person);
	return {
		event,
		taken: seatsTaken(ledger),
		free: seatsFree(ledger, event),
		waiting: queueOf(ledger).length,
		standing,
		place: queueOf(ledger).findIndex((rsvp) => rsvp.person === person) + 1 || undefined,
	};
}

/**
 * Everybody the event knows: seated first, then those for whom a seat is kept, those who asked, those who wait in their order, and
 * the others. For the author's eyes.
 */
export async function guestList(
	group: string,
	{ store }: { readonly store: Books },
): Promise<{ person: Person; rsvp: Rsvp }[]> {
	const ledger = await store.events.ledger(group);
	const who = (seat: Rsvp['seat']) => ledger.filter((rsvp) => rsvp.seat === seat);
	const held = [...who('seated'), ...who('offered'), ...who('invited'), ...who('requested')];
	const rows = [...held, ...queueOf(ledger), ...who('none')];
	const people = await Promise.all(rows.map((rsvp) => store.people.byId(rsvp.person)));
	return rows.flatMap((rsvp, index) => (people[index] ? [{ person: people[index], rsvp }] : []));
}

/** What a person reads, best first; the site's language at the end. */
export function languagesOf(person: Person, site: Site): readonly [string, ...string[]] {
	const [first, ...more] = person.languages;
	return first ? [first, ...more, site.lang] : [site.lang];
}
