import { apart } from '../../base/bidi.ts';
import { escapeHtml } from '../../base/html.ts';
import type { Letter } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import { say, strings } from '../../base/strings.ts';
import type { SlotValue } from '../../base/template.ts';
import type { Person } from '../../person/index.ts';
import { hasOtherRules, type Change } from '../plan/changes.ts';
import type { KindredEvent } from '../event.ts';
import { hasEntry } from '../plan/notice.ts';
import type { Rsvp } from '../seats/rsvp.ts';
import { timesOf, type Facts } from '../told.ts';
import { whenInWords } from '../words.ts';
import { answerLink, calendarFor, writeTo, type Desk } from './desk.ts';
import { forGuests, inLines } from './facts.ts';

/**
 * `event-update`: tells a guest what is not as they were told. A calendar file, which moves the entry, goes to those who hold a
 * seat or for whom one is kept, and to whoever was given one before.
 *
 * @param changes `changesBetween` what this guest was told and the facts now.
 */
export function updateLetter(
	event: KindredEvent,
	person: Person,
	rsvp: Rsvp,
	changes: readonly Change[],
	desk: Desk,
): Letter {
	const { site, template } = desk;
	const { lang } = template;
	const { seat } = rsvp;
	const values = {
		changes: changesInWords(changes, site, lang),
		private: seat === 'seated' ? forGuests(desk.secrets ?? {}, site, lang, true) : '',
		'change-url': answerLink(person, event, desk),
	};
	const attachments = hasEntry(rsvp) ? [calendarFor(event, person, rsvp, desk)] : undefined;
	return writeTo(person, event, values, desk, attachments);
}

/**
 * `event-cancelled`: it will not take place, and the calendar file takes it out of their calendar.
 *
 * @param words the host's own, why it is off.
 */
export function cancelledLetter(
	event: KindredEvent,
	person: Person,
	rsvp: Rsvp,
	words: string,
	desk: Desk,
): Letter {
	const file = calendarFor(event, person, rsvp, { ...desk, method: 'CANCEL' });
	return writeTo(person, event, { words: inLines([words]) }, desk, [file]);
}

/**
 * What has changed, in words. Before and after stand in a line each and say which they are: an arrow would point the wrong way in
 * half of the scripts, and a line through a text is not read out.
 */
function changesInWords(changes: readonly Change[], site: Site, lang: string): SlotValue {
	const parts = changes.flatMap((change) => partOf(change, site, lang));
	return {
		html: parts.map(({ html }) => html).join('<br><br>'),
		text: parts.map(({ text }) => text).join('\n\n'),
	};
}

type Part = { readonly html: string; readonly text: string };

function partOf(change: Change, site: Site, lang: string): Part[] {
	const words = strings(lang, site).event;
	const { field, before, after } = change;
	switch (field) {
		case 'when':
			return [
				pair(words.when, [whenInWords(timesOf(before), lang), whenInWords(timesOf(after), lang)], site, lang),
				...(hasOtherRules(before, after)
					? [inLines([say(words.letters.changeZone, { zone: after.zone })])]
					: []),
			];
		case 'where': {
			const where = (facts: Facts) => facts.place || (facts.online ? words.online : '');
			return [pair(words.where, [where(before), where(after)], site, lang)];
		}
		case 'title':
			return [pair('', [before.title, after.title], site, lang)];
		case 'status':
			return [inLines([after.status === 'scheduled' ? words.letters.changeOn : words[after.status]])];
		case 'private':
			return [inLines([words.letters.changePrivate])];
	}
}

function pair(label: string, [old, now]: readonly [string, string], site: Site, lang: string): Part {
	const { letters: words } = strings(lang, site).event;
	const said = [
		[words.changeBefore, old, 's'],
		[words.changeNow, now, 'strong'],
	] as const;
	const lines = said.filter(([, value]) => value);
	const marked = (value: string, tag: string) => `<${tag}>${escapeHtml(apart(lang, value))}</${tag}>`;
	return {
		html: [
			...(label ? [`<strong>${escapeHtml(label)}</strong>`] : []),
			...lines.map(([sentence, value, tag]) => say(escapeHtml(sentence), { text: marked(value, tag) })),
		].join('<br>'),
		text: [
			...(label ? [label] : []),
			...lines.map(([sentence, value]) => say(sentence, { text: apart(lang, value) })),
		].join('\n'),
	};
}
