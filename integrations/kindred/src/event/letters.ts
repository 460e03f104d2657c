import type { Letter } from '../base/letter.ts';
import { writeLetter } from '../base/letter.ts';
import { escapeHtml } from '../base/html.ts';
import { apart } from '../base/bidi.ts';
import { bestLanguage } from '../base/language.ts';
import { absolute, ownPath, type Site } from '../base/site.ts';
import { say, strings } from '../base/strings.ts';
import type { SlotValue, Template } from '../base/template.ts';
import { after, type Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import type { Draft, Person } from '../person/index.ts';
import { invitationFile } from './calendar-mail.ts';
import type { Secrets } from './calendar.ts';
import type { KindredEvent } from './event.ts';
import { answerToken, confirmToken, type Wish } from './link.ts';
import type { Rsvp } from './rsvp.ts';
import { whenInWords } from './words.ts';

/** Who has waited a day for the letter does not look for it any more. */
const WAITS_HOURS = 24;

/** What every letter about an event is written with. */
export interface Desk {
	readonly site: Site;
	readonly keys: KeyRing;
	readonly template: Template;
}

/**
 * Asks the owner of an address whether the answer is theirs. The event's own words stand in it, and nothing of what was
 * typed into the form: not the name, and the answer only as one of three words.
 */
export function confirmDraft(
	event: KindredEvent,
	wish: Wish,
	{ site, keys, now, nonce }: Omit<Desk, 'template'> & { now: Instant; nonce: Uint8Array },
): Draft {
	const lang = bestLanguage([wish.lang], site.languages) ?? site.lang;
	const token = confirmToken(wish, keys, now, nonce);
	return {
		name: 'rsvp-confirm',
		about: event.group,
		lang,
		values: {
			...facts(event, site, lang),
			answer: strings(lang, site).event.answers[wish.answer],
			'confirm-url': answerUrl(site, token, 'confirm'),
		},
		envelope: { to: { name: '', email: wish.email }, stream: 'event' },
		until: after(now, { hours: WAITS_HOURS }),
	};
}

/** Tells somebody what became of their answer, with the calendar file and what only guests may see when they have a seat. */
export function answerLetter(
	event: KindredEvent,
	person: Person,
	rsvp: Rsvp,
	desk: Desk & { now: Instant; secrets?: Secrets | undefined },
): Letter {
	const { site, keys, template, now } = desk;
	const secrets = rsvp.seat === 'seated' ? (desk.secrets ?? {}) : undefined;
	const words = strings(template.lang, site).event;
	const outcome = rsvp.answer === 'yes' ? rsvp.seat : rsvp.answer;
	const token = answerToken(person.id, event.group, event.instants.end, keys);
	const values = {
		...facts(event, site, template.lang),
		headline: words.headlines[outcome === 'none' ? 'no' : outcome],
		name: person.name,
		private: secrets ? forGuests(secrets, site, template.lang) : '',
		'change-url': answerUrl(site, token, `rsvp no ${event.group}`),
	};
	const guest = { ...rsvp, name: person.name, email: person.email };
	const file = { site, keys, at: now, sequence: event.sequence, secrets };
	const attachments = secrets && [invitationFile(event, guest, file)];
	const about = { person: person.id, thing: `event:${event.group}` };
	return writeLetter(
		template,
		values,
		{ to: { name: person.name, email: person.email }, about, stream: 'event', attachments },
		desk,
	);
}

function facts(event: KindredEvent, site: Site, lang: string): Record<string, string> {
	const place = [event.place?.name, event.place?.address].filter(Boolean).join(', ');
	return {
		title: event.title,
		when: whenInWords(event, lang),
		where: place || (event.online ? strings(lang, site).event.online : ''),
		'page-url': absolute(site, event.url),
	};
}

/** Where the button is that a letter's link leads to. Without a server it is a mail: the token is its text, as in `confirm`. */
function answerUrl(site: Site, token: string, subject: string): string {
	if (site.dynamic) return absolute(site, `${ownPath(site, 'rsvp/')}?token=${token}`);
	return `${mailTo(site, subject)}&body=${token}`;
}

/** The address of a mail to the site whose subject is a command: `rsvp yes long-table-2031`. */
export function mailTo(site: Pick<Site, 'inbound' | 'from'>, subject: string): string {
	return `mailto:${site.inbound ?? site.from.email}?subject=${encodeURIComponent(subject)}`;
}

/** What only guests get: the join link, the address and the note, each in a line of its own, and a word on the calendar file. */
function forGuests({ joinUrl, address, note }: Secrets, site: Site, lang: string): SlotValue {
	const words = strings(lang, site).event;
	const link = joinUrl && `<a href="${escapeHtml(joinUrl)}">${escapeHtml(joinUrl)}</a>`;
	const lines = [
		{ label: words.joinLink, text: joinUrl, html: link },
		...[
			{ label: words.address, text: apart(lang, address ?? '') },
			{ label: words.note, text: apart(lang, note ?? '') },
		].map((line) => ({ ...line, html: escapeHtml(line.text) })),
	].filter(({ text }) => text);
	const last = words.calendarAttached;
	return {
		html: [
			...lines.map(({ label, html }) =>
				say(escapeHtml(words.labelled), { label: escapeHtml(label), text: html! }),
			),
			escapeHtml(last),
		].join('<br>'),
		text: [...lines.map(({ label, text }) => say(words.labelled, { label, text: text! })), last].join('\n'),
	};
}
