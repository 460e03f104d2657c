import { normaliseEmail, tagOf } from '../base/address.ts';
import { sha256 } from '../base/hash.ts';
import { openReplyTag, type KeyRing, type ReplyClaim } from '../base/token.ts';
import { linesOf, bare } from './line.ts';
import type { Mail } from './mail.ts';
import { quotedText } from './html.ts';

/** Attack: a mail to a thousand addresses of ours, each with a tag to check. */
const MOST_TAGS = 20;

/** What the addresses of a mail say about the letter it answers. */
export interface Mention {
	/** The signed tag's: who was mailed, and about what. */
	readonly claim?: ReplyClaim | undefined;
	/** An address of ours had a tag that we did not sign. */
	readonly forged: boolean;
}

/** Looks for our signed tag among everybody a mail was for. `also`: addresses that only the receiving server knows. */
export function mentionIn(
	mail: Pick<Mail, 'recipients'>,
	also: readonly string[],
	inbound: string | undefined,
	keys: KeyRing,
): Mention {
	if (!inbound) return { forged: false };
	const known = also.map((one) => normaliseEmail(one.replace(/^.*</, '').replace(/>.*$/, '')) ?? '');
	const tags = [...known, ...mail.recipients]
		.flatMap((email) => tagOf(email, inbound) ?? [])
		.slice(0, MOST_TAGS);
	const claims = tags.map((tag) => openReplyTag(tag, keys));
	return {
		claim: claims.find((claim) => claim !== undefined),
		forged: claims.some((claim) => claim === undefined),
	};
}

/** The text of a mail, from whichever version it has. */
export function textOf({ text, html }: Pick<Mail, 'text' | 'html'>): string {
	return text?.trim() ? text : html ? quotedText(html) : '';
}

/** What makes two copies of a mail the same one, whatever servers on the way added: id, sender, subject and words. */
export function contentHash(mail: Mail): string {
	const words = textOf(mail).replace(/\s+/g, ' ').trim();
	// A mail without an id is told from another with the same words by its date and by what it carries.
	const id =
		mail.messageId ?? [mail.date, ...mail.recipients, ...mail.parts.map(({ text }) => text)].join(' ');
	return sha256(['mail', id, mail.from?.email ?? '', mail.subject, words].join('\n'));
}

const prefix =
	/^(?:re|aw|sv|vs|antw|rv|rif|odp|ynt|fwd?|wg|tr|enc|fs|vl|i|doorst|r|回复|回覆|答复|轉寄|转发|رد|إعادة|השב|הועבר|תשובה)(?:\[\d{1,3}\])?\s?[:：]\s?/iu;
/** Attack: "Re: Re: Re: …" without end. */
const MOST_PREFIXES = 10;

/** A subject without the "Re:" and "Fwd:" of any language that mail programs put before it. */
export function plainSubject(subject: string): string {
	let plain = bare(subject);
	for (let count = 0; count < MOST_PREFIXES; count++) {
		const rest = plain.replace(prefix, '');
		if (rest === plain) break;
		plain = rest;
	}
	return plain.trim();
}

/** How many words there are, in scripts without spaces too (UAX 29), and whether a question is among them. */
export function ownWords(text: string): { readonly words: number; readonly asks: boolean } {
	const some = text.slice(0, 20_000);
	let words = 0;
	for (const { isWordLike } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(some))
		if (isWordLike) words++;
	const asks = linesOf(some).some((line) => /[?？؟՞]/.test(line.replace(/https?:\/\/\S{1,300}/g, '')));
	return { words, asks };
}
