import { Temporal } from 'temporal-polyfill';
import { after, instantOf, type Instant } from '../../base/time.ts';
import type { Interaction } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import { minutesIn } from '../list.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** What takes whole days is reminded of in the morning, some days before, and not at midnight. */
const MORNING = '09:00';
/** The letter about a seat is fresh for a quarter of a reminder's duration, and for no longer than so many minutes. */
const FRESH = 24 * 60;

/** One letter that reminds a guest, or the place where there would be one. */
export interface Reminder {
	readonly person: number;
	/** How long before the start, ISO 8601. */
	readonly duration: string;
	readonly due: Instant;
	/**
	 * `sent`, `due` (now) and `later` speak for themselves. `passed`: its moment went by without us, and a later one is due.
	 * `fresh`: they had just got their seat. `unreachable`: no mail may go to them.
	 */
	readonly state: 'sent' | 'due' | 'later' | 'passed' | 'fresh' | 'unreachable';
}

/** When the guests of an event are to be reminded, soonest first. A duration in days keeps the clock of the place. */
export function reminderTimes(
	{ day, start, zone, status, draft }: KindredEvent,
	durations: readonly string[],
): { readonly duration: string; readonly due: Instant }[] {
	if (status !== 'scheduled' || draft) return [];
	const before = (duration: string): Instant => {
		const from = instantOf(day && !duration.includes('T') ? `${start}T${MORNING}` : start, zone);
		const begins = Temporal.Instant.from(from).toZonedDateTimeISO(zone);
		return new Date(begins.subtract(duration).epochMilliseconds).toISOString();
	};
	return durations
		.map((duration) => ({ duration, due: before(duration) }))
		.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** When somebody has to look again: the next moment at which a reminder of any event is due. */
export function nextReminder(
	events: readonly KindredEvent[],
	durations: readonly string[],
	now: Instant,
): Instant | undefined {
	const times = events.flatMap((event) => reminderTimes(event, durations));
	return times
		.map(({ due }) => due)
		.filter((due) => due > now)
		.sort()[0];
}

/** The reminder whose time it is: the last one that is due, until the event begins. */
export function dueTime(
	event: KindredEvent,
	durations: readonly string[],
	now: Instant,
): { readonly duration: string; readonly due: Instant } | undefined {
	if (now >= event.instants.start) return undefined;
	return reminderTimes(event, durations).findLast(({ due }) => due <= now);
}

/** What has to be known to say who is reminded when. */
export interface Books {
	readonly ledger: readonly Rsvp[];
	readonly past: readonly Interaction[];
}

/**
 * Every reminder of an event, guest by guest: only who has a seat gets one, each once for one date, and of those that are due only
 * the last. Nothing is due once it has begun.
 */
export function remindersOf(
	event: KindredEvent,
	{ ledger, past }: Books,
	durations: readonly string[],
	now: Instant,
): Reminder[] {
	const times = reminderTimes(event, durations);
	const latest = dueTime(event, durations, now);
	const guests = ledger.filter(({ seat }) => seat === 'seated');
	return guests.flatMap((guest) =>
		times.map((time): Reminder => {
			const { person } = guest;
			if (past.some((line) => line.person === person && isAbout(line, time.duration, event)))
				return { person, ...time, state: 'sent' };
			if (time.due > now) return { person, ...time, state: 'later' };
			if (time.duration !== latest?.duration) return { person, ...time, state: 'passed' };
			if (isFresh(guest, past, time)) return { person, ...time, state: 'fresh' };
			return { person, ...time, state: 'due' };
		}),
	);
}

function isAbout({ kind, detail }: Interaction, duration: string, { instants }: KindredEvent): boolean {
	return kind === 'reminded' && detail['duration'] === duration && detail['start'] === instants.start;
}

/** Had they got their seat, with a letter that says everything, shortly before the reminder was due, or even after? */
function isFresh(
	{ person, answeredAt }: Rsvp,
	past: readonly Interaction[],
	{ duration, due }: Pick<Reminder, 'duration' | 'due'>,
): boolean {
	const seated = past.findLast(
		({ person: who, kind }) => who === person && (kind === 'seated' || kind === 'promoted'),
	);
	const margin = Math.min(minutesIn(duration) / 4, FRESH);
	return (seated?.at ?? answeredAt) > after(due, { minutes: -margin });
}
