import type { Letter } from '../../base/letter.ts';
import type { Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import { howSoonInWords } from '../words.ts';
import { answerLink, writeTo, type Desk } from './desk.ts';
import { forGuests, inLines, zoneOf } from './facts.ts';

/**
 * `event-reminder`: to somebody who has a seat, some time before. How soon it is is counted from `now`, so that a letter that comes
 * late is still right: in the days of the guest's own calendar for something on the net, of the place's for anything else.
 *
 * @param code what they say at the door; empty where nobody asks.
 */
export function reminderLetter(
	event: KindredEvent,
	person: Person,
	{ code }: { readonly code: string },
	desk: Desk,
): Letter {
	const { site, template, now, secrets } = desk;
	const { lang } = template;
	const isAnywhere = event.online && !event.place && !event.day;
	const zone = isAnywhere ? zoneOf(person, event) : event.zone;
	const values = {
		headline: howSoonInWords({ ...event, zone }, now, lang),
		private: forGuests(secrets ?? {}, site, lang, false),
		code,
		'change-url': answerLink(person, event, desk, 'no'),
	};
	return writeTo(person, event, values, desk);
}

/** What those who came are told. */
export interface Thanks {
	/** The host's own words. */
	readonly words?: string | undefined;
	/** Where to read what became of it, an absolute address. */
	readonly recapUrl?: string | undefined;
}

/** `event-thanks`: to somebody who came. */
export function thanksLetter(
	event: KindredEvent,
	person: Person,
	{ words = '', recapUrl = '' }: Thanks,
	desk: Desk,
): Letter {
	return writeTo(person, event, { words: inLines([words]), 'recap-url': recapUrl }, desk);
}
