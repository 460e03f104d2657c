import { canonicalJson, sha256 } from '../../base/hash.ts';
import type { Instant } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import type { Secrets } from '../calendar/file.ts';
import { changesBetween, type Change } from './changes.ts';
import type { KindredEvent } from '../event.ts';
import type { EventHouse } from '../index.ts';
import { findEvent, rulesOf } from '../list.ts';
import {
	addressed,
	allChanges,
	freedLetter,
	noticesOf,
	toldTo,
	type Planned,
	type PlannedMail,
	type Present,
} from './planned.ts';
import { isOver } from './notice.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { settleFreeSeats, type Settlement } from '../seats/settlement.ts';
import { factsOf, type Announcement, type Facts } from '../told.ts';
import { warningsOf, type PlanWarning } from './warning.ts';

/** What is known of an event's guests and of what they were told, read at one moment. */
export interface GuestBooks {
	readonly ledger: readonly Rsvp[];
	/** Everybody in the ledger. */
	readonly people: readonly Person[];
	readonly announced: Announcement | undefined;
	readonly secrets: Secrets | undefined;
}

/** What carrying out would do now: all of it, and nothing else. */
export interface EventPlan {
	readonly event: string;
	/** What differs from what was told, also what nobody is written about. */
	readonly changes: readonly Change[];
	readonly mails: readonly PlannedMail[];
	/** The SEQUENCE that guests have, the one they get, and the one in the file. */
	readonly sequence: { readonly from: number; readonly to: number; readonly file: number };
	readonly warnings: readonly PlanWarning[];
	/** The author's words in the letters of an event that is called off. */
	readonly words?: string | undefined;
	/** SHA-256 of who gets which letter and why, and of what the letters are about. */
	readonly hash: string;
	/** Is this what its author said yes to? */
	readonly approved: boolean;
	/** The seats that it fills, and what has lapsed. */
	readonly freed: Settlement;
	/** What is announced by it. */
	readonly facts: Facts;
}

/**
 * Who is to be written what, by what is known at a moment. Pure: the same books make the same plan.
 *
 * @param event its entry in the site's language, or the nearest
 */
export function planOf(
	event: KindredEvent,
	books: GuestBooks,
	at: Instant,
	house: Pick<EventHouse, 'site' | 'snapshot'>,
): EventPlan {
	const { announced, secrets, people } = books;
	const freed = settleFreeSeats(books.ledger, event.group, rulesOf(event, at), at);
	const ledger = books.ledger.map((rsvp) => freed.rows.find(({ person }) => person === rsvp.person) ?? rsvp);
	const translations = house.snapshot.events.filter(({ group, draft }) => group === event.group && !draft);
	const now = (lang: string) =>
		factsOf(findEvent(translations, event.group, [lang, event.lang]) ?? event, secrets);
	const told = { announced, now, at };
	const letters = [
		...freed.tell.map(freedLetter),
		...noticesOf(
			ledger.filter((rsvp) => !freed.tell.includes(rsvp)),
			told,
		),
	];
	const { mails, unreachable } = addressed(letters, people, house.site);
	const plan = {
		event: event.group,
		changes: allChanges(ledger, letters, told),
		mails,
		sequence: sequenceOf(event, letters, { ...told, ledger }),
		words: event.status === 'cancelled' ? announced?.words : undefined,
		freed,
		facts: factsOf(event, secrets),
	};
	const hash = hashOf(plan, [secrets, translations.map((one) => factsOf(one, secrets))]);
	const warnings = [
		...warningsOf(event, ledger, told),
		...unreachable.map((person) => ({ kind: 'unreachable' as const, person })),
	];
	return { ...plan, warnings, hash, approved: announced?.approved === hash };
}

/**
 * The SEQUENCE of RFC 5545 section 3.8.7.4: it rises when somebody has to hear of a change, above whatever they were given, and
 * never falls below what anybody was given; what stays unmailed leaves it alone.
 */
function sequenceOf(
	{ sequence: file }: KindredEvent,
	letters: readonly Planned[],
	{ ledger, ...present }: Present & { readonly ledger: readonly Rsvp[] },
): EventPlan['sequence'] {
	const { announced, now, at } = present;
	const given = ledger.flatMap(({ told }) => told?.sequence ?? []);
	const from = announced || given.length ? Math.max(announced?.sequence ?? 0, ...given) : file;
	const outdated = letters.flatMap(({ rsvp, changes }) => (changes.length ? toldTo(rsvp, present)! : []));
	if (announced?.facts && hasMoved(announced.facts, now(announced.facts.lang), at)) {
		outdated.push({ sequence: announced.sequence, facts: announced.facts });
	}
	return { from, to: Math.max(file, from, ...outdated.map(({ sequence }) => sequence + 1)), file };
}

/** Do the calendars have to notice that have the event from its page, whoever answered? */
function hasMoved(before: Facts, after: Facts, at: Instant): boolean {
	const isOff = before.status === 'cancelled' && after.status === 'cancelled';
	if (isOff || isOver(before, at) || after.to <= at) return false;
	return changesBetween(before, after).some(({ field, moves }) => moves && field !== 'private');
}

function hashOf(
	{
		event,
		mails,
		sequence,
		words,
		freed,
	}: Pick<EventPlan, 'event' | 'mails' | 'sequence' | 'words' | 'freed'>,
	about: unknown,
): string {
	const letters = mails.map(({ person, ...mail }) => ({ ...mail, person: person.id }));
	const seats = freed.rows.map(({ person, seat, guests }) => [person, seat, guests]);
	return sha256(canonicalJson([event, letters, sequence.to, words ?? '', seats, about]));
}
