import { Temporal } from 'temporal-polyfill';
import { KindredError } from '../base/error.ts';
import { canonicalJson, sha256 } from '../base/hash.ts';
import { fillPath, placeOf } from '../base/path.ts';
import type { Site } from '../base/site.ts';
import { instantOf, isDay, type Instant, type PlainDate, type WallClock } from '../base/time.ts';

/** Where a gathering is, as far as everybody may know it. */
export interface Place {
	readonly name: string;
	readonly address?: string | undefined;
	readonly url?: string | undefined;
}

/** Something that is asked of those who say yes. */
export interface Question {
	/** Names it in the store and in tables; the same in every language. */
	readonly id: string;
	readonly ask: string;
	/** The answers to choose from; none: free text. */
	readonly choices?: readonly string[] | undefined;
	readonly required: boolean;
}

/** A gathering in one language, as its file says it. The instants are computed; nothing here is about people. */
export interface KindredEvent {
	/** The entry's id: its path below the collection without extension, `long-table-2031.zh-hant`. */
	readonly id: string;
	/** The gathering itself: the id without its language. Answers, seats and the queue are kept under it. */
	readonly group: string;
	/** BCP 47. */
	readonly lang: string;
	readonly title: string;
	readonly description: string;
	readonly tags: readonly string[];
	/** Whether it takes whole days: then `start` and `end` are its first and its last day. */
	readonly day: boolean;
	readonly start: WallClock;
	readonly end: WallClock;
	/** When it was to begin before it was moved, oldest first, in the same clock. */
	readonly previousStart?: readonly WallClock[] | undefined;
	/** IANA. The site's own zone for an event of whole days that names none. */
	readonly zone: string;
	/** When it begins, when it is over, and when the last yes is taken. */
	readonly instants: { readonly start: Instant; readonly end: Instant; readonly closes: Instant };
	readonly place?: Place | undefined;
	readonly online: boolean;
	/** How many seats there are; none is no limit. */
	readonly capacity?: number | undefined;
	readonly waitlist: boolean;
	/** How long a freed seat is offered to the next in the queue, ISO 8601. Nothing: it is theirs at once. */
	readonly offer?: string | undefined;
	/** Who may say yes: anybody, anybody whom the author then approves, or only those who were invited. */
	readonly entry: 'open' | 'approval' | 'invitation';
	/** How many each guest may bring along. */
	readonly guests: number;
	/** What is asked of those who say yes. */
	readonly questions: readonly Question[];
	readonly rsvp: boolean;
	readonly deadline?: WallClock | undefined;
	/** What gatherings of one kind share, `a-table-for-eight`. */
	readonly series?: string | undefined;
	readonly cover?: { readonly src: string; readonly alt: string } | undefined;
	readonly status: 'scheduled' | 'cancelled' | 'postponed';
	/** How often a calendar entry had to change (RFC 5545 section 3.8.7.4). */
	readonly sequence: number;
	readonly draft: boolean;
	/** The path of its page. */
	readonly url: string;
	/** The same for ever and in every language, `long-table-2031@example.com` (RFC 5545 section 3.8.4.7). */
	readonly uid: string;
	/** SHA-256 of front matter and body. */
	readonly hash: string;
}

/** The part of the front matter that an event is made of; `eventSchema` has checked each field on its own. */
export interface EventFrontMatter {
	readonly title: string;
	readonly start: WallClock;
	readonly end?: WallClock | undefined;
	readonly previousStart?: readonly WallClock[] | undefined;
	readonly duration?: string | undefined;
	readonly zone?: string | undefined;
	readonly place?: Place | undefined;
	readonly online?: boolean | undefined;
	readonly capacity?: number | undefined;
	readonly waitlist?: boolean | undefined;
	readonly offer?: string | undefined;
	readonly entry?: KindredEvent['entry'] | undefined;
	readonly guests?: number | undefined;
	readonly questions?: readonly Question[] | undefined;
	readonly series?: string | undefined;
	readonly cover?: KindredEvent['cover'] | undefined;
	readonly rsvp?: boolean | undefined;
	readonly deadline?: WallClock | undefined;
	readonly status?: KindredEvent['status'] | undefined;
	readonly sequence?: number | undefined;
	readonly description?: string | undefined;
	readonly tags?: readonly string[] | undefined;
	readonly lang?: string | undefined;
	readonly group?: string | undefined;
	readonly draft?: boolean | undefined;
}

