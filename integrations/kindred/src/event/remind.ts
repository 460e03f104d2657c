import type { Instant } from '../base/time.ts';
import type { KeyedLetter, NewInteraction, Person } from '../person/index.ts';
import { checkInCode } from './code.ts';
import { languagesOf } from './guests.ts';
import type { EventHouse } from './index.ts';
import { reminderLetter } from './letters.ts';
import { findEvent } from './list.ts';
import { remindersOf, type Reminder } from './reminder.ts';

/** What the stories around the day of an event need. */
export type DayHouse = Pick<EventHouse, 'site' | 'snapshot' | 'postman' | 'keys' | 'letter' | 'now'> & {
	readonly store: Pick<EventHouse['store'], 'people' | 'events' | 'attendance'>;
};

/** A reminder and whom it is for. */
export type Reminding = Reminder & { readonly guest: Person };

/** Who gets which reminder of an event, and when. Nothing is sent. */
export async function planReminders(group: string, house: DayHouse): Promise<readonly Reminding[]> {
	const { site, store, snapshot, now } = house;
	const event = findEvent(snapshot.events, group, [site.lang]);
	if (!event) return [];
	const ledger = await store.events.ledger(group);
	const people = await Promise.all(ledger.map(({ person }) => store.people.byId(person)));
	const guests = new Map(people.flatMap((person) => (person ? [[person.id, person]] : [])));
	const books = {
		ledger,
		past: await store.attendance.past(group),
		unreachable: await unreachable([...guests.values()], house),
	};
	return remindersOf(event, books, site.events.reminders, now()).flatMap((reminder) => {
		const guest = guests.get(reminder.person);
		return guest ? [{ ...reminder, guest }] : [];
	});
}

/** Sends what is due of one event: each reminder is decided, logged and kept in one transaction, then handed over. Names who got one. */
export async function remind(group: string, house: DayHouse): Promise<readonly number[]> {
	const planned = (await planReminders(group, house)).filter(({ state }) => state === 'due');
	const event = findEvent(house.snapshot.events, group, [house.site.lang]);
	if (!planned.length || !event) return [];
	const at = house.now();
	const due = new Map(planned.map((reminder) => [reminder.person, reminder]));
	const secrets = await house.store.events.secrets(group);
	const { entries, letters } = await house.store.attendance.note(group, at, {
		// Asked once more: a seat may have been given back since, and another process may have been faster.
		decide(ledger, past) {
			const still = remindersOf(event, { ledger, past }, house.site.events.reminders, at).filter(
				({ person, state }) => state === 'due' && due.has(person),
			);
			return {
				log: still.map((reminder) => lineAbout(reminder, group, event.instants.start, at)),
				tell: still.map(({ person }) => person),
			};
		},
		write: (person): KeyedLetter => {
			const languages = languagesOf(person, house.site);
			const own = findEvent(house.snapshot.events, group, languages) ?? event;
			// Nobody stands at the door of what is only on the net.
			const code = event.online && !event.place ? '' : checkInCode(group, person.id, house.keys);
			const desk = { ...house, template: house.letter('event-reminder', languages[0]), now: at, secrets };
			return {
				key: keyOf(group, person.id, due.get(person.id)!.duration, event.instants.start),
				letter: reminderLetter(own, person, { code }, desk),
			};
		},
	});
	for (const { key, letter } of letters) await house.postman.handOver(letter, key);
	return entries.tell;
}

/** The same for every event. */
export async function remindAll(
	house: DayHouse,
): Promise<readonly { readonly event: string; readonly person: number }[]> {
	const reminded = [];
	for (const group of new Set(house.snapshot.events.map((event) => event.group)))
		for (const person of await remind(group, house)) reminded.push({ event: group, person });
	return reminded;
}

/** Those whose mailbox is gone, or who called a letter of ours spam: nothing is sent to them, not even this. */
export async function unreachable(
	people: readonly Person[],
	{ store }: Pick<DayHouse, 'store'>,
): Promise<ReadonlySet<number>> {
	const closed = await Promise.all(
		people.map(
			async ({ state, email }) =>
				state === 'bounced' || state === 'complained' || !email || (await store.people.suppressed(email)),
		),
	);
	return new Set(people.filter((_, index) => closed[index]).map(({ id }) => id));
}

/** One line for each reminder; when the event is moved, its guests are reminded of the new date as well. */
function lineAbout(
	{ person, duration }: Reminder,
	group: string,
	start: Instant,
	at: Instant,
): NewInteraction {
	return {
		person,
		at,
		kind: 'reminded',
		subject: `event:${group}`,
		detail: { duration, start },
		key: keyOf(group, person, duration, start),
	};
}

function keyOf(group: string, person: number, duration: string, start: Instant): string {
	return `reminder:${group}:${person}:${duration}:${start}`;
}
