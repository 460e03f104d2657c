import type { Instant } from '../../base/time.ts';
import type { KeyedLetter, NewInteraction, Person } from '../../person/index.ts';
import { checkInCode } from './code.ts';
import { languagesOf } from '../guests.ts';
import type { EventHouse } from '../index.ts';
import { reminderLetter } from '../letters.ts';
import { findEvent } from '../list.ts';
import { dueTime, remindersOf, type Reminder } from './reminder.ts';

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
	const books = { ledger: await store.events.ledger(group), past: await store.attendance.past(group) };
	const reminders = remindersOf(event, books, site.events.reminders, now());
	const ids = [...new Set(reminders.map(({ person }) => person))];
	const people = (await Promise.all(ids.map((id) => store.people.byId(id)))).filter(
		(one) => one !== undefined,
	);
	const closed = await unreachable(people, house);
	return reminders.flatMap((reminder) => {
		const guest = people.find(({ id }) => id === reminder.person);
		const isLost = reminder.state === 'due' && closed.has(reminder.person);
		return guest ? [{ ...reminder, ...(isLost ? { state: 'unreachable' } : {}), guest }] : [];
	});
}

/** Sends what is due of one event: each reminder is decided, logged and kept in one transaction, then handed over. Names who got one. */
export async function remind(group: string, house: DayHouse): Promise<readonly number[]> {
	const { site, store, snapshot, postman } = house;
	const at = house.now();
	const event = findEvent(snapshot.events, group, [site.lang]);
	const time = event && dueTime(event, site.events.reminders, at);
	// Most of the time nothing is due, and nobody has to be asked.
	if (!time) return [];
	const planned = await planReminders(group, { ...house, now: () => at });
	const due = new Set(planned.filter(({ state }) => state === 'due').map(({ person }) => person));
	if (!due.size) return [];
	const secrets = await store.events.secrets(group);
	const { entries, letters } = await store.attendance.note(group, at, {
		// Asked once more: a seat may have been given back since, and another process may have been faster.
		decide(ledger, past) {
			const still = remindersOf(event, { ledger, past }, site.events.reminders, at).filter(
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
				key: keyOf(group, person.id, time.duration, event.instants.start),
				letter: reminderLetter(own, person, { code }, desk),
			};
		},
	});
	for (const { key, letter } of letters) await postman.handOver(letter, key);
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