/** A content entry, as far as an event needs it. */
export interface EventSource {
	readonly id: string;
	readonly data: EventFrontMatter;
	readonly body?: string | undefined;
	/** The file, to name it when it has to be mended. */
	readonly filePath?: string | undefined;
}

type EventSite = Pick<Site, 'url' | 'lang' | 'zone' | 'paths'>;

/**
 * An event from its content entry. It lasts two hours, or the whole day, unless it says otherwise; people can answer until
 * it starts, or until the deadline (a day counts to its end).
 *
 * @throws KindredError for a duration that does not fit its start, or one of no length.
 */
export function toEvent(entry: EventSource, site: EventSite): KindredEvent {
	const { id, data, body = '' } = entry;
	const { lang, group } = placeOf(id, data, site.lang);
	const zone = data.zone ?? site.zone;
	return {
		id,
		group,
		lang,
		title: data.title,
		description: data.description ?? '',
		tags: data.tags ?? [],
		...timesOf(entry, zone),
		previousStart: data.previousStart,
		zone,
		place: data.place,
		online: data.online ?? false,
		capacity: data.capacity,
		waitlist: data.waitlist ?? true,
		offer: data.offer,
		entry: data.entry ?? 'open',
		guests: data.guests ?? 0,
		questions: data.questions ?? [],
		series: data.series,
		cover: data.cover,
		rsvp: data.rsvp ?? true,
		deadline: data.deadline,
		status: data.status ?? 'scheduled',
		sequence: data.sequence ?? 0,
		draft: data.draft ?? false,
		url: fillPath(site.paths.event, { lang, group, id, date: data.start.slice(0, 10) }, site.lang),
		uid: `${group}@${new URL(site.url).hostname}`,
		hash: sha256(canonicalJson([data, body])),
	};
}

type Times = Pick<KindredEvent, 'day' | 'start' | 'end' | 'instants'>;

function timesOf(entry: EventSource, zone: string): Times {
	const { start, deadline } = entry.data;
	const day = isDay(start);
	const startInstant = instantOf(start, zone);
	const end = day ? nextDay(lastDay(entry)) : wallEnd(entry, zone);
	const endInstant = typeof end === 'string' ? instantOf(end, zone) : toInstant(end);
	if (endInstant <= startInstant) {
		throw new KindredError(
			`The event ${nameOf(entry)} is over before it has begun (${start}).`,
			'Write an `end` after its `start`, or a `duration` such as `PT2H`.',
		);
	}
	const closes = deadline ? instantOf(isDay(deadline) ? nextDay(deadline) : deadline, zone) : startInstant;
	return {
		day,
		// The clock that a change of clocks skips has moved on.
		start: day ? start : wallOf(startInstant, zone),
		end: day ? lastDay(entry) : wallOf(endInstant, zone),
		instants: { start: startInstant, end: endInstant, closes: closes < endInstant ? closes : endInstant },
	};
}

/** The end of an event of hours: an instant where it is counted from the start, so that no clock change bends it. */
function wallEnd({ data }: EventSource, zone: string): WallClock | Temporal.ZonedDateTime {
	if (data.end) return data.end;
	return Temporal.Instant.from(instantOf(data.start, zone))
		.toZonedDateTimeISO(zone)
		.add(data.duration ?? 'PT2H');
}

function lastDay(entry: EventSource): PlainDate {
	const { start, end, duration } = entry.data;
	if (!duration) return end ?? start;
	if (duration.includes('T')) {
		throw new KindredError(
			`The event ${nameOf(entry)} starts on a day (${start}) but lasts hours (${duration}).`,
			'Write its `start` with a clock time and a `zone`, or its `duration` in days, such as `P2D`.',
		);
	}
	return Temporal.PlainDate.from(start).add(duration).subtract({ days: 1 }).toString();
}

/** The day after a day. */
export function nextDay(day: PlainDate): PlainDate {
	return Temporal.PlainDate.from(day).add({ days: 1 }).toString();
}

/** The wall clock of an instant in a zone, to the minute. */
export function wallOf(at: Instant, zone: string): WallClock {
	return Temporal.Instant.from(at)
		.toZonedDateTimeISO(zone)
		.toPlainDateTime()
		.toString({ smallestUnit: 'minute' });
}

function toInstant(zoned: Temporal.ZonedDateTime): Instant {
	return new Date(zoned.epochMilliseconds).toISOString();
}

/** The file an author would open to mend an event. */
export function nameOf(entry: Pick<EventSource, 'id' | 'filePath'>): string {
	return entry.filePath ?? `"${entry.id}"`;
}
