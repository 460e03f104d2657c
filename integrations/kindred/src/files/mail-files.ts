import { open, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One mail of a file, or why the file could not be read. */
export type MailFile =
	{ readonly file: string; readonly raw: Uint8Array } | { readonly file: string; readonly problem: string };

/** An mbox is read whole; larger ones are split by other tools first. */
const MOST_BYTES = 1_000_000_000;
const FROM = Buffer.from('From ');

/**
 * The mails in a file (one mail, or an mbox of many) or in a folder and those below it: `.eml` and `.mbox` files, and whatever
 * lies in the `cur` and `new` of a Maildir. In the order of their names.
 */
export async function* mailFiles(path: string): AsyncGenerator<MailFile> {
	const found = await stat(path).catch(reason);
	if (typeof found === 'string') yield { file: path, problem: found };
	else if (found.isDirectory()) yield* folderMails(path);
	else yield* fileMails(path, found.size);
}

async function* folderMails(folder: string): AsyncGenerator<MailFile> {
	const inMaildir = /[\\/](?:cur|new)$/.test(folder);
	const entries = await readdir(folder, { withFileTypes: true }).catch(reason);
	if (typeof entries === 'string') return yield { file: folder, problem: entries };
	for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
		const path = join(folder, entry.name);
		// A link may lead in a circle, and out of the folder.
		if (entry.isDirectory()) yield* folderMails(path);
		else if (
			entry.isFile() &&
			(/\.(?:eml|mbox)$/i.test(entry.name) || (inMaildir && !entry.name.startsWith('.')))
		)
			yield* mailFiles(path);
	}
}

async function* fileMails(file: string, size: number): AsyncGenerator<MailFile> {
	if (size > MOST_BYTES) return yield { file, problem: 'It is larger than 1 GB.' };
	if (!(await beginsWithFrom(file).catch(() => false))) {
		const raw = await readFile(file).catch(reason);
		return yield typeof raw === 'string'
			? { file, problem: raw }
			: size === 0
				? { file, problem: 'It is empty.' }
				: { file, raw };
	}
	const all = await readFile(file).catch(reason);
	if (typeof all === 'string') return yield { file, problem: all };
	let number = 0;
	for (const raw of splitMbox(all)) yield { file: `${file}#${++number}`, raw };
}

async function beginsWithFrom(file: string): Promise<boolean> {
	const handle = await open(file);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(FROM.length), 0, FROM.length, 0);
		return bytesRead === FROM.length && buffer.equals(FROM);
	} finally {
		await handle.close();
	}
}

/** The mails of an mbox (RFC 4155): each begins after a line `From …`, and `>From ` stands for `From ` in them. */
export function* splitMbox(mbox: Buffer): Generator<Uint8Array> {
	for (let at = 0; at >= 0 && at < mbox.length;) {
		const begin = mbox.indexOf(10, at) + 1;
		const next = mbox.indexOf('\nFrom ', begin - 1);
		const raw = mbox.subarray(begin, next < 0 ? mbox.length : next + 1);
		if (begin > 0 && raw.length > 0)
			yield Buffer.from(raw.toString('latin1').replace(/^>(>*From )/gm, '$1'), 'latin1');
		at = next < 0 || begin === 0 ? -1 : next + 1;
	}
}

const words: Record<string, string> = {
	ENOENT: 'It is not there.',
	EACCES: 'It may not be read.',
	EPERM: 'It may not be read.',
};

function reason(error: NodeJS.ErrnoException): string {
	return words[error.code ?? ''] ?? error.message;
}
