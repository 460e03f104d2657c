import { closeSync, lstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { type BlogFolder, MAX_SOURCE, type SourceFile } from '../post/index.ts';
import { isPicture, PICTURE_HEAD } from './picture-kind.ts';

/** Everything below a folder that could be a post, and what could not be read. */
export interface BlogFiles {
	readonly files: readonly SourceFile[];
	readonly skipped: readonly { file: string; reason: string }[];
	/** How many other files there are: pictures, data, templates. */
	readonly others: number;
	readonly folder: BlogFolder;
}

const content = /\.(md|mdx|markdown|html)$/i;

/**
 * Reads a blog's folder. Symbolic links are not followed; large, binary and undecodable files are told, not
 * read.
 */
export async function readBlogFolder(root: string): Promise<BlogFiles> {
	const files: SourceFile[] = [];
	const skipped: { file: string; reason: string }[] = [];
	let others = 0;
	const folders = [''];
	for (let below = folders.shift(); below !== undefined; below = folders.shift()) {
		const entries = await readdir(join(root, below), { withFileTypes: true });
		for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
			const path = below ? `${below}/${entry.name}` : entry.name;
			if (entry.isSymbolicLink())
				skipped.push({ file: path, reason: 'it is a symbolic link, which is not followed' });
			else if (entry.isDirectory() && (entry.name === 'node_modules' || entry.name.startsWith('.'))) {
				skipped.push({ file: `${path}/`, reason: 'a folder of tools or packages, not read' });
			} else if (entry.isDirectory()) folders.push(path);
			else if (!entry.isFile() || !content.test(entry.name)) others++;
			else {
				const read = await readText(join(root, path));
				if ('source' in read) files.push({ path, source: read.source });
				else skipped.push({ file: path, reason: read.reason });
			}
		}
	}
	return { files, skipped, others, folder: pictureFolder(root) };
}

async function readText(path: string): Promise<{ source: string } | { reason: string }> {
	try {
		const { size } = await lstat(path);
		if (size > MAX_SOURCE)
			return { reason: `it has ${Math.ceil(size / 1_000_000)} MB; a post has at most 1` };
		const bytes = await readFile(path);
		if (bytes.includes(0)) return { reason: 'it is a binary file' };
		return { source: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
	} catch (error) {
		if (error instanceof TypeError)
			return { reason: 'it is not valid UTF-8; save it as UTF-8 and import again' };
		return {
			reason: `it cannot be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'})`,
		};
	}
}

/** Answers whether a picture lies in the folder itself: not behind a link that leads out of it. */
function pictureFolder(root: string): BlogFolder {
	const known = new Map<string, boolean>();
	const home = realpathSync(root) + sep;
	const look = (path: string): boolean => {
		try {
			const file = join(root, path);
			if (!lstatSync(file).isFile() || !realpathSync(file).startsWith(home)) return false;
			const head = Buffer.alloc(PICTURE_HEAD);
			const handle = openSync(file, 'r');
			try {
				return isPicture(path, head.subarray(0, readSync(handle, head)));
			} finally {
				closeSync(handle);
			}
		} catch {
			// A path that is not there, or is no file name at all, is no picture.
			return false;
		}
	};
	return {
		hasPicture(path) {
			const answer = known.get(path) ?? look(path);
			known.set(path, answer);
			return answer;
		},
	};
}
