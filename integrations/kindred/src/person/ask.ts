import { keyedHash, sha256 } from '../base/hash.ts';
import type { Site } from '../base/site.ts';
import { strings } from '../base/strings.ts';
import { after, type Instant } from '../base/time.ts';
import { openToken, seal, signToken, unseal, type KeyRing } from '../base/token.ts';
import type { Wish } from './form.ts';

/** What is waiting for somebody's confirmation. It is kept nowhere: it travels, sealed, in the link we mail. */
export type Ask =
	| ({
			readonly kind: 'subscribe';
			/** Which form it came from, `form` or `mail`. */
			readonly source: string;
			/** The language of the page it was asked on, and the words that asked ({@link consentWording}). */
			readonly lang: string;
			readonly wording: string;
			readonly askedAt: Instant;
	  } & Wish)
	| {
			readonly kind: 'address';
			readonly person: number;
			readonly email: string;
			readonly lang: string;
			readonly askedAt: Instant;
	  };

/** What a confirmation link holds: an ask that may still be confirmed or is too old, or nothing of ours. */
export type OpenedAsk =
	{ readonly state: 'open' | 'expired'; readonly ask: Ask } | { readonly state: 'invalid' };

/** A week: long enough for a mail that was found among the spam. */
const VALID_DAYS = 7;

/** The name of an address before it is confirmed: only the holder of our key can make it from the address. */
export function addressHash(email: string, key: string): string {
	return keyedHash(key, `signup\n${email}`);
}

/** The token of a confirmation link. */
export function sealAsk(ask: Ask, keys: KeyRing, random: (bytes: number) => Uint8Array): string {
	const thing = seal(JSON.stringify(ask), keys, random(12));
	const expires = after(ask.askedAt, { days: VALID_DAYS });
	return signToken({ purpose: 'confirm', person: addressHash(ask.email, keys[0]), thing, expires }, keys);
}

/** What a confirmation link asks for, also when it is too old to count. */
export function openAsk(token: string, keys: KeyRing, now: Instant): OpenedAsk {
	const opened = openToken(token, 'confirm', keys, now);
	if (!opened.ok && opened.reason === 'invalid') return { state: 'invalid' };
	const text = unseal(opened.claim.thing, keys);
	if (text === undefined) return { state: 'invalid' };
	return { state: opened.ok ? 'open' : 'expired', ask: JSON.parse(text) as Ask };
}

/** A confirmation counts once, whichever copy of the letter it comes from. */
export function confirmKey(token: string): string {
	return `confirm:${sha256(token).slice(0, 40)}`;
}

/** Names the exact words a page asked somebody with, the author's own or ours: their language and a hash of them. */
export function consentWording(lang: string, site: Pick<Site, 'strings'>): string {
	return `${lang}:${sha256(strings(lang, site).person.consent).slice(0, 12)}`;
}
