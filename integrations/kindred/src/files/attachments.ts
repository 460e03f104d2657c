import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../base/hash.ts';
import type { AttachmentFiles } from '../inbox/index.ts';

/** A mail that is being filed has its files first and its row a moment later; no longer than this, in milliseconds. */
const BEING_FILED = 3_600_000;

/** Files that came with mails, in one folder that only its owner can open. */
export interface AttachmentFolder extends AttachmentFiles {
	/** Where the file with this hash is. */
	pathOf(hash: string): string;
	/** Destroys these. Those that are not there do no harm. */
	erase(hashes: readonly string[]): Promise<void>;
	/** Destroys every file that no mail has, as a crash between the two may leave it, and says how many there were. */
	sweep(used: () => Promise<ReadonlySet<string>>, now: Date): Promise<number>;
}

/** The folder `.kindred/attachments` below `root`. It is made when there is something to put into it. */
export function openAttachments(root: string): AttachmentFolder {
	const folder = join(root, '.kindred', 'attachments');
	/** Attack: a name that leads elsewhere. Files are named by their content alone. */
	const pathOf = (hash: string): string => {
		if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`"${hash}" is no SHA-256.`);
		return join(folder, hash);
	};
	return {
		pathOf,
		async keep(content) {
			const hash = sha256(content);
			const path = pathOf(hash);
			const known = await stat(path).catch(() => undefined);
			// Touched, so that no sweep takes what another mail is about to name.
			if (known?.size === content.byteLength) await utimes(path, new Date(), new Date());
			else await writeWhole(path, content);
			return hash;
		},
		async erase(hashes) {
			for (const hash of hashes) await rm(pathOf(hash), { force: true });
		},
		async sweep(used, now) {
			const found = await readdir(folder).catch(() => []);
			if (found.length === 0) return 0;
			const isUsed = await used();
			let count = 0;
			for (const name of found) {
				const path = join(folder, name);
				const { mtimeMs } = (await stat(path).catch(() => undefined)) ?? {};
				if (isUsed.has(name) || mtimeMs === undefined || now.getTime() - mtimeMs < BEING_FILED) continue;
				await rm(path, { force: true });
				count++;
			}
			return count;
		},
	};
}

/** On the disk, whole, before it has its name: the row that names it comes next, and survives a power cut. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
	await mkdir(dirname(path), { recursive: true, mode: 0o700 });
	const fresh = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
	const file = await open(fresh, 'wx', 0o600);
	try {
		await file.writeFile(content);
		await file.sync();
		await file.close();
		await rename(fresh, path);
	} catch (error) {
		await file.close().catch(() => {});
		await rm(fresh, { force: true });
		throw error;
	}
}
