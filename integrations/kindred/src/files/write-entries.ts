import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Incoming } from '../post/index.ts';

/** Where an import reads its pictures and writes its posts. Absolute paths. */
export interface Places {
	/** The folder of the old blog. */
	readonly blog: string;
	/** The collection's folder, `content/posts`. */
	readonly collection: string;
	/** The folder the site serves as it is, `public`. */
	readonly public: string;
}

/** What became of one post. */
export type Written = 'new' | 'unchanged' | 'replaced' | { readonly refused: string };

/** A file to write, its content known. */
interface Write {
	readonly path: string;
	readonly home: string;
	readonly content: Uint8Array;
	readonly state: 'new' | 'unchanged' | 'different';
}

/**
 * Writes posts and their pictures. A file that is there already with the same bytes stays; one with other
 * bytes stays too and its post is refused, unless `force`. Every file appears whole, by a rename, pictures
 * before the post that shows them. With `dryRun` nothing is written and the answers are the same.
 */
export async function writeEntries(
	incoming: readonly Incoming[],
	places: Places,
	options: { force?: boolean; dryRun?: boolean; progress?: (done: number) => void },
): Promise<Map<Incoming, Written>> {
	const results = new Map<Incoming, Written>();
	const present = await entriesByName(places.collection);
	for (const entry of incoming) {
		const rival = present.get(nameOf(entry.path)) ?? entry.path;
		if (rival !== entry.path)
			results.set(entry, { refused: `\`${rival}\` in the collection is already this post` });
		else results.set(entry, await writeEntry(entry, places, options));
		options.progress?.(results.size);
	}
	return results;
}

async function writeEntry(
	entry: Incoming,
	places: Places,
	{ force = false, dryRun = false },
): Promise<Written> {
	const writes: Write[] = [];
	for (const picture of entry.pictures) {
		const home = places[picture.into];
		writes.push(await prepare(home, picture.to, await readFile(join(places.blog, picture.from))));
	}
	writes.push(await prepare(places.collection, entry.path, Buffer.from(entry.text)));
	const different = writes.find(({ state }) => state === 'different');
	if (different && !force) {
		const shown = relative(different.home, different.path);
		return { refused: `\`${shown}\` exists and is different; \`--force\` replaces it` };
	}
	if (!dryRun) for (const write of writes) if (write.state !== 'unchanged') await put(write);
	if (different) return 'replaced';
	return writes.at(-1)!.state === 'new' ? 'new' : 'unchanged';
}

async function prepare(home: string, to: string, content: Uint8Array): Promise<Write> {
	const path = join(home, to);
	try {
		const there = await readFile(path);
		return { path, home, content, state: there.equals(content) ? 'unchanged' : 'different' };
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
			return { path, home, content, state: 'new' };
		throw error;
	}
}

/** Puts a file where it belongs, whole or not at all, and never through a link that leads out of its home. */
async function put({ path, home, content }: Write): Promise<void> {
	await mkdir(dirname(path), { recursive: true });
	const [folder, root] = [await realpath(dirname(path)), await realpath(home)];
	if (folder !== root && !folder.startsWith(root + sep))
		throw new Error(`${dirname(path)} leads out of ${home}`);
	const fresh = join(folder, `.kindred-${process.pid}-${randomBytes(4).toString('hex')}.tmp`);
	try {
		await writeFile(fresh, content, { flag: 'wx' });
		await rename(fresh, path);
	} catch (error) {
		await rm(fresh, { force: true });
		throw error;
	}
}

/**
 * The entries of a collection by the name that must be unique: without extension and `/index`, in lower
 * case.
 */
async function entriesByName(collection: string): Promise<Map<string, string>> {
	const names = new Map<string, string>();
	try {
		for (const file of await readdir(collection, { recursive: true })) {
			const path = file.split(sep).join('/');
			if (/\.mdx?$/i.test(path)) names.set(nameOf(path), path);
		}
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
	}
	return names;
}

const nameOf = (path: string) =>
	path
		.toLowerCase()
		.replace(/\.mdx?$/, '')
		.replace(/\/index(?=\.[^/]*$|$)/, '');
