import PostalMime, { addressParser, type Attachment, type Email } from 'postal-mime';
import { normaliseEmail } from '../base/address.ts';
import type { Address } from '../base/address.ts';
import { bound, headersOnly, type MailFile } from './bounds.ts';
import type { Mail, MailAttachment, MailHeader, MailPart, MailProblem } from './mail.ts';
import { MOST_HEADERS } from './mime/head.ts';

/** Attack: parts within parts within parts. Mail programs nest four or five deep. */
const MOST_DEPTH = 30;
/** Attack: thousands of headers. */
const MOST_HEADER_LINES = 1000;
/** Attack: a header with a hundred thousand addresses or ids, each of them looked up. */
const MOST_ADDRESSES = 100;
const MOST_IDS = 50;
/** Attack: a name or a subject of a megabyte. RFC 5322 section 2.1.1 allows lines of 998 characters. */
const MOST_LINE = 998;
/** A report or a calendar is longer only by ill will. */
const MOST_PART_TEXT = 256 * 1024;

/** Headers that name whom a mail was for, by the mail program or by a server on the way. */
const recipientHeaders = [
	'to',
	'cc',
	'delivered-to',
	'x-original-to',
	'x-gm-original-to',
	'envelope-to',
	'x-envelope-to',
	'x-forwarded-to',
	'x-rcpt-to',
	'resent-to',
	'apparently-to',
];
const spoken = /^(?:text\/(?:calendar|rfc822-headers?)|message\/|application\/ics)/;

/**
 * Reads a mail as it came over the wire (RFC 5322, MIME). Never throws, whatever the bytes: what cannot be read is left out,
 * and `problem` says so. Sizes, depth and counts are bounded.
 */
export async function readMail(raw: Uint8Array): Promise<Mail> {
	try {
		const { bytes, files, cut } = bound(isBareCalendar(raw) ? asMail(raw) : raw);
		const email = await parse(bytes);
		const attachments = email.attachments.flatMap((part) => fileOf(part, files));
		return { ...mailOf(email, cut ? 'cut' : undefined), attachments };
	} catch {
		return readDamaged(raw);
	}
}

/** A calendar file somebody saved from a mail begins at once, without headers. */
function isBareCalendar(raw: Uint8Array): boolean {
	return /^\s{0,9}BEGIN:VCALENDAR\s/i.test(new TextDecoder().decode(raw.subarray(0, 40)));
}

function asMail(calendar: Uint8Array): Uint8Array {
	return Buffer.concat([Buffer.from('Content-Type: text/calendar; charset=utf-8\r\n\r\n'), calendar]);
}

async function readDamaged(raw: Uint8Array): Promise<Mail> {
	const { headers, body } = headersOnly(raw);
	try {
		return { ...mailOf(await parse(headers), 'damaged'), text: clean(body) };
	} catch {
		return {
			senders: 0,
			recipients: [],
			subject: '',
			answers: [],
			headers: [],
			type: '',
			parts: [],
			problem: 'damaged',
			text: clean(body),
		};
	}
}

function parse(bytes: Uint8Array): Promise<Email> {
	return PostalMime.parse(bytes, {
		maxHeadersSize: MOST_HEADERS,
		maxNestingDepth: MOST_DEPTH,
		maxRfc822NestingDepth: 2,
		// A mail within the mail is somebody else's words.
		forceRfc822Attachments: true,
		attachmentEncoding: 'arraybuffer',
	});
}

function mailOf(email: Email, problem: MailProblem | undefined): Mail {
	const headers = email.headers
		.slice(0, MOST_HEADER_LINES)
		.map(({ key, value }) => ({ name: key, value: clean(value) }));
	const all = (...names: string[]) =>
		headers.filter(({ name }) => names.includes(name)).map(({ value }) => value);
	const senders = all('from').flatMap(mailboxes);
	const ids = idsIn(all('references').join(' ')).toReversed();
	return {
		from: senders.find(({ email: address }) => address),
		senders: senders.length,
		recipients: [
			...new Set(
				all(...recipientHeaders)
					.flatMap(mailboxes)
					.map(({ email: address }) => address),
			),
		]
			.filter(Boolean)
			.slice(0, MOST_ADDRESSES),
		subject: line(email.subject ?? ''),
		messageId: idsIn(email.messageId ?? '')[0],
		answers: [...new Set([...idsIn(email.inReplyTo ?? ''), ...ids])].slice(0, MOST_IDS),
		date: dateOf(email.date),
		text: email.text === undefined ? undefined : clean(email.text),
		html: email.html === undefined ? undefined : clean(email.html),
		headers,
		type: typeOf(headers),
		parts: email.attachments.map(partOf),
		problem,
	};
}

function mailboxes(value: string): Address[] {
	return addressParser(value.slice(0, 20_000), { flatten: true })
		.slice(0, MOST_ADDRESSES)
		.map(({ name, address }) => ({ name: line(name), email: normaliseEmail(address ?? '') ?? '' }));
}

/** Message ids, with or without their angle brackets; what is not shaped like one is no id. */
function idsIn(value: string): string[] {
	return (value.slice(0, 20_000).match(/[^\s<>"(),]{1,300}@[^\s<>"(),]{1,250}/g) ?? []).slice(-MOST_IDS);
}

function dateOf(text: string | undefined): string | undefined {
	const time = Date.parse(text ?? '');
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function typeOf(headers: readonly MailHeader[]): string {
	const value = headers.find(({ name }) => name === 'content-type')?.value ?? 'text/plain';
	return value.split(';')[0]!.trim().toLowerCase();
}

function partOf({ mimeType, filename, content, method }: Attachment): MailPart {
	const type = mimeType.toLowerCase();
	const part = { type, filename: line(filename ?? ''), ...(method ? { method: method.toUpperCase() } : {}) };
	if (!spoken.test(type) || typeof content === 'string') return part;
	const bytes = new Uint8Array(content);
	return { ...part, text: clean(new TextDecoder().decode(bytes.subarray(0, MOST_PART_TEXT))) };
}

/** The file that a part stands for. */
function fileOf(part: Attachment, files: ReadonlyMap<string, MailFile>): MailAttachment[] {
	const file = files.get(part.description ?? '');
	if (!file) return [];
	const name = line(part.filename ?? '');
	const contentId = line(part.contentId ?? '').replace(/^<|>$/g, '') || undefined;
	return [{ name, type: line(part.mimeType).toLowerCase(), contentId, ...file }];
}

/** Text that any database keeps: no NUL (Postgres refuses it), no half characters. */
function clean(text: string): string {
	return text.replaceAll('\u0000', '').toWellFormed();
}

/** One line: no line breaks, no other control characters. */
function line(text: string): string {
	return clean(
		text
			.slice(0, MOST_LINE)
			.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
			.trim(),
	);
}
