import { absolute, ownPath, type Site } from '../base/site.ts';
import { after, type Instant } from '../base/time.ts';
import { signToken, type KeyRing } from '../base/token.ts';
import { addressHash, type Ask } from './ask.ts';
import type { Person } from './person.ts';
import type { Draft } from './strangers.ts';

/** A link to preferences is as good as a password, so it is short-lived. */
const PREFERENCES_HOURS = 1;
/** Who has waited a day for a letter does not look for it any more. */
const CONFIRM_HOURS = 24;
/** People look for the way out of letters they have kept; two years of letters have one. */
export const LEAVE_DAYS = 730;

interface Signing {
	readonly site: Site;
	readonly keys: KeyRing;
}

/** The one address that ends a subscription (RFC 8058): a link, or a mail where no server answers links. */
export function leaveAddress(site: Site, token: string): string {
	return site.dynamic
		? linkTo(site, 'leave/', token)
		: `mailto:${site.inbound ?? site.from.email}?subject=leave%20${token}`;
}

/** What such an address proves itself by. `thing`: the letter it stands in, `digest:2026-11`, or nothing. */
export function leaveToken(person: number, thing: string, now: Instant, keys: KeyRing): string {
	return leaveSigner(thing, now, keys)(person);
}

/** Makes the tokens of many letters about one thing. */
export function leaveSigner(thing: string, now: Instant, keys: KeyRing): (person: number) => string {
	const expires = after(now, { days: LEAVE_DAYS });
	return (person) => signToken({ purpose: 'leave', person: String(person), thing, expires }, keys);
}

/** Asks whether an address is wanted. It repeats nothing that was typed into a form: a stranger may have typed it. */
export function confirmDraft(ask: Ask, token: string, { site }: Signing): Draft {
	return {
		name: 'confirm',
		about: ask.kind,
		lang: ask.lang,
		values: { 'confirm-url': confirmUrl(site, token) },
		envelope: { to: { name: '', email: ask.email }, stream: 'confirm' },
		until: after(ask.askedAt, { hours: CONFIRM_HOURS }),
	};
}

/** Brings a link to the preferences of somebody we know. */
export function manageDraft(person: Person, lang: string, now: Instant, { site, keys }: Signing): Draft {
	const expires = after(now, { hours: PREFERENCES_HOURS });
	const thing = addressHash(person.email, keys[0]);
	const token = signToken({ purpose: 'preferences', person: String(person.id), thing, expires }, keys);
	const leave =
		person.state === 'subscribed' ? leaveAddress(site, leaveToken(person.id, '', now, keys)) : undefined;
	return {
		name: 'manage',
		lang,
		values: { 'preferences-url': linkTo(site, 'preferences/', token) },
		envelope: { to: { name: '', email: person.email }, stream: 'manage', leave },
		until: after(now, { minutes: PREFERENCES_HOURS * 30 }),
	};
}

/** Where no server answers, the confirmation is a mail too: the token is its text, because it is too long for a subject. */
function confirmUrl(site: Site, token: string): string {
	if (site.dynamic) return linkTo(site, 'confirm/', token);
	return `mailto:${site.inbound ?? site.from.email}?subject=confirm&body=${token}`;
}

function linkTo(site: Site, page: string, token: string): string {
	// A digest is printed with a mark in the token's place: what makes an address of it must leave it as it is.
	return `${absolute(site, ownPath(site, page))}?token=${token}`;
}
