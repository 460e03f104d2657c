import { Temporal } from 'temporal-polyfill';
import type { Address } from '../base/address.ts';
import { absolute, type Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import { nextDay, wallOf, type KindredEvent } from './event.ts';
import { zoneLines } from './zone.ts';

/** What only the guests of an event may see. */
export interface Secrets {
	readonly joinUrl?: string | undefined;
	readonly address?: string | undefined;
	readonly note?: string | undefined;
}

/** How a calendar file is written. */
export interface CalendarOptions {
	readonly site: Pick<Site, 'url' | 'name'>;
	/** DTSTAMP: when this file was made. */
	readonly stamp: Instant;
	/** For a file that travels in a letter: METHOD:PUBLISH, which needs an organiser (RFC 5546 section 3.2.1). */
	readonly published?: Address | undefined;
	/** Only for a file that goes to one guest. */
	readonly secrets?: Secrets | undefined;
}

/**
 * A calendar file (RFC 5545) of one event: CRLF, lines of at most 75 octets, a VTIMEZONE for its zone. It names no guest.
 * Written here rather than by a library: the ones at hand write a DTSTAMP without Z, or let a name add a property.
 */
export function calendarFile(event: KindredEvent, options: CalendarOptions): string {
	const { site, published } = options;
	const zoned = !event.day && !isUtc(event.zone);
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//astro-kindred//events//EN',
		'CALSCALE:GREGORIAN',
		...(published ? ['METHOD:PUBLISH'] : [`X-WR-CALNAME:${escapeText(site.name)}`]),
		...(zoned ? zoneLines(event.zone, event.instants.start, event.instants.end) : []),
		'BEGIN:VEVENT',
		...eventLines(event, options),
		'END:VEVENT',
		'END:VCALENDAR',
	];
	return lines.map((line) => `${fold(line)}\r\n`).join('');
}

/** RFC 5545 section 3.8.1.11. A postponed event has no better word than tentative. */
const statuses = { scheduled: 'CONFIRMED', postponed: 'TENTATIVE', cancelled: 'CANCELLED' } as const;

function eventLines(
	event: KindredEvent,
	{ site, stamp, published, secrets = {} }: CalendarOptions,
): string[] {
	const page = absolute(site, event.url);
	const where = [event.place?.name, secrets.address ?? event.place?.address].filter(Boolean).join(', ');
	const about = [event.description, secrets.joinUrl, secrets.note, page].filter(Boolean).join('\n\n');
	const text = (name: string, value: string) => `${name};LANGUAGE=${event.lang}:${escapeText(value)}`;
	return [
		`UID:${escapeText(event.uid)}`,
		`DTSTAMP:${utc(stamp)}`,
		...times(event),
		`SEQUENCE:${event.sequence}`,
		`STATUS:${statuses[event.status]}`,
		text('SUMMARY', event.title),
		text('DESCRIPTION', about),
		...(where || secrets.joinUrl ? [text('LOCATION', where || secrets.joinUrl!)] : []),
		...(event.tags.length ? [`CATEGORIES:${event.tags.map(escapeText).join(',')}`] : []),
		`URL:${page}`,
		...(published
			? [`ORGANIZER;CN=${quote(published.name || published.email)}:mailto:${published.email}`]
			: []),
		`TRANSP:${event.day ? 'TRANSPARENT' : 'OPAQUE'}`,
	];
}

function times({ day, start, end, zone, instants }: KindredEvent): string[] {
	if (day) return [`DTSTART;VALUE=DATE:${plain(start)}`, `DTEND;VALUE=DATE:${plain(nextDay(end))}`];
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
	return `;TZID=${zone}:${plain(wall)}00`;
}

function isUtc(zone: string): boolean {
	return zone === 'UTC' || zone === 'Etc/UTC';
}

const utc = (at: Instant) => `${plain(at.slice(0, 19))}Z`;
const plain = (wall: string) => wall.replace(/[-:]/g, '');

/** RFC 5545 section 3.3.11. Control characters have no place in a calendar. */
function escapeText(text: string): string {
	return (
		text
			.replace(/\r\n?/g, '\n')
			// oxlint-disable-next-line no-control-regex -- control characters are what this removes
			.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
			.replace(/[\\;,]/g, '\\$&')
			.replaceAll('\n', '\\n')
	);
}

/** A parameter value in quotes, with the escapes of RFC 6868, so that no name can end it and begin a property. */
function quote(text: string): string {
	const coded = text
		.replaceAll('^', '^^')
		.replaceAll('"', "^'")
		.replace(/\r\n?|\n/g, '^n');
	// oxlint-disable-next-line no-control-regex -- control characters are what this removes
	return `"${coded.replace(/[\u0000-\u001f\u007f]/g, '')}"`;
}

/** RFC 5545 section 3.1: at most 75 octets a line, the break and one space between, no character torn apart. */
function fold(line: string): string {
	const folded = [''];
	let octets = 0;
	for (const character of line) {
		const size = Buffer.byteLength(character);
		if (octets + size > 75) {
			folded.push(' ');
			octets = 1;
		}
		folded[folded.length - 1] += character;
		octets += size;
	}
	return folded.join('\r\n');
}
