import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCollection } from 'astro:content';
import { options, root, site } from 'virtual:kindred/config';
import { refuseUnknownPosts, toDigest, type DigestEntry, type DigestFrontMatter } from '../digest/index.ts';
import { toEvents, type EventFrontMatter, type KindredEvent } from '../event/index.ts';
import { toPost, type PostEntry, type PostFrontMatter } from '../post/index.ts';

/** Everything the site says in its files, as values of the rooms. Drafts of posts and events stay out. */
export interface Content {
	readonly posts: readonly PostEntry[];
	readonly events: readonly KindredEvent[];
	readonly digests: readonly DigestEntry[];
}

interface Entry<Data> {
	readonly id: string;
	readonly data: Data;
	readonly body?: string;
	readonly filePath?: string;
}

let read: Promise<Content> | undefined;

/** Reads the collections: once per build, afresh in development. */
export function readContent(): Promise<Content> {
	if (import.meta.env.DEV) return readCollections();
	return (read ??= readCollections());
}

async function readCollections(): Promise<Content> {
	const names = options.collections;
	const posts = (await entries<PostFrontMatter>(names.posts))
		.filter(({ data }) => !data.draft)
		.map((entry) => toPost(entry, site));
	const events = (await entries<EventFrontMatter>(names.events)).filter(({ data }) => !data.draft);
	const digests = await entries<DigestFrontMatter>(names.digests);

	const known = new Set(posts.flatMap(({ id, group }) => [id, group]));
	for (const { id, body, filePath = id } of digests) {
		// The whole file, so that lines are counted as the author's editor does.
		const source = await readFile(join(root, filePath), 'utf8').catch(() => body);
		refuseUnknownPosts({ file: filePath, source }, known);
	}
	return { posts, events: toEvents(events, site), digests: digests.map((entry) => toDigest(entry, site)) };
}

/** The collections are the site's own, so their types are known there only; the schemas we hand out vouch for them. */
async function entries<Data>(collection: string): Promise<(Entry<Data> & { body: string })[]> {
	const found = (await getCollection(collection as never)) as readonly Entry<Data>[];
	return found.map((entry) => ({ ...entry, body: entry.body ?? '' }));
}
