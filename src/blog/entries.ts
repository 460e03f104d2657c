import { getCollection, type CollectionEntry } from 'astro:content';
import { site } from '../site.ts';
import { byLanguage, localPath } from './language.ts';
import { excerpt, plainText, readingMinutes } from './text.ts';

interface Place {
	readonly id: string;
	readonly group: string;
	readonly lang: string;
	readonly url: string;
}
/** A post as the blog's pages use it. */
export interface BlogPost extends Place {
	readonly entry: CollectionEntry<'posts'>;
	readonly title: string;
	readonly date: string;
	readonly description: string;
	readonly tags: readonly string[];
	readonly minutes: number;
	/** The running text without markup. */
	readonly body: string;
}
/** An event as the blog's pages use it. */
export interface BlogEvent extends Place {
	readonly entry: CollectionEntry<'events'>;
	readonly title: string;
	/** The wall clock of the place, or a day. */
	readonly start: string;
	readonly description: string;
}
/** A digest as the blog's pages use it. */
export interface BlogDigest extends Place {
	readonly entry: CollectionEntry<'digests'>;
	readonly title: string;
	readonly date: string;
	readonly description: string;
}

/** Drafts show while one writes, never in what is built. */
const visible = ({ data }: { data: { draft: boolean } }) => import.meta.env.DEV || !data.draft;
const newestFirst = (a: { date: string; id: string }, b: { date: string; id: string }) =>
	b.date.localeCompare(a.date) || a.id.localeCompare(b.id);

/** The published posts of all languages, newest first. Read once per build. */
export const allPosts = once(async (): Promise<BlogPost[]> =>
	(await getCollection('posts', visible))
		.map((entry) => {
			const body = plainText(entry.body ?? '');
			const { title, date, tags, description } = entry.data;
			return {
				...placeOf(entry, 'posts'),
				entry,
				title,
				date,
				tags,
				description: description ?? excerpt(body),
				minutes: readingMinutes(body),
				body,
			};
		})
		.sort(newestFirst),
);

/** The events of all languages, the latest first. */
export const allEvents = once(async (): Promise<BlogEvent[]> =>
	(await getCollection('events', visible))
		.map((entry) => ({
			...placeOf(entry, 'events'),
			entry,
			title: entry.data.title,
			start: entry.data.start,
			description: entry.data.description ?? excerpt(plainText(entry.body ?? '')),
		}))
		.sort((a, b) => b.start.localeCompare(a.start) || a.id.localeCompare(b.id)),
);

/** The digests of all languages, newest first. */
export const allDigests = once(async (): Promise<BlogDigest[]> =>
	(await getCollection('digests', visible))
		.map((entry) => ({
			...placeOf(entry, 'digests'),
			entry,
			title: entry.data.title,
			date: entry.data.date,
			description: entry.data.preheader ?? excerpt(plainText(entry.body ?? '')),
		}))
		.sort(newestFirst),
);

/** A page that is no post, in its languages. */
export async function pagesCalled(group: string) {
	const pages = await getCollection('pages');
	return pages
		.map((entry) => ({ entry, ...placeOf(entry, '') }))
		.filter((page) => page.group === group)
		.map((page) => ({ ...page, url: localPath(page.lang, `${group}/`) }));
}

/** The languages that have a home: the default one and every language a post is written in. */
export async function homeLanguages(): Promise<string[]> {
	const written = (await allPosts()).map((post) => post.lang);
	return [...new Set([site.defaultLang, ...written])].sort(byLanguage);
}

/** What `getStaticPaths` of a page below `[...lang]` returns when every language has that page. */
export async function languagePaths() {
	return (await homeLanguages()).map((lang) => ({ params: { lang: segmentOf(lang) }, props: { lang } }));
}

/** The `lang` parameter of a route; the default language has none. */
export function segmentOf(lang: string): string | undefined {
	return lang === site.defaultLang ? undefined : lang.toLowerCase();
}

/** A file says its language in front matter, else in its name's suffix, else it is in the site's. */
function placeOf(entry: { id: string; data: { lang?: string; group?: string } }, folder: string): Place {
	const suffix = /^(.+)\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)$/.exec(entry.id);
	const lang = entry.data.lang ?? (suffix ? Intl.getCanonicalLocales(suffix[2])[0]! : site.defaultLang);
	const group = entry.data.group ?? suffix?.[1] ?? entry.id;
	return { id: entry.id, group, lang, url: localPath(lang, `${folder}/${group}/`) };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
	let kept: Promise<T> | undefined;
	return () => (import.meta.env.DEV ? read() : (kept ??= read()));
}
