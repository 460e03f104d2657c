import type { Address } from '../../base/address.ts';
import type { Site } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import { calendarHead, eventLines, namesZone } from './entry.ts';
import { escapeText, writeLines } from './lines.ts';
import type { KindredEvent } from '../event.ts';
import { zoneLines } from './zone.ts';

/** What only the guests of an event may see. */
export interface Secrets {
	readonly joinUrl?: string | undefined;
	readonly address?: string | undefined;
	readonly note?: string | undefined;
}

/** The one guest a calendar message goes to (RFC 5545 section 3.8.4.1). */
export interface Attendee extends Address {
	/** Their answer, as far as we know it (RFC 5545 section 3.2.12). */
	readonly partstat: 'NEEDS-ACTION' | 'ACCEPTED' | 'TENTATIVE' | 'DECLINED';
	/** How many they bring along. */
	readonly guests: number;
}

/** What makes of a file a message between calendars, iTIP (RFC 5546 section 1.4). */
export interface CalendarMessage {
	/** Shown to somebody; answers are asked for; the gathering does not take place. */
	readonly method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
	/** Whom calendar programs send an answer to. */
	readonly organizer: Address;
	/** Only ever the one who gets it, and nobody where the method is PUBLISH (RFC 5546 section 3.2.1). */
	readonly attendee?: Attendee | undefined;
}

/** How a calendar file is written. */
export interface CalendarOptions {
	readonly site: Pick<Site, 'url' | 'name'>;
	/** DTSTAMP: when this message was made, or in a file without a message when the event was last revised. */
	readonly stamp: Instant;
	/** SEQUENCE, where it is another than the one in the event's file. */
	readonly sequence?: number | undefined;
	/** The UIDs of gatherings that this one belongs to, of its series say (RELATED-TO). */
	readonly siblings?: readonly string[] | undefined;
	/** For a file that travels in a letter. Without it the file is one for everybody, and names nobody. */
	readonly message?: CalendarMessage | undefined;
	/** Only for a file that goes to one guest. */
	readonly secrets?: Secrets | undefined;
}

/**
 * A calendar file (RFC 5545) of one event: CRLF, lines of at most 75 octets, a VTIMEZONE for its zone. Written here rather than
 * by a library: the ones at hand write a DTSTAMP without Z, or let a name add a property.
 */
export function calendarFile(event: KindredEvent, options: CalendarOptions): string {
	const { site, message } = options;
	const lines = eventLines(event, options);
	return writeLines([
		...calendarHead(message ? [`METHOD:${message.method}`] : [`X-WR-CALNAME:${escapeText(site.name)}`]),
		...(namesZone(lines) ? zoneLines(event.zone, event.instants.start, event.instants.end) : []),
		...lines,
		'END:VCALENDAR',
	]);
}
