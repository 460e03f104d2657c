import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KindredError } from '../base/error.ts';
import { instant, type Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';

/** 128 bits as base64url or hexadecimal is the least that signs links safely (RFC 2104 section 3 asks for the hash's strength). */
export const LEAST_KEY = 22;

/** A key as its file keeps it. */
export interface KeptKey {
	readonly key: string;
	/** Of a key that signs no more: until when it opens what it signed. */
	readonly until?: Instant | undefined;
}

/** The file the keys are kept in where the environment names none. */
export function keyFile(root: string): string {
	return join(root, '.kindred', 'secret');
}

/** The keys that `KINDRED_SECRET` names, newest first; none when it is empty. */
export function givenKeys(env: Readonly<Record<string, string | undefined>>): string[] {
	return (env['KINDRED_SECRET'] ?? '')
		.split(',')
		.map((key) => key.trim())
		.filter(Boolean);
}

/**
 * The keys that sign links: `KINDRED_SECRET`, newest first and separated by commas, or else keys kept in `.kindred/secret`,
 * readable by its owner alone: the first is made at the first start, others by `kindred secret rotate`.
 */
export async function readKeys(
	root: string,
	env: Readonly<Record<string, string | undefined>>,
	now: Instant = instant(new Date()),
): Promise<KeyRing> {
	const given = givenKeys(env);
	const weak = given.find((key) => key.length < LEAST_KEY);
	if (weak !== undefined) {
		throw new KindredError(
			`A key in KINDRED_SECRET has only ${weak.length} characters; links signed with it could be forged.`,
			'Write a longer one, for example the output of `openssl rand -base64 32`.',
		);
	}
	return given.length ? (given as [string, ...string[]]) : ownKeys(keyFile(root), now);
}

/**
 * The same, asked again and again by a server: the file is read when it has changed, so that a key which another process began
 * to sign with opens here at once.
 */
export function keyReader(
	root: string,
	env: Readonly<Record<string, string | undefined>>,
	now: () => Instant,
): () => Promise<KeyRing> {
	let read: { readonly mark: string; readonly keys: KeyRing } | undefined;
	return async () => {
		// Asked for each request: the thread pool would take ten times as long as the question.
		const found = givenKeys(env).length ? undefined : statSync(keyFile(root), { throwIfNoEntry: false });
		const mark = found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
		if (read?.mark !== mark) read = { mark, keys: await readKeys(root, env, now()) };
		return read.keys;
	};
}

/** A key that nobody can guess: 256 bits. */
export function freshKey(): string {
	return randomBytes(32).toString('base64url');
}

async function ownKeys(file: string, now: Instant): Promise<KeyRing> {
	const kept = (await keptKeys(file)) ?? (await makeKey(file));
	const [first, ...others] = kept;
	const old = others.filter(({ until }) => until === undefined || until > now);
	return [first!.key, ...old.map(({ key }) => key)];
}

/** The keys of the file, newest first; nothing when there is none. */
export async function keptKeys(file: string): Promise<readonly KeptKey[] | undefined> {
	const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'ENOENT') throw error;
		return undefined;
	});
	return text === undefined ? undefined : parseKeys(text, file);
}

async function makeKey(file: string): Promise<readonly KeptKey[]> {
	await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
	const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
	await writeFile(fresh, `${freshKey()}\n`, { mode: 0o600 });
	// A link is made by one process only: whoever comes second reads the first one's key.
	await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
		if (error.code !== 'EEXIST') throw error;
	});
	await rm(fresh, { force: true });
	return parseKeys(await readFile(file, 'utf8'), file);
}

/** One key a line; behind an old one, when it is forgotten. A file that was emptied or cut short must not sign. */
function parseKeys(text: string, file: string): readonly KeptKey[] {
	const lines = text.split('\n').filter((line) => line.trim());
	const keys = lines.map((line) => {
		const [key = '', until] = line.trim().split(/\s+/);
		return { key, until };
	});
	const weak = keys.length ? keys.find(({ key }) => key.length < LEAST_KEY) : { key: '' };
	if (!weak) return keys;
	throw new KindredError(
		`The key in ${file} has only ${weak.key.length} characters; links signed with it could be forged.`,
		'Put the file back from a backup, or remove it: a new key is made, and links in letters sent before stop working.',
	);
}
