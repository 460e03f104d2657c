import { canonicalJson, sha256 } from '../base/hash.ts';
import type { Letter } from '../base/letter.ts';
import { isDay, type Instant, type WallClock } from '../base/time.ts';
import type { KeyedLetter } from '../person/index.ts';
import type { Secrets } from './calendar/file.ts';
import type { KindredEvent } from './event.ts';

/** What a guest's calendar and plans depend on. Two that are equal need no letter. */
export interface Facts {
	readonly title: string;
	/** The language of the entry they were read from: a place may have another name in another one. */
	readonly lang: string;
	readonly start: WallClock;
	readonly end: WallClock;
	readonly zone: string;
	/** The same as instants: they differ where a country changed its rules and the file stayed as it was. */
	readonly from: Instant;
	readonly to: Instant;
	/** Name and address, as everybody may know them. */
	readonly place: string;
	readonly online: boolean;
	readonly status: KindredEvent['status'];
	/** Hashes of the two things that only guests may see and cannot come without; empty where there is none. */
	readonly join: string;
	readonly address: string;
}

/** What somebody was told of an event, the last time; with an entry in their calendar, what that says. */
export interface Told {
	/** The SEQUENCE of the event at that time (RFC 5545 section 3.8.7.4). */
	readonly sequence: number;
	readonly facts: Facts;
	/** A calendar file came with it: there is an entry to keep right. */
	readonly calendar?: true | undefined;
}

/** What was announced of an event by the plans that were carried out, and what waits to be. */
export interface Announcement {
	readonly sequence: number;
	/** Nothing: no plan was carried out yet. */
	readonly facts?: Facts | undefined;
	/** The hash of the plan that its author said yes to. */
	readonly approved?: string | undefined;
	/** Their own words to the guests of an event that is called off. */
	readonly words?: string | undefined;
}

/** A letter about an event, and what its guest knows once they have it; both are kept in one transaction. */
export interface TellingLetter extends KeyedLetter {
	readonly told?: Told | undefined;
}

/** The facts of an event, as its file and the store say them now. */
export function factsOf(event: KindredEvent, secrets: Secrets | undefined): Facts {
	const { title, lang, start, end, zone, instants, place, online, status } = event;
	const mark = (text: string | undefined) =>
		text ? sha256(canonicalJson([event.group, text])).slice(0, 16) : '';
	return {
		title,
		lang,
		start,
		end,
		zone,
		from: instants.start,
		to: instants.end,
		place: [place?.name, place?.address].filter(Boolean).join(', '),
		online,
		status,
		join: mark(secrets?.joinUrl),
		address: mark(secrets?.address),
	};
}

/** When something was to be, as `whenInWords` reads it. */
export function timesOf({ start, end, zone, from, to }: Facts) {
	return { day: isDay(start), start, end, zone, instants: { start: from, end: to } };
}

/**
 * What a guest knows once a letter about an event has reached them. `before`: what they were told until then, if anything. The
 * event is the one the letter was written about, with the SEQUENCE it carries. Whoever has an entry in their calendar knows what that
 * says: a letter without a file leaves it as it was.
 */
export function toldOf(
	event: KindredEvent,
	letter: Pick<Letter, 'attachments'>,
	{ secrets, before }: { secrets: Secrets | undefined; before: Told | undefined },
): Told {
	const hasFile = letter.attachments?.some(({ contentType }) => contentType.startsWith('text/calendar'));
	if (!hasFile && before?.calendar) return before;
	const told = { sequence: event.sequence, facts: factsOf(event, secrets) };
	return hasFile ? { ...told, calendar: true } : told;
}

/** The event with the SEQUENCE that letters carry now: its file's, or the one that guests were given already where that is more. */
export function withSequence(event: KindredEvent, announced: number): KindredEvent {
	return { ...event, sequence: Math.max(event.sequence, announced) };
}
