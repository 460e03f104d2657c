import type { Site } from '../base/site.ts';
import type { PlainDate } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';

/** An article in all its languages. */
export interface Article {
	readonly group: string;
	/** Its title in the site's language, else in the first it has. */
	readonly title: string;
	/** What it is about in any of its languages, as numbers of topics, ascending. */
	readonly topics: readonly number[];
	/** How many topics one of its translations has, at most; at least 1. */
	readonly breadth: number;
	/** 1 by the square root of the number of topics: what one of them counts for. */
	readonly share: number;
	/** Its translations that are no drafts. Of two in one language, the first by id. */
	readonly published: readonly PostEntry[];
	/** Their languages, parted by blanks. */
	readonly publishedIn: string;
	/** Those that a personal pick may be: not of the future, and not left out by their front matter. */
	readonly pickable: readonly PostEntry[];
	readonly pickableIn: string;
}

/** Finds the articles among posts, by group, and numbers their topics. */
export function articlesOf(
	posts: readonly PostEntry[],
	site: Pick<Site, 'lang'>,
	today: PlainDate,
): { articles: ReadonlyMap<string, Article>; topics: ReadonlyMap<string, number> } {
	const tags = [...new Set(posts.flatMap((post) => post.tags))].sort();
	const topics = new Map(tags.map((tag, number) => [tag, number]));
	const sorted = [...posts].sort((a, b) => (a.id < b.id ? -1 : 1));
	const articles = new Map<string, Article>();
	for (const [group, translations] of Map.groupBy(sorted, (post) => post.group)) {
		const published = onePerLanguage(translations.filter(({ draft }) => !draft));
		const pickable = published.filter(({ digest, date }) => digest && date <= today);
		const about = published.length ? published : translations;
		const topicsHere = [...new Set(about.flatMap((post) => post.tags.map((tag) => topics.get(tag)!)))];
		articles.set(group, {
			group,
			title: (about.find(({ lang }) => lang === site.lang) ?? about[0]!).title,
			topics: topicsHere.sort((a, b) => a - b),
			breadth: Math.max(1, ...about.map((post) => new Set(post.tags).size)),
			share: 1 / Math.sqrt(topicsHere.length || 1),
			published,
			publishedIn: languagesOf(published),
			pickable,
			pickableIn: languagesOf(pickable),
		});
	}
	return { articles, topics };
}

function onePerLanguage(translations: readonly PostEntry[]): PostEntry[] {
	const byLanguage = new Map<string, PostEntry>();
	for (const post of translations) if (!byLanguage.has(post.lang)) byLanguage.set(post.lang, post);
	return [...byLanguage.values()];
}

function languagesOf(posts: readonly PostEntry[]): string {
	return posts
		.map(({ lang }) => lang)
		.sort()
		.join(' ');
}
