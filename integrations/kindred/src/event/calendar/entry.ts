import { Temporal } from 'temporal-polyfill';
import type { Address } from '../../base/address.ts';
import { absolute } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import type { CalendarMessage, CalendarOptions } from './file.ts';
import { compact, escapeText, mailtoUri, quote, utc } from './lines.ts';
import { nextDay, wallOf, type KindredEvent } from '../event.ts';

/** How every calendar of ours begins. */
export function calendarHead(more: readonly string[]): string[] {
	return [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//astro-kindred//events//EN',
		'CALSCALE:GREGORIAN',
		...more,
	];
}

/** Do the lines of an event name a zone, which its file then has to bring along? */
export function namesZone(lines: readonly string[]): boolean {
	return lines.some((line) => /^DT(?:START|END);TZID=/.test(line));
}

/** The UID of the gathering before this one in its series. Each has a UID of its own: one that moves takes no other along. */
export function siblingsOf(event: KindredEvent, events: readonly KindredEvent[]): string[] {
	const { series, group, instants } = event;
	const earlier = events.filter(
		(other) =>
			series && other.series === series && other.group !== group && other.instants.start < instants.start,
	);
	const last = earlier.reduce<KindredEvent | undefined>(
		(latest, other) => (latest && latest.instants.start >= other.instants.start ? latest : other),
		undefined,
	);
	return last ? [last.uid] : [];
}

/** RFC 5545 section 3.8.1.11. A postponed event has no better word than tentative. */
const statuses = { scheduled: 'CONFIRMED', postponed: 'TENTATIVE', cancelled: 'CANCELLED' } as const;

/** The lines of one VEVENT. */
export function eventLines(event: KindredEvent, options: CalendarOptions): string[] {
	const { site, stamp, sequence = event.sequence, siblings = [], message, secrets = {} } = options;
	const page = absolute(site, event.url);
	const where = [event.place?.name, secrets.address ?? event.place?.address].filter(Boolean).join(', ');
	const about = [event.description, secrets.joinUrl, secrets.note, page].filter(Boolean).join('\n\n');
	const text = (name: string, value: string) => `${name};LANGUAGE=${event.lang}:${escapeText(value)}`;
	return [
		'BEGIN:VEVENT',
		`UID:${escapeText(event.uid)}`,
		`DTSTAMP:${utc(stamp)}`,
		...times(event),
		`SEQUENCE:${sequence}`,
		`STATUS:${message?.method === 'CANCEL' ? 'CANCELLED' : statuses[event.status]}`,
		text('SUMMARY', event.title),
		text('DESCRIPTION', about),
		...(where || secrets.joinUrl ? [text('LOCATION', where || secrets.joinUrl!)] : []),
		...(event.tags.length ? [`CATEGORIES:${event.tags.map(escapeText).join(',')}`] : []),
		...siblings.map((uid) => `RELATED-TO;RELTYPE=SIBLING:${escapeText(uid)}`),
		`URL:${page}`,
		...(message ? messageLines(message) : []),
		`TRANSP:${event.day ? 'TRANSPARENT' : 'OPAQUE'}`,
		'END:VEVENT',
	];
}

function messageLines({ method, organizer, attendee }: CalendarMessage): string[] {
	const cn = ({ name, email }: Address) =>
		`CN=${[name.trim(), email].map(quote).find((text) => text !== '""')}`;
	return [
		`ORGANIZER;${cn(organizer)}:${mailtoUri(organizer.email)}`,
		...(attendee && method !== 'PUBLISH'
			? [
					[
						// The name first: a reader that takes no heed of quotes then still believes what comes after it.
						`ATTENDEE;${cn(attendee)}`,
						'CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT',
						`PARTSTAT=${attendee.partstat}`,
						...(method === 'REQUEST' ? ['RSVP=TRUE'] : []),
						`X-NUM-GUESTS=${attendee.guests}:${mailtoUri(attendee.email)}`,
					].join(';'),
				]
			: []),
	];
}

function times({ day, start, end, zone, instants }: KindredEvent): string[] {
	if (day) return [`DTSTART;VALUE=DATE:${compact(start)}`, `DTEND;VALUE=DATE:${compact(nextDay(end))}`];
	return [`DTSTART${local(instants.start, zone)}`, `DTEND${local(instants.end, zone)}`];
}

/**
 * A wall clock with its zone; in UTC where that clock comes twice on this day. RFC 5545 (section 3.3.5) means the first one
 * then, but readers differ (ical.js takes the second).
 */
function local(at: Instant, zone: string): string {
	const wall = wallOf(at, zone);
	const clock = Temporal.PlainDateTime.from(wall);
	const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
		clock.toZonedDateTime(zone, { disambiguation }),
	);
	if (isUtc(zone) || !first!.equals(second!)) return `:${utc(at)}`;
	return `;TZID=${zone}:${compact(wall)}00`;
}

function isUtc(zone: string): boolean {
	return zone === 'UTC' || zone === 'Etc/UTC';
}
