import { formatAddress, withTag, type Address } from './address.ts';
import { sha256 } from './hash.ts';
import type { Site } from './site.ts';
import { fill, type SlotValue, type Template } from './template.ts';
import type { Instant } from './time.ts';
import { replyTag, thingCode, type KeyRing } from './token.ts';

/** The letters there are; each is an Astro component that a site may replace by its own. */
export const letterNames = [
	'digest',
	'confirm',
	'manage',
	'rsvp-confirm',
	'rsvp-answer',
	'rsvp-promoted',
	'rsvp-offer',
	'invitation',
	'event-update',
	'event-cancelled',
	'event-reminder',
	'event-thanks',
	'acknowledge',
] as const;
/** The name of a letter; `letters` in the options may override each by it. */
export type LetterName = (typeof letterNames)[number];

/** A mail that is ready to leave: one recipient, both bodies, every header. */
export interface Letter {
	readonly from: Address;
	readonly to: Address;
	readonly replyTo?: string | undefined;
	readonly subject: string;
	readonly html: string;
	readonly text: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Labels for the provider's webhooks: ASCII letters, digits, `_` and `-`, at most 256 characters each (Resend). */
	readonly tags: Readonly<Record<string, string>>;
	readonly attachments?: readonly Attachment[] | undefined;
}

/** A file that comes with a letter; its content is text in UTF-8. */
export interface Attachment {
	readonly filename: string;
	readonly contentType: string;
	readonly content: string;
	/**
	 * A calendar message (`text/calendar` with its `method`), which mail programs show with buttons when it is one more form of
	 * the letter itself. Carriers that cannot say so attach it.
	 */
	readonly alternative?: true | undefined;
}

/** What a carrier says of one letter, or of a whole batch that was refused. */
export type Refusal = {
	readonly ok: false;
	/** `retry`: the same bytes with the same key later. `rejected`: never. `stop`: nothing can be sent now (key, quota). */
	readonly kind: 'retry' | 'rejected' | 'stop';
	readonly message: string;
	/** When the carrier said how long to wait. */
	readonly retryAfterSeconds?: number | undefined;
	/** The letter may have left all the same: only a carrier that knows keys may be given it again. */
	readonly unclear?: boolean | undefined;
};
/** What became of one letter: taken, under the id the carrier gave it, or refused. */
export type Handover = { readonly ok: true; readonly id: string } | Refusal;
/** What became of a batch: an answer for each letter, or the refusal of all. */
export type BatchHandover = { readonly ok: true; readonly results: readonly Handover[] } | Refusal;

/**
 * Up to 100 letters as one JSON text in UTF-8, in the shape that Resend's POST /emails/batch takes. It is our one written form
 * of letters: hashed before it leaves, posted as it is, and read back where a carrier wants letters one by one.
 */
export interface Batch {
	readonly bytes: Uint8Array;
	/** How many letters. */
	readonly size: number;
}

/** A carrier of letters. The key makes handing over the same letter twice harmless, where the carrier knows keys. */
export interface Mailer {
	readonly name: 'resend' | 'smtp' | 'outbox';
	send(letter: Letter, key: string): Promise<Handover>;
	/**
	 * At most 100 letters without attachments; results in the order of the letters.
	 *
	 * @param isFresh asked when nothing more is waited for. False: it took too long, nothing is handed over, and the answer is
	 * `retry`.
	 */
	sendBatch(batch: Batch, key: string, isFresh?: () => boolean): Promise<BatchHandover>;
	/** How many batches may be on their way at once. Default: 1. */
	readonly lanes?: number | undefined;
	/** The letters the carrier says it took, newest first. Absent where it keeps no such list. Throws when it cannot be asked. */
	taken?(): AsyncIterable<TakenLetter>;
}

/** The one switch that stops all mail. */
export interface MailSwitch {
	/** Why all mail is stopped, possibly without a word; nothing while it may leave. */
	stopped(): Promise<string | undefined>;
	stop(why: string): Promise<void>;
	start(): Promise<void>;
}

/** A letter as it stands in a carrier's list. */
export interface TakenLetter {
	readonly id: string;
	/** What it is called on its way, without angle brackets, once the carrier knows. */
	readonly messageId?: string | undefined;
	/** The sender's address without a name, where the list has it. */
	readonly from?: string | undefined;
	/** The recipient's address without a name. */
	readonly to: string;
	readonly subject: string;
	readonly at: Instant;
}

/** Hands single letters over, and keeps those that could not leave until they can. */
export interface Postman {
	/** Two letters with the same key are one letter. */
	post(letter: Letter, key: string): Promise<'sent' | 'queued' | 'refused'>;
	/** Hands over a letter that the store keeps already, because the transaction that decided on it kept it. */
	handOver(letter: Letter, key: string): Promise<'sent' | 'queued' | 'refused'>;
	/** Destroys what files on this machine hold of letters to these addresses, and of mails from them. */
	forget(emails: readonly string[]): Promise<void>;
}

