import { likeness, linked, quoted } from './likeness.ts';
import type { Trimmed } from './trim.ts';
import { wordsOf, type Vocabulary } from './vocabulary.ts';

/** An article of a digest that an answer speaks of. */
export interface ItemShare {
	/** The group of the post. */
	readonly post: string;
	/** How much of the answer is about it; the shares of an answer add up to 1. */
	readonly share: number;
	/** What showed it: words of it quoted, its link quoted, the words of the answer, or nothing: all alike. */
	readonly by: 'quote' | 'link' | 'words' | 'even';
}

/** An article that an answer may quote, in every wording its reader may know. */
export interface Quotable {
	/** The group of the post. */
	readonly post: string;
	readonly wordings: readonly Wording[];
	/** Its pages, as `pageOf` writes them, and their paths alone. */
	readonly pages: readonly string[];
}

/** What is said of an article in one language: its page, or its entry in the letter. */
export interface Wording {
	readonly lang: string;
	/** The words of its title; see `wordsOf`. Empty where it has none of its own. */
	readonly title: readonly string[];
	/** Title, lead or note, topics: the words of all of it. */
	readonly words: readonly string[];
}

/** A wording, read once for all answers. `text` may begin with the title again. */
export function wordingOf(lang: string, title: string, text: string): Wording {
	return { lang, title: wordsOf(title), words: wordsOf(`${title}\n${text}`) };
}

/** An answer as `trimReply` took it apart. */
type Answer = Pick<Trimmed, 'text' | 'quoted' | 'pairs' | 'whole'>;

/** Attack: an answer after every word of a quote. Nobody answers more than some dozen paragraphs. */
const MOST_PAIRS = 50;
/** A quote as long as several paragraphs, and the answer below it as long as a page. */
const MOST_QUOTE = 1000;
const MOST_ANSWER = 2000;

/** What is looked at together: some of their own words, and what they stand below. */
interface Passage {
	readonly own: string;
	readonly quote: string;
	/** Was it answered in between? Then the quote is what it answers; else it is whatever the mail program left there. */
	readonly inline: boolean;
	/** Are the words surely theirs? */
	readonly sure: boolean;
}

/** How a passage is spread over the articles, and what showed it. */
interface Spread {
	readonly scores: readonly number[];
	readonly by: ItemShare['by'];
}

/**
 * Which articles an answer speaks of. Each passage is looked at for itself: words quoted, links, likeness; a passage that tells
 * nothing goes with the others, and when none tells anything all articles have the same share. Passages count by their length.
 * The largest share comes first; nothing for an answer without words, or where there are no articles.
 *
 * @param blog how the blog uses words: what stands in many of its articles says nothing about one of them.
 */
export function itemsOf(answer: Answer, all: readonly Quotable[], blog: Vocabulary): ItemShare[] {
	const articles = [...new Map(all.map((one) => [one.post, one])).values()].sort(byPost);
	if (articles.length === 0 || !answer.text.trim()) return [];
	const shares = articles.map(() => 0);
	const shown = articles.map((): ItemShare['by'] => 'even');
	for (const passage of passagesOf(answer)) {
		const weight = passage.own.length;
		const spread = weight > 0 ? spreadOf(passage, articles, blog) : undefined;
		if (!spread) continue;
		const sum = spread.scores.reduce((a, b) => a + b, 0);
		for (const [at, score] of spread.scores.entries()) {
			if (score <= 0) continue;
			shares[at]! += (weight * score) / sum;
			shown[at] = surer(shown[at]!, spread.by);
		}
	}
	const told = shares.reduce((a, b) => a + b, 0);
	if (told === 0) return articles.map(({ post }) => ({ post, share: 1 / articles.length, by: 'even' }));
	return articles
		.map(({ post }, at) => ({ post, share: shares[at]! / told, by: shown[at]! }))
		.filter(({ share }) => share > 0)
		.sort((a, b) => b.share - a.share);
}

const byPost = (a: Quotable, b: Quotable) => (a.post < b.post ? -1 : 1);

const sureness = ['even', 'words', 'link', 'quote'] as const;
const surer = (a: ItemShare['by'], b: ItemShare['by']): ItemShare['by'] =>
	sureness.indexOf(a) > sureness.indexOf(b) ? a : b;

/** The answers below quotes, and what of the text is none of them. */
function passagesOf({ text, quoted: below, pairs = [], whole }: Answer): Passage[] {
	const inline: Passage[] = [];
	let rest = '';
	let from = 0;
	for (const { quote, answer } of pairs.slice(0, MOST_PAIRS)) {
		inline.push({
			own: answer.slice(0, MOST_ANSWER),
			quote: quote.slice(-MOST_QUOTE),
			inline: true,
			sure: true,
		});
		const at = answer ? text.indexOf(answer, from) : -1;
		if (at < 0) continue;
		rest += `${text.slice(from, at)}\n`;
		from = at + answer.length;
	}
	rest = `${rest}${text.slice(from)}`.trim();
	return [...inline, { own: rest, quote: inline.length ? '' : below, inline: false, sure: !whole }];
}

function spreadOf(
	{ own, quote, inline, sure }: Passage,
	articles: readonly Quotable[],
	blog: Vocabulary,
): Spread | undefined {
	// A quote that nobody chose holds most of the letter, and so says nothing; one that was answered was chosen.
	const left = Math.max(1, Math.floor(articles.length / 2));
	const chosen = inline ? Math.max(1, articles.length - 1) : left;
	const said = sure ? articles.length : left;
	const quotes = [
		[chosen, () => quoted(quote, articles)],
		[said, () => quoted(own, articles)],
	] as const;
	const [near, far] = inline ? quotes : quotes.toReversed();
	const ways: readonly (readonly [ItemShare['by'], number, () => readonly number[]])[] = [
		['link', said, () => linked(own, articles)],
		['quote', ...near!],
		['quote', ...far!],
		['link', chosen, () => linked(quote, articles)],
		['words', said, () => likeness(own, articles, blog)],
	];
	for (const [by, most, look] of ways) {
		const scores = look();
		const found = scores.filter((score) => score > 0).length;
		if (found > 0 && found <= most) return { by, scores };
	}
	return undefined;
}
