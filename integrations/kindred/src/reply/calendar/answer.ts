import { normaliseEmail } from '../../base/address.ts';
import type { Instant } from '../../base/time.ts';
import { addressIn, readProperty, type Property } from './property.ts';
import { timeIn, type ProposedTime } from './time.ts';
import type { EventLines } from './lines.ts';

/** What one attendee says to an event, or to one day of a series. */
export interface CalendarReply {
	/** The event's own id, as we wrote it (RFC 5545 section 3.8.4.7). */
	readonly uid: string;
	/** Whose answer it is: the address of ATTENDEE, normalised. */
	readonly attendee: string;
	/** The address in their EMAIL parameter (RFC 7986 section 6.2), where it is another: iCloud puts a relay into ATTENDEE. */
	readonly alias?: string | undefined;
	/** `ACCEPTED`, `TENTATIVE`, `DECLINED`, `DELEGATED`, `NEEDS-ACTION`. That of a COUNTER is no answer. */
	readonly partstat: string;
	/** A COUNTER proposes another time (RFC 5546 section 3.2.7). */
	readonly method: 'REPLY' | 'COUNTER';
	/** Which version of the event was answered; nothing is 0. */
	readonly sequence?: number | undefined;
	/** How many they bring: Google's X-NUM-GUESTS. */
	readonly guests?: number | undefined;
	/** A word to the organiser: COMMENT, or Google's X-RESPONSE-COMMENT. */
	readonly comment?: string | undefined;
	/** When it was said: DTSTAMP, as their clock had it. */
	readonly stamp?: Instant | undefined;
	/** The address that the answer is for; Exchange leaves it out. */
	readonly organizer?: string | undefined;
	/** When they would rather meet. Only of a COUNTER. */
	readonly proposed?: { readonly start: ProposedTime; readonly end?: ProposedTime | undefined } | undefined;
	/** The day of a series that it is about, as it was written. */
	readonly recurrence?: string | undefined;
}

/** Attack: a thousand attendees. An answer has one, and sometimes whoever they stand in for. */
const MOST_ATTENDEES = 20;
/** Nobody writes more into the small field of a calendar. */
const MOST_COMMENT = 1000;
/** Nobody brings more, and our rules allow far less. */
const MOST_GUESTS = 999;
/** Larger than any that counts changes; some write the clock in seconds or milliseconds. */
const MOST_SEQUENCE = Number.MAX_SAFE_INTEGER;

/** What the attendees of one event say. Nothing when it names no event, or two. */
export function answersIn({ method, lines }: EventLines): readonly CalendarReply[] {
	if (method !== 'REPLY' && method !== 'COUNTER') return [];
	const properties = lines.flatMap((line) => readProperty(line) ?? []);
	const first = (name: string) => properties.find((one) => one.name === name);
	const uids = new Set(properties.flatMap(({ name, value }) => (name === 'uid' ? [value.trim()] : [])));
	const [uid = ''] = uids;
	if (uids.size !== 1 || uid === '') return [];
	const attendees = properties.filter(({ name }) => name === 'attendee');
	if (attendees.length > MOST_ATTENDEES) return [];
	const about = {
		uid,
		method,
		sequence: wholeNumber(first('sequence')?.raw, MOST_SEQUENCE),
		stamp: stampOf(first('dtstamp')),
		organizer: first('organizer') && addressIn(first('organizer')!.value),
		proposed: method === 'COUNTER' ? proposedIn(first('dtstart'), first('dtend')) : undefined,
		recurrence: first('recurrence-id')?.raw.trim(),
	} as const;
	const words = properties.flatMap(({ name, value }) =>
		name === 'comment' || name === 'x-response-comment' ? (comment(value) ?? []) : [],
	);
	return attendees.map((attendee) => ({ ...about, ...attendeeOf(attendee, words[0]) }));
}

function attendeeOf({ parameters, value }: Property, words: string | undefined) {
	const address = addressIn(value);
	const named = normaliseEmail(parameters.get('email') ?? '');
	// A path or a URN is nobody's mail address.
	const attendee = named && !address.includes('@') ? named : address;
	return {
		attendee,
		alias: named === attendee ? undefined : named,
		partstat: (parameters.get('partstat') ?? '').trim().toUpperCase(),
		guests: wholeNumber(parameters.get('x-num-guests'), MOST_GUESTS),
		comment: comment(parameters.get('x-response-comment') ?? '') ?? words,
	};
}

function comment(text: string): string | undefined {
	const plain = text
		.replace(/\r\n?/g, '\n')
		.replace(/(?!\n)\p{Cc}/gu, ' ')
		.trim();
	return plain.slice(0, MOST_COMMENT).toWellFormed() || undefined;
}

function wholeNumber(text: string | undefined, most: number): number | undefined {
	if (text === undefined || !/^\s{0,9}\+?\d{1,16}\s{0,9}$/.test(text)) return undefined;
	const number = Number(text);
	return number <= most ? number : undefined;
}

/** DTSTAMP is in UTC (RFC 5545 section 3.8.7.2); where its Z was forgotten it is as well. */
function stampOf(stamp: Property | undefined): Instant | undefined {
	const time = stamp && timeIn(stamp.raw, stamp.parameters.get('tzid') ?? 'UTC');
	return time?.at;
}

function proposedIn(start: Property | undefined, end: Property | undefined): CalendarReply['proposed'] {
	const from = start && timeIn(start.raw, start.parameters.get('tzid'));
	return from && { start: from, end: end && timeIn(end.raw, end.parameters.get('tzid')) };
}
