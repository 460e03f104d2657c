import { bestLanguage } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { PlainDate } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';
import { articlesOf, type Article } from './article.ts';

/** A hole of a digest for posts: one placed by hand, or personal picks. In the order of the letter. */
export type ItemSlot =
	| {
			readonly slot: string;
			readonly kind: 'post';
			/** The translation group. */
			readonly group: string;
			/** Is it for those too who had it before? */
			readonly again?: boolean | undefined;
	  }
	| {
			readonly slot: string;
			readonly kind: 'for-you';
			/** How many at most. */
			readonly max: number;
			/** How old at most, in days. */
			readonly within?: number | undefined;
	  };

/** An article in one language, as far as personal picks may take it. */
export interface Candidate {
	readonly article: Article;
	readonly post: PostEntry;
	/** Its date, in days. */
	readonly day: number;
	/** 1 for the newest of the shelf; what is half a year older is worth half. */
	readonly freshness: number;
	/** What one topic that the article shares with a reader is worth: freshness by the square root of all it has. */
	readonly unit: number;
}

/** What people of one list of languages can be sent, each article once. Grows from the newest as far as anybody looked. */
export interface Row {
	readonly candidates: Candidate[];
	/** Columns of `candidates` that every reader needs. */
	readonly freshness: number[];
	readonly unit: number[];
	readonly breadth: number[];
	/** The places in `candidates` by number of a topic. */
	readonly byTopic: number[][];
	/** How far into the candidates of the shelf it has grown. */
	next: number;
	readonly languageOf: (offer: string) => string | undefined;
	/** The language a post placed by hand is sent in. */
	readonly placedIn: (offer: string) => string | undefined;
}

/** What is the same for every digest of a day. */
interface Stock {
	readonly articles: ReadonlyMap<string, Article>;
	/** The numbers of the topics, and their names by number. */
	readonly topics: ReadonlyMap<string, number>;
	readonly topicNames: readonly string[];
	/** The most topics any article has. */
	readonly breadth: number;
	/** How many times more topics an article has in all languages than in one, at most; its square root. */
	readonly spread: number;
	/** Newest first, then by group. */
	readonly candidates: readonly Candidate[];
	readonly today: number;
	readonly site: Pick<Site, 'lang' | 'languages'>;
	readonly rows: Map<string, Row>;
	/** Reasons that were given before, by the topics in common. */
	readonly reasons: Map<number, string>;
}

/** Everything that may be chosen for one letter, made ready once, not per reader. */
export interface Shelf extends Stock {
	readonly slots: readonly ItemSlot[];
}

/**
 * Days after which an article is worth half. By halving, two articles keep their order from one day to the next, so that a plan
 * does not move overnight.
 */
const HALF_LIFE = 180;
/** Lists of languages remembered at once: more than real readers have, few enough that invented ones fill no memory. */
const MAX_ROWS = 100;

/**
 * Makes ready what may be chosen, for one digest on one day. The order of `posts` makes no difference. The letters of one digest
 * in several languages share what they have in common, as long as they are given the same array.
 */
export function shelfOf(
	posts: readonly PostEntry[],
	{ site, today, slots }: World & { readonly slots: readonly ItemSlot[] },
): Shelf {
	const key = [today, site.lang, ...site.languages].join(' ');
	let stock = stocks.get(posts);
	if (stock?.key !== key) stocks.set(posts, (stock = { key, ...stockOf(posts, { site, today }) }));
	return { slots, ...stock };
}
const stocks = new WeakMap<readonly PostEntry[], Stock & { key: string }>();

interface World {
	readonly site: Pick<Site, 'lang' | 'languages' | 'zone'>;
	readonly today: PlainDate;
}

function stockOf(posts: readonly PostEntry[], { site, today }: World): Stock {
	const { articles, topics } = articlesOf(posts, site, today);
	const dated = [...articles.values()]
		.flatMap((article) => article.pickable.map((post) => ({ article, post, day: dayNumber(post.date) })))
		.sort(
			(a, b) => b.day - a.day || compare(a.article.group, b.article.group) || compare(a.post.id, b.post.id),
		);
	const newest = dated[0]?.day ?? 0;
	return {
		articles,
		topics,
		topicNames: [...topics.keys()],
		breadth: dated.reduce((most, { article }) => Math.max(most, article.breadth), 1),
		spread: dated.reduce(
			(most, { article }) => Math.max(most, Math.sqrt(article.topics.length / article.breadth)),
			1,
		),
		candidates: dated.map((each) => {
			const freshness = 2 ** ((each.day - newest) / HALF_LIFE);
			return { ...each, freshness, unit: freshness / Math.sqrt(each.article.breadth) };
		}),
		today: dayNumber(today),
		site,
		rows: new Map(),
		reasons: new Map(),
	};
}

/** The row of somebody who reads `languages`, best first. */
export function rowFor(languages: readonly string[], shelf: Shelf): Row {
	const key = languages.join(' ');
	const known = shelf.rows.get(key);
	if (known) return known;
	if (shelf.rows.size >= MAX_ROWS) shelf.rows.clear();
	const { lang, languages: offered } = shelf.site;
	const reads = languages.length ? languages : [lang];
	const row: Row = {
		candidates: [],
		freshness: [],
		unit: [],
		breadth: [],
		byTopic: Array.from({ length: shelf.topics.size }, () => []),
		next: 0,
		languageOf: languageFor(reads),
		// What the author placed by hand is not withheld from somebody whose languages nobody knows.
		placedIn: languageFor(languages.length ? languages : [lang, ...offered]),
	};
	shelf.rows.set(key, row);
	return row;
}

/** Which language of an offer somebody gets. A blog has few different offers, so each is decided once. */
function languageFor(reads: readonly string[]): (offer: string) => string | undefined {
	const decided = new Map<string, string | undefined>();
	return (offer) => {
		if (!decided.has(offer)) decided.set(offer, offer ? bestLanguage(reads, offer.split(' ')) : undefined);
		return decided.get(offer);
	};
}

/** Lets a row grow to `length` candidates, or as far as the shelf goes. */
export function grow(row: Row, length: number, { candidates }: Shelf): void {
	while (row.candidates.length < length && row.next < candidates.length) {
		const candidate = candidates[row.next++]!;
		const { article, post } = candidate;
		if (row.languageOf(article.pickableIn) !== post.lang) continue;
		for (const topic of article.topics) row.byTopic[topic]!.push(row.candidates.length);
		row.candidates.push(candidate);
		row.freshness.push(candidate.freshness);
		row.unit.push(candidate.unit);
		row.breadth.push(article.breadth);
	}
}

/** A calendar day as the number of days since 1970. */
function dayNumber(date: PlainDate): number {
	return Date.parse(date) / 86_400_000;
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
