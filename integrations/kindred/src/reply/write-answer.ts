import { withTag } from '../base/address.ts';
import { apart } from '../base/bidi.ts';
import { sha256 } from '../base/hash.ts';
import { escapeHtml } from '../base/html.ts';
import { letterMessageId, tagValue, type Letter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import { dayOf, type Instant } from '../base/time.ts';
import { replyTag, type KeyRing } from '../base/token.ts';
import type { KeyedLetter, Person } from '../person/index.ts';
import { answerKey, type Answer } from './answer.ts';
import type { Reply } from './index.ts';
import { plainSubject } from './thread.ts';

/** Mail servers cut or refuse longer lines of References than 998 characters; readers need the first and the last ones. */
const MOST_REFERENCES = 12;
/** Attack: a Message-ID that carries another header, or is a page long. */
const goodId = /^[\x21-\x3b\x3d\x3f-\x7e]{1,200}$/;
/** So long no subject is read anywhere. */
const MOST_SUBJECT = 200;
/** Attack: a reply of a megabyte that makes an answer of two. */
const MOST_QUOTE = 20_000;

/** An answer and its letter: personal, in the thread, from the author to the address that wrote. */
export function writeAnswer(
	reply: Reply,
	{ text, subject, quote, earlier }: AnswerWords,
	{ person, site, keys, at }: { person: Person; site: Site; keys: KeyRing; at: Instant },
): { readonly answer: Omit<Answer, 'id'>; readonly letter: KeyedLetter } {
	const contentHash = sha256(['answer', reply.contentHash, text].join('\n'));
	const key = answerKey(contentHash);
	const line = answerSubject(reply, subject, site);
	const quoted = quote ? quoteOf(reply, person, site) : undefined;
	const about = reply.about ?? `reply:${reply.contentHash}`;
	const letter: Letter = {
		from: site.from,
		to: { name: person.name, email: reply.from },
		replyTo: site.inbound && withTag(site.inbound, replyTag(person.id, about, keys)),
		subject: line,
		text: quoted ? `${text}\n\n${quoted.text}` : text,
		html: page(`${paragraphs(text)}${quoted ? quoted.html : ''}`),
		// No List-* and nothing that calls it automatic: a person wrote it, to one person.
		headers: threadHeaders(reply.messageId, earlier),
		tags: { stream: 'answer', ...(reply.about ? { thing: tagValue(reply.about) } : {}) },
	};
	const answer = {
		person: person.id,
		reply: reply.id,
		messageId: letterMessageId(letter, key).slice(1, -1),
		contentHash,
		at,
		subject: line,
		text,
		by: 'command' as const,
	};
	return { answer, letter: { key, letter } };
}

/** What an answer is made of. `earlier`: what the mail it answers refers to, nearest first. */
export interface AnswerWords {
	readonly text: string;
	readonly subject?: string | undefined;
	/** Put what they wrote below it. */
	readonly quote?: boolean | undefined;
	readonly earlier: readonly string[];
}

/**
 * RFC 5322 section 3.6.4: In-Reply-To names what is answered, References the whole way to it. An id that is more than one word
 * names nothing.
 */
export function threadHeaders(
	id: string | undefined,
	earlier: readonly string[] = [],
): Record<string, string> {
	if (!id || !goodId.test(id)) return {};
	const way = [...new Set([id, ...earlier])].filter((one) => goodId.test(one)).toReversed();
	const [root, ...rest] = way;
	const named = way.length > MOST_REFERENCES ? [root, ...rest.slice(1 - MOST_REFERENCES)] : way;
	return { 'In-Reply-To': `<${id}>`, References: named.map((one) => `<${one}>`).join(' ') };
}

/** The subject of an answer, one line: the author's own, else theirs with "Re:" before it. */
export function answerSubject(
	reply: Pick<Reply, 'subject'>,
	own: string | undefined,
	site: Pick<Site, 'name'>,
): string {
	const text = own ?? `Re: ${plainSubject(reply.subject) || site.name}`;
	const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
	return [...line].slice(0, MOST_SUBJECT).join('').trim();
}

/** Below the answer, introduced in no language: the day and who wrote. */
function quoteOf(reply: Reply, person: Person, site: Site): { text: string; html: string } {
	const who = person.name ? `${apart('en', person.name)} <${reply.from}>` : reply.from;
	const intro = `${dayOf(reply.at, site.zone)}, ${who}:`;
	const words = reply.text.slice(0, MOST_QUOTE);
	const lines = words.split('\n').map((line) => (line ? `> ${line}` : '>'));
	return {
		text: [intro, ...lines].join('\n'),
		html: `<p dir="auto">${escapeHtml(intro)}</p><blockquote type="cite">${paragraphs(words)}</blockquote>`,
	};
}

const link = /https?:\/\/[^\s<>"']{1,2000}/g;
/** What ends a sentence ends no link. */
const sentenceEnd = '.,;:!?)]';

/** Each paragraph runs the way of its own first letter. */
function paragraphs(text: string): string {
	return text
		.split(/\n{2,}/)
		.filter(Boolean)
		.map((one) => `<p dir="auto">${one.split('\n').map(linked).join('<br>\n')}</p>\n`)
		.join('');
}

function linked(line: string): string {
	let [html, at] = ['', 0];
	for (const { 0: found, index } of line.matchAll(link)) {
		let end = found.length;
		while (sentenceEnd.includes(found[end - 1]!)) end--;
		const href = found.slice(0, end);
		const anchor = `<a href="${escapeHtml(href)}">${escapeHtml(href)}</a>`;
		html += escapeHtml(line.slice(at, index)) + anchor;
		at = index + href.length;
	}
	return html + escapeHtml(line.slice(at));
}

function page(body: string): string {
	return `<!doctype html>\n<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>\n<body>\n${body}</body></html>\n`;
}
