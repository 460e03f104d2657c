import type { Dialect } from './dialect.ts';
import { entryText, postOf } from './entry-file.ts';
import { group, type Placed } from './grouping.ts';
import { type PictureCopy, placeFamily } from './picture-plan.ts';
import type { Post } from './post.ts';
import {
	addressesOf,
	type ImportSettings,
	readSource,
	type Reading,
	type Remark,
	settleLinks,
	type SourceFile,
	stemOf,
} from './reading.ts';
import { slugify } from './slug.ts';

export { placeOf } from '../base/path.ts';
export { opening } from './opening.ts';
export { postPath, toPost, type PostEntry, type PostFrontMatter } from './collection.ts';
export { type Dialect, dialects } from './dialect.ts';
export type { PictureCopy } from './picture-plan.ts';
export type { Cover, Post, Provenance } from './post.ts';
export { type ImportSettings, MAX_SOURCE, type Remark, type SourceFile } from './reading.ts';

/** The folder of the old blog, as far as an import asks it anything. */
export interface BlogFolder {
	/** Whether there is a picture at a path below the folder, of a kind that browsers and Astro know. */
	hasPicture(path: string): boolean;
}

/** A post on its way in. */
export interface Incoming {
	/** The file it comes from. */
	readonly file: string;
	readonly post: Post;
	/** The file to write, below the collection. */
	readonly path: string;
	readonly text: string;
	readonly remarks: readonly Remark[];
	readonly pictures: readonly PictureCopy[];
}

/** What an import would do. Every file is in one of the two lists. */
export interface ImportPlan {
	readonly incoming: readonly Incoming[];
	readonly skipped: readonly { file: string; reason: string }[];
}

/**
 * Reads one file of a blog as a post. Never throws: what cannot be read is `skipped`, with a reason that
 * names the line. Pictures keep the addresses they have.
 */
export function readPost(
	file: SourceFile,
	from: Dialect,
	settings: ImportSettings = {},
): { post: Post } | { skipped: string } {
	const reading = readSafely(file, from, settings);
	if ('skipped' in reading) return reading;
	const name = slugify(reading.fields.slug ?? reading.name.slug);
	return { post: postOf(reading, name, reading.body.text.trim(), settings, reading.fields.cover) };
}

/**
 * Plans the import of a whole blog: reads every file, finds the translations, names the entries, places the
 * pictures.
 */
export function planImport(
	files: readonly SourceFile[],
	from: Dialect,
	folder: BlogFolder,
	settings: ImportSettings = {},
): ImportPlan {
	const names = new Set(files.map(({ path }) => stemOf(path)));
	const skipped: { file: string; reason: string }[] = [];
	const readings: Reading[] = [];
	for (const file of files) {
		const reading = readSafely(file, from, settings, names);
		if ('skipped' in reading) skipped.push({ file: file.path, reason: reading.skipped });
		else readings.push(reading);
	}
	const grouping = group(readings);
	const addresses = addressesOf(
		grouping.placed.map(({ reading, group: name }) => ({
			file: reading.path,
			url: postOf(reading, name, '', settings).url,
		})),
	);
	const families = Map.groupBy(grouping.placed, ({ group: name }) => name);
	const incoming = [...families].flatMap(([name, members]) =>
		incomingFamily(name, members, (text) => settleLinks(text, addresses), from, folder, settings),
	);
	const byFile = <T extends { file: string }>(list: T[]) => list.sort((a, b) => (a.file < b.file ? -1 : 1));
	return { incoming: byFile(incoming), skipped: byFile([...skipped, ...grouping.skipped]) };
}

/**
 * One article in all its languages. With a picture of its own it gets a folder, which its languages share.
 */
function incomingFamily(
	name: string,
	members: readonly Placed[],
	linked: (text: string) => string,
	from: Dialect,
	folder: BlogFolder,
	settings: ImportSettings,
): Incoming[] {
	const placed = placeFamily(
		name,
		members.map(({ reading }) => reading),
		from,
		(path) => folder.hasPicture(path),
	);
	const hasFolder = placed.some(({ pictures }) => pictures.some(({ into }) => into === 'collection'));
	return placed.map(({ reading, body, cover, pictures, remarks }) => {
		const post = postOf(reading, name, linked(body), settings, cover);
		const language = post.id.slice(name.length);
		const path = hasFolder ? `${name}/index${language}.md` : `${name}${language}.md`;
		return { file: reading.path, post, path, text: entryText(post, reading.fields.extra), pictures, remarks };
	});
}

/** The promise never to throw is kept here: parsers give up on texts nested thousands deep. */
function readSafely(...from: Parameters<typeof readSource>): Reading | { skipped: string } {
	try {
		return readSource(...from);
	} catch (error) {
		const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
		return { skipped: `it cannot be read as Markdown: ${reason}` };
	}
}
