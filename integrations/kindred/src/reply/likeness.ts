import type { Quotable, Wording } from './items.ts';
import { pagesIn } from './links.ts';
import { wordsOf, type LanguageUse, type Vocabulary } from './vocabulary.ts';

/* Three ways to see which articles a text speaks of. Each gives one score per article, 0 where nothing is seen. */

/** So many words in a row stand in a quote of a text; fewer stand in a row by chance. */
const RUN = 3;
/** A quote has at least so many different runs of an article, five words in a row say. */
const LEAST_RUNS = 3;

/** How many of the runs of words that only few articles have are in the text; a whole title is enough by itself. */
export function quoted(text: string, articles: readonly Quotable[]): number[] {
	const words = text ? wordsOf(text) : [];
	if (words.length === 0) return articles.map(() => 0);
	const said = new Set(runsOf(words));
	const line = ` ${words.join(' ')} `;
	const found = articles.map(({ wordings }) => {
		const own = new Set<string>();
		for (const wording of wordings) for (const run of knownRuns(wording)) if (said.has(run)) own.add(run);
		return [...own];
	});
	const owners = new Map<string, number>();
	for (const run of found.flat()) owners.set(run, (owners.get(run) ?? 0) + 1);
	return articles.map(({ wordings }, at) => {
		const own = found[at]!.filter((run) => articles.length === 1 || owners.get(run)! < articles.length);
		const titles = wordings.filter(({ title }) => isNamed(title, line, words.length));
		const score = own.reduce((sum, run) => sum + 1 / owners.get(run)!, 0);
		const named = Math.max(0, ...titles.map(({ title }) => title.length));
		return own.length >= LEAST_RUNS || named > 0 ? score + named : 0;
	});
}

const known = new WeakMap<Wording, readonly string[]>();

/** The runs of a wording, made once: every answer to a digest is compared with the same ones. */
function knownRuns(wording: Wording): readonly string[] {
	const before = known.get(wording);
	if (before) return before;
	const runs = [...new Set(runsOf(wording.words))];
	known.set(wording, runs);
	return runs;
}

function* runsOf(words: readonly string[]): Generator<string> {
	for (let at = 0; at + RUN <= words.length; at++) yield words.slice(at, at + RUN).join(' ');
}

/** A title of one or two words may be said by chance, unless nothing else is said. */
function isNamed(title: readonly string[], line: string, said: number): boolean {
	if (title.length === 0 || !line.includes(` ${title.join(' ')} `)) return false;
	return title.length >= RUN || said <= title.length + 1;
}

/** How often the text links to a page of each article. */
export function linked(text: string, articles: readonly Quotable[]): number[] {
	const scores = articles.map(() => 0);
	if (!text.includes('/')) return scores;
	const owners = new Map(articles.flatMap(({ pages }, at) => pages.map((page) => [page, at] as const)));
	for (const page of new Set(pagesIn(text))) {
		const at = owners.get(page);
		if (at !== undefined) scores[at]!++;
	}
	return scores;
}

/** The usual constants of BM25: how soon a repeated word stops counting, how much a long text is held against it. */
const K1 = 1.2;
const B = 0.75;
/** A word says something about an article when at most this part of the blog has it too. */
const RARE = 1 / 4;
/** One word in common is chance, unless it is long and stands in the title. */
const LEAST_WORDS = 2;
const LONG = 5;
/** What is half as like as the likest is not what they speak of. */
const NEAR = 1 / 2;

/**
 * How like the text is to each article, by the words they have in common that few others have (Okapi BM25, Robertson and
 * Zaragoza, "The Probabilistic Relevance Framework", 2009). What every article has weighs nothing, so no list of stop words is
 * needed for any language.
 */
export function likeness(text: string, articles: readonly Quotable[], blog: Vocabulary): number[] {
	const said = new Set(wordsOf(text));
	const scores = articles.map(({ wordings }) =>
		Math.max(
			0,
			...wordings.map(({ lang, title, words }) => {
				const use = blog.get(lang);
				return use ? likenessTo(words, new Set(title), said, use) : 0;
			}),
		),
	);
	const best = Math.max(...scores);
	return scores.map((score) => (score >= best * NEAR ? score : 0));
}

function likenessTo(
	words: readonly string[],
	title: ReadonlySet<string>,
	said: ReadonlySet<string>,
	{ texts, words: all, textsWith }: LanguageUse,
): number {
	const counts = new Map<string, number>();
	for (const word of words) if (said.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
	const length = K1 * (1 - B + (B * words.length) / (all / texts || 1));
	let score = 0;
	let telling = 0;
	for (const [word, times] of counts) {
		const having = textsWith.get(word) ?? 1;
		if (having > Math.max(1, texts * RARE)) continue;
		telling += title.has(word) && isLong(word) ? LEAST_WORDS : 1;
		score += (Math.log(1 + (texts - having + 0.5) / (having + 0.5)) * times * (K1 + 1)) / (times + length);
	}
	return telling >= LEAST_WORDS ? score : 0;
}

/** Long in its script: where a character is a syllable or a word, two are. */
function isLong(word: string): boolean {
	return word.length >= (word.codePointAt(0)! < 0x0e00 ? LONG : 2);
}
