import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KindredError } from '../base/error.ts';
import type { KeyRing } from '../base/token.ts';

/** 128 bits as base64url or hexadecimal is the least that signs links safely (RFC 2104 section 3 asks for the hash's strength). */
const LEAST = 22;

/**
 * The keys that sign links: `KINDRED_SECRET`, newest first and separated by commas, or else a key made at the first start and
 * kept in `.kindred/secret`, readable by its owner alone.
 */
export async function readKeys(
	root: string,
	env: Readonly<Record<string, string | undefined>>,
): Promise<KeyRing> {
	const given = (env['KINDRED_SECRET'] ?? '')
		.split(',')
		.map((key) => key.trim())
		.filter(Boolean);
	const weak = given.find((key) => key.length < LEAST);
	if (weak !== undefined) {
		throw new KindredError(
			`A key in KINDRED_SECRET has only ${weak.length} characters; links signed with it could be forged.`,
			'Write a longer one, for example the output of `openssl rand -base64 32`.',
		);
	}
	return given.length ? (given as [string, ...string[]]) : [await ownKey(join(root, '.kindred'))];
}

async function ownKey(folder: string): Promise<string> {
	const file = join(folder, 'secret');
	const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') throw error;
		return undefined;
	});
	if (kept !== undefined) return strongKey(kept, file);
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
	await writeFile(fresh, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 });
	// A link is made by one process only: whoever comes second reads the first one's key.
	await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	await rm(fresh, { force: true });
	return strongKey(await readFile(file, 'utf8'), file);
}

/** A file that was emptied or cut short must not sign: anybody could make such links. */
function strongKey(text: string, file: string): string {
	const key = text.trim();
	if (key.length >= LEAST) return key;
	throw new KindredError(
		`The key in ${file} has only ${key.length} characters; links signed with it could be forged.`,
		'Put the file back from a backup, or remove it: a new key is made, and links in letters sent before stop working.',
	);
}
