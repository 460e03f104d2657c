import { canonicalJson, sha256 } from '../../base/hash.ts';
import type { Instant } from '../../base/time.ts';
import type { NewInteraction } from '../../person/index.ts';
import { languagesOf } from '../guests.ts';
import type { EventHouse } from '../index.ts';
import { cancelledLetter, updateLetter } from '../letters.ts';
import { findEvent } from '../list.ts';
import type { EventPlan, GuestBooks } from './plan.ts';
import type { PlannedMail } from './planned.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import type { Settlement } from '../seats/settlement.ts';
import { letterTo } from '../telling.ts';
import { toldOf, withSequence, type Announcement, type TellingLetter } from '../told.ts';

/** What carrying out a plan writes, all of it or nothing. */
export interface Announcing {
	/** The seats that it fills. */
	readonly freed: Settlement;
	readonly log: readonly NewInteraction[];
	readonly letters: readonly (TellingLetter & { readonly person: number })[];
	/** What is announced by it; no plan is approved any more. */
	readonly announced: Announcement;
}

type House = Pick<EventHouse, 'site' | 'snapshot' | 'keys' | 'letter'>;

/** Writes everything that a plan says. `books`: those it was made of. */
export function announcingOf(plan: EventPlan, books: GuestBooks, at: Instant, house: House): Announcing {
	const { event, sequence, facts, freed, mails } = plan;
	const letters = mails.map((mail) => ({
		...write(mail, plan, { books, at, house }),
		person: mail.person.id,
	}));
	const log = mails.flatMap(({ person, letter, changes }, index): NewInteraction[] => {
		if (!changes.length) return [];
		const detail = { letter, sequence: sequence.to };
		const subject = `event:${event}`;
		return [{ person: person.id, at, kind: 'informed', subject, detail, key: letters[index]!.key }];
	});
	const isTold = mails.some(({ letter }) => letter === 'event-cancelled');
	const words = isTold ? undefined : books.announced?.words;
	return { freed, log, letters, announced: { sequence: sequence.to, facts, words } };
}

function write(
	{ person, letter, changes }: PlannedMail,
	{ event: group, sequence, words = '', freed }: EventPlan,
	{ books, at, house }: { books: GuestBooks; at: Instant; house: House },
): TellingLetter {
	const { site, keys, snapshot } = house;
	const { secrets } = books;
	const isTheirs = (rsvp: Rsvp) => rsvp.person === person.id;
	if (letter !== 'event-update' && letter !== 'event-cancelled') {
		const telling = { group, at, secrets, house, announced: sequence.to, promoted: true };
		return letterTo(person, freed.tell.find(isTheirs)!, telling);
	}
	const rsvp = freed.rows.find(isTheirs) ?? books.ledger.find(isTheirs)!;
	const languages = languagesOf(person, site);
	const event = withSequence(findEvent(snapshot.events, group, languages)!, sequence.to);
	const desk = { site, keys, template: house.letter(letter, languages[0]), now: at, secrets };
	const made =
		letter === 'event-update'
			? updateLetter(event, person, rsvp, changes, desk)
			: cancelledLetter(event, person, rsvp, words, desk);
	const told = toldOf(event, made, { secrets, before: rsvp.told });
	// Called off, on again and called off once more: each time has a SEQUENCE of its own, and so a key.
	const mark = letter === 'event-update' ? `:${sha256(canonicalJson(told.facts)).slice(0, 16)}` : '';
	return {
		key: `${letter.slice('event-'.length)}:${group}:${person.id}:${sequence.to}${mark}`,
		letter: made,
		told,
	};
}
