import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { decodeWords, type Address as ParsedAddress, type Email } from 'postal-mime';
import { normaliseEmail, type Address } from '../base/address.ts';
import { readBatch } from '../base/batch.ts';
import { sha256 } from '../base/hash.ts';
import type { Handover, Letter, Mailer } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import { composerMail, mimeBytes } from './mime.ts';
import { linksOf, type LetterLink } from './plain-text.ts';

/**
 * `20261122T093000000Z-` and sixteen digits of the key's hash: sorts by time, one per key, safe as a path
 * and in a URL.
 */
const ID = /^\d{8}T\d{9}Z-[0-9a-f]{16}$/;
/** The end of every file's name. */
const DIGITS = '0123456789abcdef.eml';
/** Enough for the headers of any letter of ours; a list reads no more of each file. */
const HEAD_BYTES = 16 * 1024;

/** What a list of letters shows of one. */
export interface OutboxEntry {
	readonly id: string;
	readonly at: Instant;
	readonly from: Address;
	readonly to: Address;
	readonly subject: string;
}

/** One letter, read back from its file. */
export interface OutboxLetter extends OutboxEntry {
	/** Where answers go: the Reply-To, or else the From. */
	readonly answerTo: string;
	/** With its angle brackets. */
	readonly messageId: string;
	/** In their order and spelling, values decoded. */
	readonly headers: readonly { readonly name: string; readonly value: string }[];
	readonly html: string;
	readonly text: string;
	readonly links: readonly LetterLink[];
	readonly attachments: readonly { readonly filename: string; readonly contentType: string }[];
	/** The file as it is. */
	readonly source: string;
}

/** The folder letters are kept in, below the site's root. */
export function outboxFolder(root: string): string {
	return join(root, '.kindred', 'outbox');
}

/** A carrier for a machine without one: each letter becomes an `.eml` file that only its owner can read. */
export function openOutbox(root: string, now: () => Instant, random: (bytes: number) => Uint8Array): Mailer {
	const folder = outboxFolder(root);

	/**
	 * `known`: the files there are. The key's digits are looked for in it, so the same key twice is one letter.
	 */
	async function keep(letter: Letter, key: string, known: readonly string[]): Promise<Handover> {
		const digits = sha256(key).slice(0, 16);
		const before = known.find((file) => file.endsWith(`-${digits}.eml`));
		if (before) return { ok: true, id: before.slice(0, -'.eml'.length) };
		const at = now();
		const id = `${at.replace(/[-:.]/g, '')}-${digits}`;
		const draft = join(folder, `.${id}-${Buffer.from(random(6)).toString('hex')}.tmp`);
		await writeFile(draft, await mimeBytes(composerMail(letter, key, at)), { mode: 0o600, flush: true });
		await rename(draft, join(folder, `${id}.eml`));
		return { ok: true, id };
	}

	/** Two processes at once may each have made a file for one key: both keep the older one. */
	async function withoutTwins(results: readonly Handover[]): Promise<Handover[]> {
		const files = (await readdir(folder)).filter((file) => file.endsWith('.eml')).sort();
		const byDigits = Map.groupBy(files, (file) => file.slice(-DIGITS.length));
		const kept: Handover[] = [];
		for (const result of results) {
			const [first, ...twins] = (result.ok && byDigits.get(`${result.id}.eml`.slice(-DIGITS.length))) || [];
			for (const twin of twins) await rm(join(folder, twin), { force: true });
			kept.push(first === undefined ? result : { ok: true, id: first.slice(0, -'.eml'.length) });
		}
		return kept;
	}

	return {
		name: 'outbox',
		async send(letter, key) {
			await makeFolder(folder);
			const [result] = await withoutTwins([await keep(letter, key, await readdir(folder))]);
			return result!;
		},
		async sendBatch({ bytes }, key) {
			const letters = readBatch(bytes);
			await makeFolder(folder);
			const known = await readdir(folder);
			const results: Handover[] = [];
			for (const [index, letter] of letters.entries())
				results.push(await keep(letter, `${key}/${index}`, known));
			return { ok: true, results: await withoutTwins(results) };
		},
	};
}

async function makeFolder(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
}

/** The letters in the outbox, newest first; `before` an id and at `most` so many, to turn pages. */
export async function listOutbox(
	root: string,
	{ before, most = Number.POSITIVE_INFINITY }: { before?: string | undefined; most?: number } = {},
): Promise<OutboxEntry[]> {
	const ids = (await outboxIds(root)).filter((id) => !before || id < before).slice(0, most);
	const entries = await Promise.all(ids.map((id) => readHead(root, id)));
	return entries.filter((entry) => entry !== undefined);
}

/** What a list shows of one letter; nothing when its file has just gone. */
async function readHead(root: string, id: string): Promise<OutboxEntry | undefined> {
	const file = await open(join(outboxFolder(root), `${id}.eml`)).catch(absent);
	if (!file) return undefined;
	try {
		const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
		return entryOf(id, await PostalMime.parse(buffer.subarray(0, bytesRead)));
	} finally {
		await file.close();
	}
}

function absent(error: NodeJS.ErrnoException): undefined {
	if (error.code !== 'ENOENT') throw error;
}

/** Removes every letter to one of these addresses, whoever it was for besides: a person was forgotten. */
export async function eraseOutbox(root: string, emails: readonly string[]): Promise<void> {
	const gone = new Set(emails);
	for (const id of await outboxIds(root)) {
		const entry = await readHead(root, id);
		if (entry && gone.has(normaliseEmail(entry.to.email) ?? ''))
			await rm(join(outboxFolder(root), `${id}.eml`), { force: true });
	}
}

async function outboxIds(root: string): Promise<string[]> {
	const files = (await readdir(outboxFolder(root)).catch(absent)) ?? [];
	const ids = files.filter((file) => file.endsWith('.eml')).map((file) => file.slice(0, -'.eml'.length));
	return ids
		.filter((id) => ID.test(id))
		.sort()
		.reverse();
}

/** One letter of the outbox; nothing when there is none with this id. */
export async function readOutbox(root: string, id: string): Promise<OutboxLetter | undefined> {
	if (!ID.test(id)) return undefined;
	const bytes = await readFile(join(outboxFolder(root), `${id}.eml`)).catch(absent);
	if (!bytes) return undefined;
	const mail = await PostalMime.parse(bytes);
	const entry = entryOf(id, mail);
	const html = mail.html ?? '';
	return {
		...entry,
		answerTo: mailbox(mail.replyTo?.[0]).email || entry.from.email,
		messageId: mail.messageId ?? '',
		headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) })),
		html,
		// The parser ends a text with a line break that is not the letter's.
		text: (mail.text ?? '').replace(/\r\n/g, '\n').replace(/\n$/, ''),
		links: linksOf(html),
		// A calendar message is in a mail twice, and only as a file does it have a name.
		attachments: mail.attachments.flatMap(({ filename, mimeType }) =>
			filename ? [{ filename, contentType: mimeType }] : [],
		),
		source: bytes.toString('utf8'),
	};
}

function entryOf(id: string, mail: Email): OutboxEntry {
	const [, year, month, day, hours, minutes, seconds, fraction] =
		/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})/.exec(id) ?? [];
	return {
		id,
		at: `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${fraction}Z`,
		from: mailbox(mail.from),
		to: mailbox(mail.to?.[0]),
		subject: mail.subject ?? '',
	};
}

function mailbox(address: ParsedAddress | undefined): Address {
	return { name: address?.name ?? '', email: address?.address ?? '' };
}
