import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '../base/hash.ts';
import { writePrivately } from './snapshot.ts';

/** An answer that is being written. It outlives an editor that crashes and a letter that cannot leave. */
export interface DraftFile {
	readonly path: string;
	/** Nothing when there is none. */
	read(): Promise<string | undefined>;
	/** Only its owner can read it. */
	write(text: string): Promise<void>;
	remove(): Promise<void>;
}

/** The draft of the answer to a reply. It is found by the address it goes to, so that it can be erased with a person. */
export function draftFile(root: string, reply: number, email: string): DraftFile {
	const path = join(folderBelow(root), `answer-${reply}-${digits(email)}.txt`);
	return {
		path,
		read: () =>
			readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return undefined;
				throw error;
			}),
		write: (text) => writePrivately(path, text),
		remove: () => rm(path, { force: true }),
	};
}

/** Destroys every draft to one of these addresses, and what editors left beside it. */
export async function eraseDrafts(root: string, emails: readonly string[]): Promise<void> {
	const folder = folderBelow(root);
	const theirs = emails.map(digits);
	for (const name of await readdir(folder).catch(() => []))
		if (theirs.some((one) => name.includes(one))) await rm(join(folder, name), { force: true });
}

const folderBelow = (root: string): string => join(root, '.kindred', 'drafts');
const digits = (email: string): string => sha256(`draft\n${email}`).slice(0, 16);
