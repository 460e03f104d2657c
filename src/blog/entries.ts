import { getCollection, type CollectionEntry } from 'astro:content';
import { placeOf, toPost, type PostEntry } from 'astro-kindred/post';
import { site } from '../site.ts';
import { byLanguage, languageSegment, localPath } from './language.ts';

interface Place {
	readonly id: string;
	readonly group: string;
	readonly lang: string;
	readonly url: string;
}
/** A post as the blog's pages use it. Its description is never empty. */
export interface BlogPost extends PostEntry {
	readonly entry: CollectionEntry<'posts'>;
	/** The words it is compared by: no code, no addresses. */
	readonly body: string;
}
/** An event as the blog's pages use it. */
export interface BlogEvent extends Place {
	readonly entry: CollectionEntry<'events'>;
	readonly title: string;
	/** The wall clock of the place, or a day. */
	readonly start: string;
	readonly description: string;
	/** What is true of it in every language, as its first file says it. */
	readonly facts: Pick<CollectionEntry<'events'>['data'], 'status' | 'online' | 'rsvp' | 'series'>;
	readonly place: CollectionEntry<'events'>['data']['place'];
}
/** A digest as the blog's pages use it. */
export interface BlogDigest extends Place {
	readonly entry: CollectionEntry<'digests'>;
	readonly title: string;
	readonly date: string;
	readonly description: string;
}
/** A page that is no post. */
export interface BlogPage extends Place {
	readonly entry: CollectionEntry<'pages'>;
}

/** Drafts show while one writes, never in what is built. */
const visible = ({ data }: { data: { draft: boolean } }) => import.meta.env.DEV || !data.draft;
const newestFirst = (a: { date: string; id: string }, b: { date: string; id: string }) =>
	b.date.localeCompare(a.date) || a.id.localeCompare(b.id);

/** The published posts of all languages, newest first. Read once per build. */
export const allPosts = once(async (): Promise<BlogPost[]> =>
	(await getCollection('posts', visible))
		.map((entry: CollectionEntry<'posts'>) => {
			const text = entry.body ?? '';
			const post = toPost(
				{ id: entry.id, data: entry.data, body: text },
				{ lang: site.defaultLang, paths: site.paths },
			);
			const body = text.replace(/^(```|~~~)[\s\S]*?^\1\s*$/gm, '').replace(/\bhttps?:\S+|\]\([^)]*\)/g, '');
			return { ...post, description: post.description || post.excerpt, entry, body };
		})
		.sort(newestFirst),
);

/** The events of all languages, the latest first. */
export const allEvents = once(async (): Promise<BlogEvent[]> => {
	const entries: CollectionEntry<'events'>[] = await getCollection('events', visible);
	const places = entries.map((entry) => ({ entry, ...placed(entry, 'events/') }));
	const byGroup = Map.groupBy(places, ({ group }) => group);
	return places
		.map(({ entry, ...place }) => {
			const { title, start, description = '' } = entry.data;
			const all = byGroup.get(place.group)!;
			const facts = (all.find(({ lang }) => lang === site.defaultLang) ?? all[0]!).entry.data;
			return { ...place, entry, title, start, description, facts, place: entry.data.place ?? facts.place };
		})
		.sort((a: BlogEvent, b: BlogEvent) => b.start.localeCompare(a.start) || a.id.localeCompare(b.id));
});

/** The digests of all languages, newest first. */
export const allDigests = once(async (): Promise<BlogDigest[]> =>
	(await getCollection('digests', visible))
		.map((entry: CollectionEntry<'digests'>) => {
			const { title, date, preheader = '' } = entry.data;
			return { ...placed(entry, 'digests/'), entry, title, date, description: preheader };
		})
		.sort(newestFirst),
);

/** A page that is no post, in its languages. */
export async function pagesCalled(group: string): Promise<BlogPage[]> {
	const pages: CollectionEntry<'pages'>[] = await getCollection('pages');
	return pages.map((entry) => ({ entry, ...placed(entry, '') })).filter((page) => page.group === group);
}

/** The languages that have a home: the default one and every language a post is written in. */
export async function homeLanguages(): Promise<string[]> {
	const written = (await allPosts()).map((post) => post.lang);
	return [...new Set([site.defaultLang, ...written])].sort(byLanguage);
}

/** What `getStaticPaths` of a page below `[...lang]` returns when every language has that page. */
export async function languagePaths() {
	return (await homeLanguages()).map((lang) => ({
		params: { lang: languageSegment(lang) },
		props: { lang },
	}));
}

/** Where an entry stands: its group, its language and its path below the language's home. */
function placed(entry: { id: string; data: { lang?: string; group?: string } }, folder: string): Place {
	const { lang, group } = placeOf(entry.id, entry.data, site.defaultLang);
	return { id: entry.id, group, lang, url: localPath(lang, `${folder}${group}/`) };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return () => (import.meta.env.DEV ? read() : (kept ??= read()));
}