/** Where letters wait that could not be handed over yet; a letter is deleted once it was. */
export interface OutgoingStore {
	/** False when a letter with this key is already there. */
	keep(key: string, letter: Letter, at: Instant): Promise<boolean>;
	/** What may be tried at `at`, longest due first. Who takes a letter, by `keep` or here, has it alone for some minutes. */
	due(
		at: Instant,
		most: number,
	): Promise<readonly { key: string; letter: Letter; attempts: number; keptAt: Instant }[]>;
	handedOver(key: string): Promise<void>;
	/** Nobody was asked to take it, for all mail is stopped: it is due as soon as mail may leave, and no day of it has passed. */
	waits(key: string): Promise<void>;
	failed(key: string, error: string, again: Instant): Promise<void>;
}

/** Does the carrier know that the same key twice is one letter? Mail servers do not; the outbox and Resend do. */
export function knowsKeys({ name }: Pick<Mailer, 'name'>): boolean {
	return name !== 'smtp';
}

/**
 * The Message-ID (RFC 5322 section 3.6.4) of a letter: made of its key, so that a letter that leaves twice is recognised as
 * one. A provider may give it another.
 */
export function letterMessageId({ from }: Pick<Letter, 'from'>, key: string): string {
	return `<${sha256(`message\n${key}`).slice(0, 32)}@${from.email.split('@').at(-1)}>`;
}

/** What kind of letter: a digest goes to a list, all others follow one person's own act. */
export interface Envelope {
	readonly to: Address;
	/** The person's id and what the letter is about, for a signed Reply-To. Absent before an address is confirmed. */
	readonly about?: { readonly person: number; readonly thing: string } | undefined;
	/** The one https address (or mailto on a static site) that ends the subscription; only letters to subscribers have one. */
	readonly leave?: string | undefined;
	/** Names the stream for the provider and for Feedback-ID: `digest`, `confirm`, `event`. */
	readonly stream: string;
	readonly attachments?: readonly Attachment[] | undefined;
}

/** Writes a letter: the template filled, the envelope and the headers around it. */
export function writeLetter(
	template: Template,
	values: Readonly<Record<string, SlotValue>>,
	envelope: Envelope,
	{ site, keys }: { site: Site; keys: KeyRing },
): Letter {
	const { about, leave, stream, to, attachments } = envelope;
	return {
		from: site.from,
		to,
		replyTo:
			about && site.inbound ? withTag(site.inbound, replyTag(about.person, about.thing, keys)) : site.inbound,
		...fill(template, values),
		headers: letterHeaders(site, stream, leave),
		tags: { stream, ...(about ? { thing: tagValue(about.thing) } : {}) },
		attachments,
	};
}

/**
 * List-Id: RFC 2919. List-Unsubscribe and -Post: RFC 2369 and 8058, one https address, or a mailto without -Post. Auto-Submitted:
 * RFC 3834. X-Auto-Response-Suppress: Microsoft's MS-OXCMAIL 2.2.3.2.14. Feedback-ID: Gmail's feedback loop.
 */
function letterHeaders(site: Site, stream: string, leave: string | undefined): Record<string, string> {
	const host = new URL(site.url).hostname;
	return {
		'List-Id': formatListId(site.name, host),
		...(leave ? { 'List-Unsubscribe': `<${leave}>` } : {}),
		...(leave?.startsWith('https:') || leave?.startsWith('http:')
			? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
			: {}),
		'Feedback-ID': `${stream}:${host.replaceAll(':', '-')}:kindred`,
		'Auto-Submitted': 'auto-generated',
		'X-Auto-Response-Suppress': 'All',
	};
}

function formatListId(name: string, host: string): string {
	return formatAddress({ name: asciiOnly(name), email: `letters.${host}` }).replace(/^([^<]+)$/, '<$1>');
}

/** RFC 2919 has no place for encoded words: a name in another script is left out, the id says enough. */
function asciiOnly(name: string): string {
	return /^[\x20-\x7e]*$/.test(name) ? name : '';
}

/** So many characters a tag may have (Resend: API reference, Send Email). */
const MOST_TAG = 256;

/**
 * A thing (`digest:2026-11`) as a tag: what providers do not allow becomes `-`. Where that is more than the colon, a code of the
 * whole thing follows, so that two things, in Chinese say, never share a tag.
 */
export function tagValue(thing: string): string {
	const plain = thing.replace(/[^A-Za-z0-9_-]/g, '-');
	if (plain === thing.replace(':', '-') && plain.length <= MOST_TAG) return plain;
	const code = thingCode(thing);
	return `${plain.slice(0, MOST_TAG - code.length - 1)}-${code}`;
}

/** A digest as one reader had it, plain text without what was personal. Texts are empty where its plan is not there any more. */
export interface SentLetter {
	/** The language of the letter; that of an article may be another. */
	readonly lang: string;
	/** The articles in it, by translation group. */
	readonly items: readonly string[];
	/** The entries of those articles as they stood in it. */
	readonly entries: readonly { readonly post: string; readonly text: string }[];
	/** All of it. */
	readonly text: string;
}
