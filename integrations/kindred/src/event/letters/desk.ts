import { apart } from '../../base/bidi.ts';
import { writeLetter, type Attachment, type Letter } from '../../base/letter.ts';
import { absolute, ownPath, type Site } from '../../base/site.ts';
import type { SlotValue, Template } from '../../base/template.ts';
import type { Instant } from '../../base/time.ts';
import type { KeyRing } from '../../base/token.ts';
import { leaveAddress, leaveToken, type Person } from '../../person/index.ts';
import { invitationFile } from '../calendar/mail.ts';
import type { Secrets } from '../calendar/file.ts';
import type { KindredEvent } from '../event.ts';
import { answerToken } from '../link.ts';
import type { Answer, Rsvp } from '../seats/rsvp.ts';
import { factsFor, zoneOf } from './facts.ts';

/** What every letter about an event is written with. */
export interface Desk {
	readonly site: Site;
	readonly keys: KeyRing;
	/** In the language of whoever gets it. */
	readonly template: Template;
	/** Also the DTSTAMP of a calendar file that comes with it. */
	readonly now: Instant;
	/** What only guests may see. A letter shows it to those who have a seat, and to nobody else. */
	readonly secrets?: Secrets | undefined;
}

/** A letter to one person about one event: what they answer comes back to an address that names both. */
export function writeTo(
	person: Person,
	event: KindredEvent,
	values: Readonly<Record<string, SlotValue>>,
	desk: Desk,
	attachments?: readonly Attachment[],
): Letter {
	const { template, site, keys, now } = desk;
	// Who gets digests may end that from any letter of ours.
	const leave =
		person.state === 'subscribed' ? leaveAddress(site, leaveToken(person.id, '', now, keys)) : undefined;
	return writeLetter(
		template,
		{
			...factsFor(event, site, template.lang, zoneOf(person, event)),
			name: apart(template.lang, person.name),
			...values,
		},
		{
			to: { name: person.name, email: person.email },
			about: { person: person.id, thing: `event:${event.group}` },
			leave,
			stream: 'event',
			attachments,
		},
		desk,
	);
}

/**
 * The link with which one person answers one event. It lands on the form with `answer` chosen; only the button there counts.
 * Without a server it is a mail: the token is its text, because it is too long for a subject.
 */
export function answerLink(
	person: Person,
	event: KindredEvent,
	{ site, keys }: Pick<Desk, 'site' | 'keys'>,
	answer?: Answer,
): string {
	const token = answerToken(person.id, event.group, event.instants.end, keys);
	const url = answerUrl(site, token, `rsvp ${answer ?? 'no'} ${event.group}`);
	return site.dynamic && answer ? `${url}&answer=${answer}` : url;
}

/** Where the button is that a letter's link leads to, or the mail that does the same. */
export function answerUrl(site: Site, token: string, subject: string): string {
	if (site.dynamic) return absolute(site, `${ownPath(site, 'rsvp/')}?token=${token}`);
	return `${mailTo(site, subject)}&body=${token}`;
}

/** The address of a mail to the site whose subject is a command: `rsvp yes long-table-2031`. */
export function mailTo(site: Pick<Site, 'inbound' | 'from'>, subject: string): string {
	return `mailto:${site.inbound ?? site.from.email}?subject=${encodeURIComponent(subject)}`;
}

/** The calendar file for one guest. Only who has a seat finds in it what only guests may see. */
export function calendarFor(
	event: KindredEvent,
	person: Person,
	rsvp: Pick<Rsvp, 'answer' | 'guests' | 'seat'>,
	{ site, keys, now, secrets, method }: Omit<Desk, 'template'> & { readonly method?: 'REQUEST' | 'CANCEL' },
): Attachment {
	const { answer, guests, seat } = rsvp;
	const { id, name, email } = person;
	return invitationFile(
		event,
		{ person: id, name, email, answer, guests, seat },
		{
			site,
			keys,
			at: now,
			sequence: event.sequence,
			secrets: seat === 'seated' ? secrets : undefined,
			method,
		},
	);
}
