import type { Letter } from '../../base/letter.ts';
import { strings } from '../../base/strings.ts';
import type { Instant } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import { momentInWords } from '../words.ts';
import { answerLink, calendarFor, writeTo, type Desk } from './desk.ts';
import { inLines, zoneOf } from './facts.ts';

/** How somebody is invited. */
export interface Invited {
	/** Until when a seat is kept for them. Nothing: none is, for more are invited than there are seats. */
	readonly until?: Instant | undefined;
	/** The host's own words, above everything else. */
	readonly words?: string | undefined;
}

/** `invitation`: asks somebody to come, with three ways to answer, in the letter and in their calendar. */
export function invitationLetter(
	event: KindredEvent,
	person: Person,
	{ until, words: own = '' }: Invited,
	desk: Desk,
): Letter {
	const words = strings(desk.template.lang, desk.site).event.letters;
	const values = {
		until: until ? momentInWords(until, zoneOf(person, event), desk.template.lang) : '',
		kept: until ? words.invitationKept : words.invitationOver,
		words: inLines([own]),
		about: inLines([event.description]),
		'yes-url': answerLink(person, event, desk, 'yes'),
		'maybe-url': answerLink(person, event, desk, 'maybe'),
		'no-url': answerLink(person, event, desk, 'no'),
	};
	const file = calendarFor(event, person, { answer: 'none', guests: 0, seat: 'invited' }, desk);
	return writeTo(person, event, values, desk, [file]);
}
