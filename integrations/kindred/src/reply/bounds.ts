import { decodeCharset } from './mime/charset.ts';
import { unflow } from './mime/flowed.ts';
import { MOST_HEADERS, readHead, replaced, type Head } from './mime/head.ts';
import { sectionsOf, type Section } from './mime/sections.ts';
import { decodeTransfer } from './mime/transfer.ts';

/** Attack: a mail that fills the memory. More than mail servers let through with attachments. */
export const MOST_BYTES = 40_000_000;
/** Attack: megabytes of text, read line by line. A part keeps so much; nobody writes more by hand. In bytes, decoded. */
const MOST_PART = 1_200_000;
/** In quoted-printable three characters may be one byte, and lines are broken besides. */
const MOST_ENCODED = 4 * MOST_PART;
/** Attack: a hundred parts of the size above. */
const MOST_TOTAL = 2_500_000;
/** Attack: files that fill the disk. Large mail providers let 25 MB through in all. In bytes, decoded. */
const MOST_FILE = 10_000_000;
const MOST_FILES = 25_000_000;

/** A file of a mail; without its content when there was more of it than is kept. */
export interface MailFile {
	readonly bytes: number;
	readonly content?: Uint8Array | undefined;
}

/** A mail in which every part can be read in a bounded time, and the files that were taken out of it. */
export interface Bounded {
	readonly bytes: Uint8Array;
	/** By what stands in the Content-Description of the part each was taken from. */
	readonly files: ReadonlyMap<string, MailFile>;
	/** Something was left out. */
	readonly cut: boolean;
}

/** What is left of each bound. */
interface Budget {
	text: number;
	files: number;
	cut: boolean;
}

/**
 * The mail made ready for the parser, in one pass over its bytes. Sizes and the number of parts are bounded. Texts are decoded
 * here, because a parser that joins the lines of `format=flowed` across the depths of a quote hides answers in it, and one that
 * believes every charset garbles what is labelled wrong. Files are decoded here, because the parser would hold each three times.
 */
export function bound(raw: Uint8Array): Bounded {
	const mail = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MOST_BYTES));
	const { sections, cut } = sectionsOf(mail.subarray(envelopeEnd(mail)));
	const budget = { text: MOST_TOTAL, files: MOST_FILES, cut: cut || raw.byteLength > MOST_BYTES };
	const files = new Map<string, MailFile>();
	const pieces: Uint8Array[] = [];
	const begun = new Set<string | undefined>();
	let inner: { readonly outer: ReadonlySet<string | undefined>; readonly parts: Buffer[] } | undefined;
	for (const [index, section] of sections.entries()) {
		// The parts of a mail that is itself a part belong to its text, until a delimiter of this mail's own follows.
		if (inner && !inner.outer.has(section.boundary)) {
			inner.parts.push(section.bytes);
			continue;
		}
		if (inner) pieces.push(asBase64(inner.parts, budget));
		inner = undefined;
		begun.add(section.boundary);
		if (section.closing) {
			pieces.push(delimiterOf(section));
			continue;
		}
		const head = readHead(section.bytes);
		if (!head.whole) pieces.push(...kept(section.bytes, budget));
		else if (isSpoken(head)) {
			pieces.push(replaced(asUtf8(head), fileHeaders, ['Content-Transfer-Encoding: base64']));
			inner = {
				outer: new Set(begun),
				parts: [decodeTransfer(section.bytes.subarray(head.end), head.encoding)],
			};
		} else if (isText(head) || isCalendar(head)) pieces.push(...text(section, head, budget));
		else if (isFile(head)) {
			const key = `file-${files.size}`;
			files.set(key, fileIn(section, head, budget));
			pieces.push(replaced(asUtf8(head), fileHeaders, [`Content-Description: ${key}`]), Buffer.from('\r\n'));
		} else if (isBegun(sections[index + 1], begun)) pieces.push(replaced(asUtf8(head), /^$/, []));
		else pieces.push(...withoutParts(section, head, budget));
	}
	if (inner) pieces.push(asBase64(inner.parts, budget));
	return { bytes: Buffer.concat(pieces), files, cut: budget.cut };
}

/**
 * Does a part of a multipart follow? What stands before its first delimiter and behind its last one is to be ignored (RFC 2046
 * section 5.1.1), and the parser would take as long for each line of that as for a thousand letters.
 */
function isBegun(next: Section | undefined, begun: ReadonlySet<string | undefined>): boolean {
	return next !== undefined && !begun.has(next.boundary);
}

/** A multipart whose delimiters were lost on the way: all it holds is words. What type it said it was is known all the same. */
function withoutParts(section: Section, head: Head, budget: Budget): Uint8Array[] {
	const words = { ...head, type: 'text/plain' };
	if (!head.boundary) return text(section, words, budget);
	const part = text(section, { ...words, text: '' }, budget);
	const delimiter = `--${head.boundary}`;
	const [begin, end] = [`${delimiter}\r\n`, `\r\n${delimiter}--\r\n`].map((line) =>
		Buffer.from(line, 'latin1'),
	);
	return [replaced(asUtf8(head), /^$/, []), begin!, ...part, end!];
}

function delimiterOf({ bytes }: Section): Buffer {
	const end = bytes.indexOf(10);
	return end < 0 ? bytes : bytes.subarray(0, end + 1);
}

