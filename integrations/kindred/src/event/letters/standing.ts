import type { Letter } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import { formFor, say, strings } from '../../base/strings.ts';
import type { Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { standingOf, type Standing } from '../seats/seats.ts';
import { momentInWords } from '../words.ts';
import { answerLink, calendarFor, writeTo, type Desk } from './desk.ts';
import { forGuests, zoneOf } from './facts.ts';

/**
 * `rsvp-answer`, `rsvp-promoted`: tells somebody where they stand, with the calendar file and what only guests may see when they
 * have a seat. The second is for those who waited.
 *
 * @param desk `asked`: how many they wanted to bring, where that may be more than there is room for.
 */
export function answerLetter(
	event: KindredEvent,
	person: Person,
	rsvp: Rsvp,
	desk: Desk & { readonly asked?: number | undefined },
): Letter {
	const { site, template } = desk;
	const { lang } = template;
	const words = strings(lang, site).event;
	const state = headlineOf(rsvp);
	const isSeated = rsvp.seat === 'seated';
	const values = {
		headline: words.headlines[state],
		remark: remarkOn(state, rsvp, event, { site, lang, asked: desk.asked }),
		private: isSeated ? forGuests(desk.secrets ?? {}, site, lang, true) : '',
		// Who was just turned away is not asked to think again.
		'change-url': state === 'declined' ? '' : answerLink(person, event, desk),
	};
	const attachments = isSeated ? [calendarFor(event, person, rsvp, desk)] : undefined;
	return writeTo(person, event, values, desk, attachments);
}

/** A maybe about an invitation that is still open is a maybe. */
function headlineOf(rsvp: Rsvp): Standing {
	return rsvp.seat === 'invited' && rsvp.answer === 'maybe' ? 'maybe' : standingOf(rsvp);
}

/** A sentence below the headline: for how many the seat is, or what happens next. */
function remarkOn(
	state: Standing,
	{ guests, seat, until }: Rsvp,
	{ zone }: KindredEvent,
	{ site, lang, asked = guests }: { site: Site; lang: string; asked?: number | undefined },
): string {
	const { outcome, letters: words } = strings(lang, site).event;
	if (state === 'requested' || state === 'declined' || state === 'lapsed') return outcome[state];
	if (seat === 'invited' && until)
		return say(outcome.invited, { until: momentInWords(until, zone, lang, 'long') });
	if (state !== 'seated') return '';
	if (asked > guests) return guests ? say(formFor(words.fewer, guests), { asked, guests }) : words.alone;
	return guests ? say(formFor(words.party, guests), { guests }) : '';
}

/** `rsvp-offer`: a seat has come free, and is theirs if they take it in time. */
export function offerLetter(
	event: KindredEvent,
	person: Person,
	{ until }: Pick<Rsvp, 'until'>,
	desk: Desk,
): Letter {
	return writeTo(
		person,
		event,
		{
			until: until ? momentInWords(until, zoneOf(person, event), desk.template.lang) : '',
			'change-url': answerLink(person, event, desk, 'yes'),
		},
		desk,
	);
}
