import { createCipheriv, createDecipheriv, createHash, timingSafeEqual } from 'node:crypto';
import { hmac, sha256 } from './hash.ts';
import { remember } from './remember.ts';
import type { Instant } from './time.ts';

/** Secrets, newest first. The first one signs, all of them open: that is how a secret is changed without breaking links. */
export type KeyRing = readonly [string, ...string[]];

/** What a link in a letter may do. A token made for one purpose opens nothing else. */
export type Purpose = 'confirm' | 'preferences' | 'leave' | 'rsvp' | 'rsvp-confirm' | 'outbox';

/** What a token says: it is bound to one purpose, one person and one thing, and it expires. */
export interface Claim {
	readonly purpose: Purpose;
	/** Whose it is: a person's id, or a keyed hash of an address that is not yet confirmed. */
	readonly person: string;
	/** What it is about, `event:long-table-2031`; empty where the purpose says it all. */
	readonly thing: string;
	readonly expires: Instant;
}

/** What a token says, or why it does not count. */
export type Opened =
	| { readonly ok: true; readonly claim: Claim }
	| { readonly ok: false; readonly reason: 'invalid' }
	/** Ours and for this purpose, but too old: the claim says for whom a new one could be made. */
	| { readonly ok: false; readonly reason: 'expired'; readonly claim: Claim };

/** A claim as a URL-safe signed text: base64url JSON, a dot, 256 bits of HMAC-SHA-256 (RFC 2104). */
export function signToken(claim: Claim, keys: KeyRing): string {
	const body = Buffer.from(
		JSON.stringify([claim.purpose, claim.person, claim.thing, Math.floor(Date.parse(claim.expires) / 1000)]),
	).toString('base64url');
	return `${body}.${mac(keys[0], body)}`;
}

/** Opens a token made for `purpose`. Signatures are compared in constant time. */
export function openToken(token: string, purpose: Purpose, keys: KeyRing, now: Instant): Opened {
	const [body = '', given = '', ...more] = token.split('.');
	if (more.length || !keys.some((key) => sameText(mac(key, body), given)))
		return { ok: false, reason: 'invalid' };
	// The signature fits, so this is JSON that we wrote ourselves.
	const signed = JSON.parse(Buffer.from(body, 'base64url').toString()) as [Purpose, string, string, number];
	const [signedPurpose, person, thing, seconds] = signed;
	if (signedPurpose !== purpose) return { ok: false, reason: 'invalid' };
	const claim = { purpose, person, thing, expires: new Date(seconds * 1000).toISOString() };
	return claim.expires <= now ? { ok: false, reason: 'expired', claim } : { ok: true, claim };
}

/** Are the two texts the same? Takes equally long wherever they differ. */
function sameText(a: string, b: string): boolean {
	const [one, other] = [Buffer.from(a), Buffer.from(b)];
	return one.length === other.length && timingSafeEqual(one, other);
}

function mac(key: string, text: string): string {
	return hmac(key, `token\n${text}`, 'base64url');
}

/**
 * Text that only we can read, for what has to travel through other people's hands before it may be stored: AES-256-GCM, with
 * a nonce of 12 random bytes that must never be used twice.
 */
export function seal(text: string, keys: KeyRing, nonce: Uint8Array): string {
	const cipher = createCipheriv('aes-256-gcm', sealKey(keys[0]), nonce);
	const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What was sealed, or nothing when it was not sealed by one of these keys. */
export function unseal(sealed: string, keys: KeyRing): string | undefined {
	const bytes = Buffer.from(sealed, 'base64url');
	if (bytes.length < 28) return undefined;
	for (const key of keys) {
		const decipher = createDecipheriv('aes-256-gcm', sealKey(key), bytes.subarray(0, 12));
		decipher.setAuthTag(bytes.subarray(12, 28));
		try {
			return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
		} catch {
			// Not this key: the tag does not fit. Try an older one.
		}
	}
	return undefined;
}

function sealKey(key: string): Buffer {
	return createHash('sha256').update(`seal\n${key}`).digest();
}

/** What a signed Reply-To says: who was mailed, and a short hash of what the letter was about. */
export interface ReplyClaim {
	readonly person: number;
	/** See `thingCode`. */
	readonly thing: string;
}

/** A short name of a thing (`digest:2026-11-groups`), for the local part of an address: 40 bits in hexadecimal. */
export const thingCode = remember((thing: string): string => sha256(`thing\n${thing}`).slice(0, 10));

/**
 * The tag of a reply address. Mail servers may fold the case of a local part and cut it at 64 octets, so: base 36 and
 * hexadecimal, at most 45 characters, with 80 bits of HMAC.
 */
export function replyTag(person: number, thing: string, keys: KeyRing): string {
	const body = `${person.toString(36)}-${thingCode(thing)}`;
	return `${body}-${replyMac(keys[0], body)}`;
}

/** Reads a reply tag, in whatever case it comes back. Nothing when the signature does not fit. */
export function openReplyTag(tag: string, keys: KeyRing): ReplyClaim | undefined {
	const match = /^([0-9a-z]{1,11})-([0-9a-f]{10})-([0-9a-f]{20})$/.exec(tag.toLowerCase());
	if (!match) return undefined;
	const [, person = '', thing = '', given = ''] = match;
	const body = `${person}-${thing}`;
	if (!keys.some((key) => sameText(replyMac(key, body), given))) return undefined;
	return { person: Number.parseInt(person, 36), thing };
}

function replyMac(key: string, body: string): string {
	return hmac(key, `reply\n${body}`, 'hex').slice(0, 20);
}
