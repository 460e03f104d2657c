import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LetterName } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { Template } from '../base/template.ts';
import type { DigestEntry } from '../digest/index.ts';
import type { KindredEvent } from '../event/index.ts';
import type { PostEntry } from '../post/index.ts';

/** What the command line and a running server know of the site. Private, because letters and drafts are; without people. */
export interface Snapshot {
	/** Raised when the shape changes, so that an old file is made again instead of misread. */
	readonly version: typeof snapshotVersion;
	/** What it was made from; see `fingerprint` in `files/fingerprint.ts`. Empty in a running development server. */
	readonly fingerprint: string;
	/** Folders that are put on the web, from the site's folder. */
	readonly publicFolders: readonly string[];
	readonly site: Site;
	readonly posts: readonly PostEntry[];
	readonly events: readonly KindredEvent[];
	readonly digests: readonly DigestEntry[];
	readonly letters: Readonly<Record<Exclude<LetterName, 'digest'>, Readonly<Record<string, Template>>>>;
}

/** Raised when the shape of a snapshot changes: an older file is made anew. */
export const snapshotVersion = 5;

/** Reads a snapshot; nothing when there is none, or one of another version, or a broken one. */
export async function readSnapshot(file: string | URL): Promise<Snapshot | undefined> {
	try {
		const found = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
		return found.version === snapshotVersion ? found : undefined;
	} catch {
		// Missing or broken means the same to every caller: it has to be made again.
		return undefined;
	}
}

/** Writes a file so that readers see the old one or the new one, never half of one. Only its owner can read it. */
export async function writePrivately(file: string, content: string): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const fresh = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
	await writeFile(fresh, content, { mode: 0o600 });
	await rename(fresh, file);
}
