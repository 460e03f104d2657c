import type { SentLetter } from '../base/letter.ts';
import { remember } from '../base/remember.ts';
import { absolute, type Site } from '../base/site.ts';
import type { PostEntry } from '../post/index.ts';
import {
	itemsOf,
	pagesOf,
	vocabularyOf,
	wordingOf,
	type ItemShare,
	type Quotable,
	type Trimmed,
	type Vocabulary,
} from '../reply/index.ts';
import type { SentLetters } from './index.ts';
import type { Writer } from './writer.ts';

const DIGEST = 'digest:';

/** What has to be known of the blog to see which article an answer speaks of. */
export interface Blog {
	readonly site: Pick<Site, 'url'>;
	readonly snapshot: { readonly posts: readonly PostEntry[] };
}

/** The digest that a mail answers, as it was mailed; nothing when it answers something else, or a letter we know nothing of. */
export async function letterAnswered(
	{ about, mailed, person }: Pick<Writer, 'about' | 'mailed' | 'person'>,
	letters: Pick<SentLetters, 'letterOf'>,
): Promise<SentLetter | undefined> {
	const reader = mailed ?? person;
	if (!reader || !about?.startsWith(DIGEST)) return undefined;
	return letters.letterOf(about.slice(DIGEST.length), reader.id);
}

/** Which articles of the letter an answer to it speaks of, by the words of the blog in all its languages and of the letter. */
export function itemsSpokenOf(
	answer: Trimmed,
	letter: SentLetter,
	{ site, snapshot: { posts } }: Blog,
): readonly ItemShare[] {
	const { articles, vocabulary } = wordsOfBlog(posts, site);
	const asSent = Map.groupBy(letter.entries, ({ post }) => post);
	const mailed = letter.items.map((post): Quotable => {
		const { wordings = [], pages = [] } = articles.get(post) ?? {};
		const entries = (asSent.get(post) ?? []).map(({ text }) => entryOf(`${letter.lang}\n${text}`));
		return { post, wordings: [...wordings, ...entries], pages };
	});
	return itemsOf(answer, mailed, vocabulary);
}

/** An entry of a letter, whose language stands in its first line. Many readers had the same. */
const entryOf = remember((entry) => {
	const [lang = '', ...lines] = entry.split('\n');
	return wordingOf(lang, '', lines.join('\n'));
});

/** The articles of a blog, and how it uses words. */
interface WordsOfBlog {
	readonly articles: ReadonlyMap<string, Quotable>;
	readonly vocabulary: Vocabulary;
}

const known = new WeakMap<readonly PostEntry[], WordsOfBlog>();

/** Read once for all answers: a blog of a thousand articles takes a moment. */
function wordsOfBlog(posts: readonly PostEntry[], site: Pick<Site, 'url'>): WordsOfBlog {
	const before = known.get(posts);
	if (before) return before;
	const articles = new Map<string, Quotable>();
	for (const [group, translations] of Map.groupBy(posts, (post) => post.group)) {
		const wordings = translations.map(({ lang, title, description, excerpt, tags }) =>
			wordingOf(lang, title, [description, excerpt, ...tags].join('\n')),
		);
		const pages = translations.flatMap(({ url, canonical }) => [
			...pagesOf(absolute(site, url)),
			...(canonical ? pagesOf(canonical).slice(0, 1) : []),
		]);
		articles.set(group, { post: group, wordings, pages });
	}
	const vocabulary = vocabularyOf([...articles.values()].flatMap(({ wordings }) => wordings));
	const read = { articles, vocabulary };
	known.set(posts, read);
	return read;
}