/** Attack: a report of a million empty lines. The parser takes as long for each line as for a thousand letters; this is one. */
function asBase64(parts: readonly Buffer[], budget: Budget): Buffer {
	return Buffer.from(`${within(Buffer.concat(parts), budget).toString('base64')}\r\n`);
}

/** Blank lines and the line `From …` of an mbox, before the headers. */
function envelopeEnd(mail: Buffer): number {
	return /^(?:[ \t]*\r?\n)*(?:>?From [^\r\n]*\r?\n)?/.exec(mail.toString('latin1', 0, 4000))![0].length;
}

/** Headers about a body, which a body that was decoded no longer has. */
const textHeaders = /^content-(?:type|transfer-encoding)\s*:/i;
const fileHeaders = /^content-(?:transfer-encoding|description)\s*:/i;

function text(section: Section, head: Head, budget: Budget): Uint8Array[] {
	const encoded = bodyOf(section, head);
	if (encoded.length > MOST_ENCODED) budget.cut = true;
	const body = within(decodeTransfer(encoded.subarray(0, MOST_ENCODED), head.encoding), budget);
	const decoded = decodeCharset(body, head.charset);
	const flowed = head.flowed && head.type === 'text/plain';
	const lines = flowed ? unflow(decoded, head.deleteSpace) : decoded.replace(/\r\n?/g, '\n');
	// Attack: a calendar of a million empty lines. It has none (RFC 5545), and the parser's time grows with the square of a run.
	const words = isCalendar(head) ? lines.replace(/\n{2,}/g, '\n') : lines;
	// Base64, so that no line of it can be taken for a delimiter.
	const method = /^[a-z-]{1,20}$/i.test(head.method) ? `; method=${head.method}` : '';
	const instead = [`Content-Type: ${head.type}; charset=utf-8${method}`, 'Content-Transfer-Encoding: base64'];
	const letters = Buffer.from(`${Buffer.from(words).toString('base64')}\r\n`);
	return [replaced(asUtf8(head), textHeaders, instead), letters];
}

function fileIn(section: Section, head: Head, budget: Budget): MailFile {
	const decoded = decodeTransfer(bodyOf(section, head), head.encoding);
	const bytes = decoded.length;
	if (bytes > Math.min(MOST_FILE, budget.files)) {
		budget.cut = true;
		return { bytes };
	}
	budget.files -= bytes;
	// A copy, so that a small file does not keep a large mail in memory.
	return { bytes, content: new Uint8Array(decoded) };
}

/** The line break before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1). */
function bodyOf({ bytes, last }: Section, { end }: Head): Buffer {
	if (last) return bytes.subarray(end);
	const length = bytes.length - (bytes.at(-2) === 13 ? 2 : 1);
	return bytes.subarray(end, Math.max(end, length));
}

/** A section as it stands, or its beginning. */
function kept(section: Buffer, budget: Budget): Uint8Array[] {
	const piece = within(section, budget);
	// The next delimiter has to begin a line.
	return piece.length < section.length ? [piece, Buffer.from('\r\n')] : [piece];
}

function within(bytes: Buffer, budget: Budget): Buffer {
	const length = Math.min(bytes.length, MOST_PART, budget.text);
	if (length < bytes.length) budget.cut = true;
	budget.text -= length;
	return bytes.subarray(0, length);
}

/** The two bodies of a mail, as the parser knows them. */
function isText({ type, attached }: Head): boolean {
	return (type === 'text/plain' || type === 'text/html') && !attached;
}

function isCalendar({ type }: Head): boolean {
	return type === 'text/calendar' || type === 'application/ics';
}

/** What says something about the mail itself, and so is read: reports, mails and headers within it. */
function isSpoken({ type }: Head): boolean {
	return /^(?:message\/|text\/rfc822-headers?$)/.test(type);
}

/** Everything but structure, where it is none of the others. */
function isFile({ type }: Head): boolean {
	return !type.startsWith('multipart/');
}

/** Header lines whose letters beyond ASCII are UTF-8, whatever they were; one byte a character, as before. */
function asUtf8({ text, charset }: Head): string {
	if (!/[\u0080-\u00ff]/.test(text)) return text;
	return Buffer.from(decodeCharset(Buffer.from(text, 'latin1'), charset)).toString('latin1');
}

/** The headers alone, cut where they are too long, and the beginning of what follows them as plain text. */
export function headersOnly(raw: Uint8Array): { readonly headers: Uint8Array; readonly body: string } {
	const mail = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MOST_BYTES));
	const blank = [mail.indexOf('\r\n\r\n'), mail.indexOf('\n\n')].filter((at) => at >= 0);
	const end = Math.min(mail.length, ...blank);
	const most = mail.subarray(0, Math.min(end, MOST_HEADERS / 4)).toString('latin1');
	// Without its Content-Type the rest cannot go wrong any more; a line that was cut in two is left out.
	const whole = end <= MOST_HEADERS / 4 ? most : most.slice(0, most.lastIndexOf('\n') + 1);
	const lines = whole
		.split(/\r?\n(?![ \t])/)
		.filter((line) => !/^content-(?:type|transfer-encoding)\s*:/i.test(line));
	return {
		headers: Buffer.from(`${lines.join('\r\n').trimEnd()}\r\n\r\n`, 'latin1'),
		body: new TextDecoder().decode(mail.subarray(end, end + 100_000)).trim(),
	};
}
