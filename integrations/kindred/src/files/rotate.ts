import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { KindredError } from '../base/error.ts';
import type { Instant } from '../base/time.ts';
import { freshKey, keptKeys, keyFile, readKeys, type KeptKey } from './secret.ts';

/** What a rotation left behind. */
export interface Rotated {
	/** How many keys open links now, the new one included. */
	readonly keys: number;
	/** How many had no link left to open, or had leaked, and are gone. */
	readonly dropped: number;
}

/**
 * Puts a new key in front of the others: it signs from now on, and the last one opens what it signed until `until`. Keys whose
 * time is over go. The file is there whole at any instant, old or new, and only its owner can read it.
 *
 * @param leaked nothing that the old keys signed may count any more
 * @throws KindredError while another process does the same
 */
export async function rotateKeys(
	root: string,
	{ now, until, leaked = false }: { now: Instant; until: Instant; leaked?: boolean },
): Promise<Rotated> {
	const file = keyFile(root);
	// Makes the first key where there is none, so that two who begin at once begin with the same.
	await readKeys(root, {}, now);
	const release = await takeLock(`${file}.lock`);
	try {
		const before = (await keptKeys(file)) ?? [];
		const kept = leaked ? [] : before.flatMap((key) => retire(key, now, until));
		await replace(file, [{ key: freshKey() }, ...kept]);
		return { keys: kept.length + 1, dropped: before.length - kept.length };
	} finally {
		await release();
	}
}

function retire({ key, until: over }: KeptKey, now: Instant, until: Instant): KeptKey[] {
	if (over === undefined) return [{ key, until }];
	return over > now ? [{ key, until: over }] : [];
}

async function replace(file: string, keys: readonly KeptKey[]): Promise<void> {
	const unfinished = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
	const handle = await open(unfinished, 'wx', 0o600);
	try {
		await handle.writeFile(keys.map(({ key, until }) => `${until ? `${key} ${until}` : key}\n`).join(''));
		await handle.sync();
	} finally {
		await handle.close();
	}
	await rename(unfinished, file);
	// The name is on the disk only when its folder is; some systems cannot sync a folder, and need not.
	const folder = await open(dirname(file)).catch(() => undefined);
	await folder?.sync().catch(() => {});
	await folder?.close();
}

/** Two rotations at once would lose the key of one, and with it every link it had signed meanwhile. */
async function takeLock(lock: string): Promise<() => Promise<void>> {
	for (const attempt of [1, 2]) {
		try {
			await writeFile(lock, String(process.pid), { flag: 'wx', mode: 0o600 });
			return () => rm(lock, { force: true });
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
			const holder = await readFile(lock, 'utf8').catch(() => '');
			// Who crashed holds nothing: the keys were never half written. Empty means that somebody is just taking it.
			if (attempt === 1 && holder && !lives(Number(holder))) await rm(lock, { force: true });
		}
	}
	throw new KindredError(
		'Another process is changing the key at this moment.',
		`Try again in a second. If nobody is, remove ${lock}.`,
	);
}

function lives(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}
