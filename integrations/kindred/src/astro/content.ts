import { getCollection } from 'astro:content';
import { options, site } from 'virtual:kindred/config';
import { toDigest, type DigestEntry, type DigestFrontMatter } from '../digest/entry.ts';
import { toEvents, type KindredEvent } from '../event/index.ts';
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
}

let read: Promise<Content> | undefined;

/** Reads the collections: once per build, afresh in development. */
export function readContent(): Promise<Content> {
	if (import.meta.env.DEV) return readCollections();
	return (read ??= readCollections());
}

async function readCollections(): Promise<Content> {
	const { posts, digests, events } = options.collections;
	return {
		posts: (await entries<PostFrontMatter>(posts)).filter(({ data }) => !data.draft).map((entry) => toPost(entry, site)),
		events: toEvents((await entries<Parameters<typeof toEvents>[0][number]['data']>(events)).filter(({ data }) => !data.draft), site),
		digests: (await entries<DigestFrontMatter>(digests)).map((entry) => toDigest(entry, site)),
	};
}

/** The collections are the site's own, so their types are known there only; the schemas we hand out vouch for them. */
async function entries<Data>(collection: string): Promise<(Entry<Data> & { body: string })[]> {
	const found = (await getCollection(collection as never)) as readonly Entry<Data>[];
	return found.map((entry) => ({ ...entry, body: entry.body ?? '' }));
}
