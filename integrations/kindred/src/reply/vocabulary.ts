/** A wording longer than this is read so far: nobody speaks of an article at greater length, and mails come from strangers. */
const MOST_TEXT = 20_000;

/** Scripts that put no blank between words; a dictionary finds them (UAX 29, ICU). */
const unspaced =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Marks without width, and the vowel signs and lengthenings that Arabic and Hebrew may leave out. */
const optional = /[\p{Cf}\u0591-\u05c7\u0640\u064b-\u065f\u0670]/gu;
const letters = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)?/gu;
/** The Arabic article with the particles that are written as one word with it. */
const article = /^(?:[وفبك]?ال|لل)(?=..)/;

const dictionary = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * The words of a text in their order, as far as they are compared: folded, and cut to a beginning that the forms of a word
 * share. Five letters do about as well as stemmers made for one language do (McNamee and Mayfield, "Character n-gram tokenization
 * for European language text retrieval", 2004); a noun in Hangul has two syllables, its particles follow it.
 */
export function wordsOf(text: string): string[] {
	const folded = text
		.slice(0, MOST_TEXT)
		.normalize('NFKC')
		.replace(optional, '')
		.toLowerCase()
		.slice(0, MOST_TEXT);
	if (!unspaced.test(folded)) return (folded.match(letters) ?? []).map(stem);
	const words: string[] = [];
	for (const { segment, isWordLike } of dictionary.segment(folded)) if (isWordLike) words.push(stem(segment));
	return words;
}

function stem(word: string): string {
	const first = word.codePointAt(0)!;
	if (first < 0x0600) return word.slice(0, 5);
	if (first < 0x0700) return word.replace(article, '').slice(0, 5);
	if (first >= 0xac00 && first <= 0xd7a3) return word.slice(0, 2);
	return unspaced.test(word) ? word : word.slice(0, 5);
}

/** How the articles of a blog use words, by language. */
export interface Vocabulary {
	readonly get: (lang: string) => LanguageUse | undefined;
}

/** How many texts of a language there are, how long they are, and in how many of them a word stands. */
export interface LanguageUse {
	texts: number;
	words: number;
	readonly textsWith: Map<string, number>;
}

/** Counts the words of texts, each of them one wording of an article. */
export function vocabularyOf(
	texts: Iterable<{ readonly lang: string; readonly words: readonly string[] }>,
): Vocabulary {
	const languages = new Map<string, LanguageUse>();
	for (const { lang, words } of texts) {
		const use = languages.get(lang) ?? { texts: 0, words: 0, textsWith: new Map<string, number>() };
		languages.set(lang, use);
		use.texts++;
		use.words += words.length;
		for (const word of new Set(words)) use.textsWith.set(word, (use.textsWith.get(word) ?? 0) + 1);
	}
	return languages;
}
