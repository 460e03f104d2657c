import { sha256 } from '../base/hash.ts';
import { after, type Instant } from '../base/time.ts';
import { openToken, seal, signToken, unseal, type KeyRing } from '../base/token.ts';
import { addressHash } from '../person/index.ts';
import { answers, type Answer, type Detail } from './seats/rsvp.ts';

/** How long a confirmation link works. */
const CONFIRM_HOURS = 72;
/** How long after its end an event's own link still opens, to show what was answered. */
export const AFTERWARDS_DAYS = 7;

/** An answer somebody wrote into the form and has not confirmed yet. It is kept nowhere but in the link we mail them. */
export interface Wish {
	/** The event's group. */
	readonly event: string;
	readonly email: string;
	readonly name: string;
	readonly answer: Answer;
	readonly lang: string;
	readonly via: string;
	/** How many they bring. */
	readonly guests?: number | undefined;
	readonly detail?: Detail | undefined;
}

/** What a link of ours stands for. */
export type EventLink =
	| {
			readonly ok: true;
			readonly kind: 'confirm';
			readonly event: string;
			readonly wish: Wish;
			readonly key: string;
	  }
	| { readonly ok: true; readonly kind: 'answer'; readonly event: string; readonly person: number }
	/** `event`: what a link that is too old was about. */
	| { readonly ok: false; readonly reason: 'invalid' | 'expired'; readonly event?: string | undefined };

/** A link's token that carries a wish to the inbox it names, sealed, and back. `nonce`: 12 random bytes. */
export function confirmToken(wish: Wish, keys: KeyRing, now: Instant, nonce: Uint8Array): string {
	const { event, email, name, answer, lang, via, guests, detail } = wish;
	return signToken(
		{
			purpose: 'rsvp-confirm',
			person: addressHash(email, keys[0]),
			thing: seal(JSON.stringify([event, email, name, answer, lang, via, guests, detail]), keys, nonce),
			expires: after(now, { hours: CONFIRM_HOURS }),
		},
		keys,
	);
}

/** A link's token with which one person changes their answer to one event. */
export function answerToken(person: number, event: string, end: Instant, keys: KeyRing): string {
	const expires = after(end, { days: AFTERWARDS_DAYS });
	return signToken({ purpose: 'rsvp', person: String(person), thing: `event:${event}`, expires }, keys);
}

/** Reads a token of either kind. Nothing is looked up and nothing changes. */
export function openLink(token: string, keys: KeyRing, now: Instant): EventLink {
	const answer = openToken(token, 'rsvp', keys, now);
	if (answer.ok || answer.reason === 'expired') {
		const { thing, person } = answer.claim;
		const event = thing.slice('event:'.length);
		if (!answer.ok) return { ok: false, reason: 'expired', event };
		return { ok: true, kind: 'answer', event, person: Number(person) };
	}
	const confirm = openToken(token, 'rsvp-confirm', keys, now);
	if (!confirm.ok && confirm.reason === 'invalid') return { ok: false, reason: 'invalid' };
	const wish = readWish(unseal(confirm.claim.thing, keys));
	if (!wish) return { ok: false, reason: 'invalid' };
	const { event } = wish;
	if (!confirm.ok) return { ok: false, reason: 'expired', event };
	return { ok: true, kind: 'confirm', event, wish, key: `rsvp:${sha256(token).slice(0, 32)}` };
}

type Sealed = [
	string,
	string,
	string,
	Answer,
	string,
	string,
	number | null | undefined,
	Detail | null | undefined,
];

function readWish(text: string | undefined): Wish | undefined {
	if (text === undefined) return undefined;
	const [event, email, name, answer, lang, via, guests, detail] = JSON.parse(text) as Sealed;
	return { event, email, name, answer, lang, via, guests: guests ?? undefined, detail: detail ?? undefined };
}

/** An answer as a form or a mail gives it. */
export function readAnswer(text: string | null | undefined): Answer | undefined {
	return answers.find((answer) => answer === text?.trim().toLowerCase());
}
