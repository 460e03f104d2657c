import { bestLanguage } from '../../base/language.ts';
import type { Site } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import { changesBetween, distinctChanges, type Change } from './changes.ts';
import { languagesOf } from '../guests.ts';
import { isConcerned, isOver, noticeFor, type Notice } from './notice.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import type { Announcement, Facts, Told } from '../told.ts';

/** One letter of a plan: to whom, which, and because of what. */
export interface PlannedMail {
	readonly person: Person;
	/** The language of the letter. */
	readonly lang: string;
	readonly letter: Notice['letter'] | 'rsvp-promoted' | 'rsvp-offer' | 'rsvp-answer';
	/** What is not as they were told; nothing where a seat has come free or an offer has run out. */
	readonly changes: readonly Change[];
	/** The METHOD of its calendar file; nothing when it carries none. */
	readonly calendar?: Notice['calendar'] | 'PUBLISH';
}

/** A letter before it is known whether anybody can be reached by it. */
export type Planned = Omit<PlannedMail, 'person' | 'lang'> & { readonly rsvp: Rsvp };

/** What guests are compared with: what was announced, the facts now as an entry of a language says them, and the clock. */
export interface Present {
	readonly announced: Announcement | undefined;
	now(lang: string): Facts;
	readonly at: Instant;
}

/** What a guest was told: by their own letters, or else by what was announced. */
export function toldTo({ told }: Rsvp, { announced }: Pick<Present, 'announced'>): Told | undefined {
	const { facts, sequence = 0 } = announced ?? {};
	return told ?? (facts && { sequence, facts });
}

/** Everybody who has to hear that something is not as they were told. */
export function noticesOf(ledger: readonly Rsvp[], present: Present): Planned[] {
	return ledger.flatMap((rsvp) => {
		const told = toldTo(rsvp, present);
		const notice = told && noticeFor(rsvp, told, present.now(told.facts.lang), present.at);
		return notice ? [{ rsvp, ...notice }] : [];
	});
}

/** The letter about a seat that has come free, or about an offer that has run out. */
export function freedLetter(rsvp: Rsvp): Planned {
	const letter =
		rsvp.seat === 'seated' ? 'rsvp-promoted' : rsvp.seat === 'offered' ? 'rsvp-offer' : 'rsvp-answer';
	return { rsvp, letter, changes: [], calendar: rsvp.seat === 'seated' ? 'REQUEST' : undefined };
}

/**
 * What is not as it was announced, also what nobody is written about, and everything that somebody is written about. Where nothing
 * was announced yet, what guests were told stands in for it.
 */
export function allChanges(ledger: readonly Rsvp[], letters: readonly Planned[], present: Present): Change[] {
	const { announced, now, at } = present;
	const since = (before: Facts) => (isOver(before, at) ? [] : changesBetween(before, now(before.lang)));
	const known = announced?.facts
		? since(announced.facts)
		: ledger
				.filter(isConcerned)
				.flatMap(({ told, seat }) =>
					told ? since(told.facts).filter(({ field }) => field !== 'private' || seat === 'seated') : [],
				);
	return distinctChanges([...known, ...letters.flatMap(({ changes }) => changes)]);
}

/** The letters with who they are for, by person, and those whom none reaches: they complained, or their mailbox is gone. */
export function addressed(
	letters: readonly Planned[],
	people: readonly Person[],
	site: Site,
): { readonly mails: readonly PlannedMail[]; readonly unreachable: readonly Person[] } {
	const found = letters.flatMap(({ rsvp, ...letter }) => {
		const person = people.find(({ id }) => id === rsvp.person);
		if (!person) return [];
		const lang = bestLanguage(languagesOf(person, site), site.languages) ?? site.lang;
		// Without an address for answers nobody could read them: see `invitationFile`.
		const calendar = letter.calendar === 'REQUEST' && !site.inbound ? ('PUBLISH' as const) : letter.calendar;
		return [{ ...letter, calendar, person, lang }];
	});
	const isReached = ({ person: { email, state } }: PlannedMail) =>
		email !== '' && state !== 'bounced' && state !== 'complained';
	return {
		mails: found.filter(isReached).sort((a, b) => a.person.id - b.person.id),
		unreachable: found.filter((one) => !isReached(one)).map(({ person }) => person),
	};
}
