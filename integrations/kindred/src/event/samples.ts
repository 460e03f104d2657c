import { writeLetter, type Letter, type LetterName } from '../base/letter.ts';
import { after } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { Secrets } from './calendar/file.ts';
import { changesBetween } from './plan/changes.ts';
import { checkInCode } from './day/code.ts';
import { wallOf, type KindredEvent } from './event.ts';
import type { EventHouse } from './index.ts';
import {
	answerLetter,
	cancelledLetter,
	confirmDraft,
	invitationLetter,
	offerLetter,
	reminderLetter,
	thanksLetter,
	updateLetter,
} from './letters.ts';
import type { Rsvp } from './seats/rsvp.ts';
import { factsOf, type Facts } from './told.ts';

/** The letters there are about an event. */
export type EventLetterName = Extract<LetterName, `rsvp-${string}` | `event-${string}` | 'invitation'>;

/** The link of a sample that asks to confirm has run out: it carries an address that is somebody's, the author's. */
const LONG_AGO = '2000-01-01T00:00:00.000Z';

/**
 * Every letter about an event in one language, as its author would get it who had a seat: to be looked at before anybody is
 * written to. The links in them stand for nobody. What has not happened is made up: it was moved by an hour, or put off where it
 * takes whole days; there are two days to answer; the reminder comes a day before.
 */
export function sampleLetters(
	event: KindredEvent,
	lang: string,
	secrets: Secrets | undefined,
	{ site, keys, letter, now }: Pick<EventHouse, 'site' | 'keys' | 'letter' | 'now'>,
): Readonly<Record<EventLetterName, Letter>> {
	const at = now();
	const author = guestOf({ ...site.from, languages: [lang] });
	const seated: Rsvp = {
		person: 0,
		answer: 'yes',
		seat: 'seated',
		guests: Math.min(1, event.guests),
		answeredAt: at,
	};
	const until = after(at, { days: 2 });
	const desk = (name: EventLetterName) => ({ site, keys, secrets, now: at, template: letter(name, lang) });
	const facts = factsOf(event, secrets);
	const wish = { event: event.group, ...site.from, answer: 'yes', lang, via: '' } as const;
	const draft = confirmDraft(event, wish, { site, keys, now: LONG_AGO, nonce: new Uint8Array(12) });
	return {
		'rsvp-confirm': writeLetter(letter(draft.name, lang), draft.values, draft.envelope, { site, keys }),
		'rsvp-answer': answerLetter(event, author, seated, desk('rsvp-answer')),
		'rsvp-promoted': answerLetter(event, author, seated, desk('rsvp-promoted')),
		'rsvp-offer': offerLetter(event, author, { until }, desk('rsvp-offer')),
		invitation: invitationLetter(event, author, { until }, desk('invitation')),
		'event-update': updateLetter(
			event,
			author,
			seated,
			changesBetween(before(facts), facts),
			desk('event-update'),
		),
		'event-cancelled': cancelledLetter(event, author, seated, '', desk('event-cancelled')),
		'event-reminder': reminderLetter(
			event,
			author,
			{ code: checkInCode(event.group, 0, keys) },
			{ ...desk('event-reminder'), now: after(event.instants.start, { days: -1 }) },
		),
		'event-thanks': thanksLetter(event, author, {}, desk('event-thanks')),
	};
}

/** Somebody who is in no store. */
function guestOf(known: Pick<Person, 'name' | 'email' | 'languages'>): Person {
	return {
		...known,
		id: 0,
		state: 'contact',
		topics: [],
		frequency: 'every',
		circle: 'loose',
		createdAt: '',
	};
}

/** How it was to be, had its author moved it. */
function before(facts: Facts): Facts {
	const { start, zone } = facts;
	if (!start.includes('T')) return { ...facts, status: 'postponed' };
	const [from, to] = [after(facts.from, { hours: -1 }), after(facts.to, { hours: -1 })];
	return { ...facts, start: wallOf(from, zone), end: wallOf(to, zone), from, to };
}
