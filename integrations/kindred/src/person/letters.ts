import { writeLetter, type Letter } from '../base/letter.ts';
import { absolute, ownPath, type Site } from '../base/site.ts';
import type { Template } from '../base/template.ts';
import { after, type Instant } from '../base/time.ts';
import { signToken, type KeyRing } from '../base/token.ts';
import { addressHash } from './ask.ts';
import type { Person } from './person.ts';

/** A link to preferences is as good as a password, so it is short-lived. */
const PREFERENCES_HOURS = 1;
/** People look for the way out of letters they have kept; two years of letters have one. */
const LEAVE_DAYS = 730;

interface Signing {
	readonly site: Site;
	readonly keys: KeyRing;
}

/** The one address that ends a subscription (RFC 8058): a link, or a mail where no server answers links. */
export function leaveUrl(person: number, now: Instant, { site, keys }: Signing): string {
	const expires = after(now, { days: LEAVE_DAYS });
	const token = signToken({ purpose: 'leave', person: String(person), thing: '', expires }, keys);
	return site.dynamic
		? linkTo(site, 'leave/', token)
		: `mailto:${site.inbound ?? site.from.email}?subject=leave%20${token}`;
}

/** Asks whether an address is wanted. It repeats nothing that was typed into a form: a stranger may have typed it. */
export function confirmLetter(template: Template, email: string, token: string, signing: Signing): Letter {
	const values = { 'confirm-url': confirmUrl(signing.site, token) };
	return writeLetter(template, values, { to: { name: '', email }, stream: 'confirm' }, signing);
}

/** Brings a link to the preferences of somebody we know. */
export function manageLetter(template: Template, person: Person, now: Instant, signing: Signing): Letter {
	const { site, keys } = signing;
	const expires = after(now, { hours: PREFERENCES_HOURS });
	const thing = addressHash(person.email, keys[0]);
	const token = signToken({ purpose: 'preferences', person: String(person.id), thing, expires }, keys);
	const leave = person.state === 'subscribed' ? leaveUrl(person.id, now, signing) : undefined;
	const values = { 'preferences-url': linkTo(site, 'preferences/', token) };
	return writeLetter(
		template,
		values,
		{ to: { name: '', email: person.email }, stream: 'manage', leave },
		signing,
	);
}

/** Where no server answers, the confirmation is a mail too: the token is its text, because it is too long for a subject. */
function confirmUrl(site: Site, token: string): string {
	if (site.dynamic) return linkTo(site, 'confirm/', token);
	return `mailto:${site.inbound ?? site.from.email}?subject=confirm&body=${token}`;
}

function linkTo(site: Site, page: string, token: string): string {
	return absolute(site, `${ownPath(site, page)}?token=${token}`);
}
