import type { Instant } from '../base/time.ts';
import { openToken, type KeyRing, type Purpose } from '../base/token.ts';
import type { Mail } from '../reply/index.ts';

/** Attack: a text full of things that might be tokens, each of them to be checked. A letter of ours has a handful of links. */
const MOST_LINKS = 20;
/** Attack: a megabyte of HTML. The links of a quoted letter stand at its end, so it is read from there. */
const MOST_TEXT = 300_000;
/** How our links carry their tokens, also within the link of a mail service that checks links, and where `=` is written `=3D`. */
const tokens =
	/(?:(?:[?&;]|%3F|%26)token(?:=3D|%3D|=)|leave(?:%20| |\+))([A-Za-z0-9_-]{16,400}\.[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/gi;
/** What stands in letters to one person; the other purposes are for addresses that are nobody's yet. */
const purposes = ['leave', 'rsvp', 'preferences'] as const satisfies readonly Purpose[];

/** Whose letter it was, and what it was about, where it says so. */
export interface QuotedLink {
	readonly person: number;
	readonly about?: string | undefined;
}

/**
 * The signed link of one of our letters that a mail quotes. It shows who was mailed, as the signed address does, however old it
 * is: that it opens nothing any more does not matter here.
 */
export function linkIn(
	{ text, html }: Pick<Mail, 'text' | 'html'>,
	keys: KeyRing,
	now: Instant,
): QuotedLink | undefined {
	for (const source of [text, html]) {
		const found = [...(source ?? '').slice(-MOST_TEXT).matchAll(tokens)].slice(0, MOST_LINKS);
		for (const [, token = ''] of found) {
			const link = opened(token, keys, now);
			if (link) return link;
		}
	}
	return undefined;
}

function opened(token: string, keys: KeyRing, now: Instant): QuotedLink | undefined {
	for (const purpose of purposes) {
		const found = openToken(token, purpose, keys, now);
		if (!found.ok && found.reason === 'invalid') continue;
		const { person, thing } = found.claim;
		if (!/^\d{1,15}$/.test(person)) continue;
		return { person: Number(person), about: /^(?:digest|event):/.test(thing) ? thing : undefined };
	}
	return undefined;
}
