import { apart } from '../../base/bidi.ts';
import { escapeHtml } from '../../base/html.ts';
import { absolute, type Site } from '../../base/site.ts';
import { say, strings } from '../../base/strings.ts';
import type { SlotValue } from '../../base/template.ts';
import { isZone } from '../../base/time.ts';
import type { Person } from '../../person/index.ts';
import type { Secrets } from '../calendar/file.ts';
import type { KindredEvent } from '../event.ts';
import { whenInWords } from '../words.ts';

/** The zone somebody lives by, where it is known; else that of the event. */
export function zoneOf({ zone }: Pick<Person, 'zone'>, event: Pick<KindredEvent, 'zone'>): string {
	return zone && isZone(zone) ? zone : event.zone;
}

/** Title, time, place and page. `zone`: that of the reader, where it is known; they get the time there as well. */
export function factsFor(
	event: KindredEvent,
	site: Site,
	lang: string,
	zone?: string,
): Record<string, SlotValue> {
	return {
		title: event.title,
		when: timesFor(event, site, lang, zone),
		where: whereInWords(event, site, lang),
		'page-url': absolute(site, event.url),
	};
}

/** When it is, in its own zone and in the reader's; or was to be, until it has a new date. */
function timesFor(event: KindredEvent, site: Site, lang: string, zone: string = event.zone): SlotValue {
	const words = strings(lang, site).event;
	const there = whenInWords(event, lang);
	if (event.status === 'postponed') return inLines([there, words.postponed]);
	const wall = (timeZone: string) => new Date(event.instants.start).toLocaleString('en', { timeZone });
	if (event.day || zone === event.zone || wall(zone) === wall(event.zone)) return there;
	return inLines([there, say(words.letters.yourTime, { when: whenInWords({ ...event, zone }, lang) })]);
}

/** Where an event is, as everybody may know it. */
function whereInWords(
	{ place, online }: Pick<KindredEvent, 'place' | 'online'>,
	site: Site,
	lang: string,
): string {
	const named = [place?.name, place?.address].filter(Boolean).join(', ');
	return named || (online ? strings(lang, site).event.online : '');
}

/** Lines of plain text, each in a line of its own in both forms of a letter; so is what an author wrote in several. */
export function inLines(lines: readonly string[]): { readonly html: string; readonly text: string } {
	const text = lines.join('\n').replace(/\r\n?/g, '\n').trim();
	return { html: escapeHtml(text).replaceAll('\n', '<br>'), text };
}

/** What only guests get: the join link, the address and the note, each in a line of its own, and a word on the calendar file. */
export function forGuests(
	{ joinUrl, address, note }: Secrets,
	site: Site,
	lang: string,
	withFile: boolean,
): SlotValue {
	const words = strings(lang, site).event;
	const link = joinUrl && `<a href="${escapeHtml(joinUrl)}">${escapeHtml(joinUrl)}</a>`;
	const lines = [
		{ label: words.joinLink, text: joinUrl, html: link },
		...[
			{ label: words.address, text: apart(lang, address ?? '') },
			{ label: words.note, text: apart(lang, note ?? '') },
		].map((line) => ({ ...line, html: escapeHtml(line.text) })),
	].filter(({ text }) => text);
	const last = withFile ? [words.calendarAttached] : [];
	return {
		html: [
			...lines.map(({ label, html }) =>
				say(escapeHtml(words.labelled), { label: escapeHtml(label), text: html! }),
			),
			...last.map(escapeHtml),
		].join('<br>'),
		text: [...lines.map(({ label, text }) => say(words.labelled, { label, text: text! })), ...last].join(
			'\n',
		),
	};
}
