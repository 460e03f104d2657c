import { KindredError } from './error.ts';
import { languageTag } from './language.ts';
import { nearest } from './nearest.ts';
import { builtIn, isCounted, type OwnStrings } from './strings.ts';

/** The option the author's own sentences are given by; errors say where in it they stand. */
const OPTION = 'strings';
const CORRECT = 'Correct it in astro.config.mjs.';

/**
 * The author's own sentences, looked through: each has a name we know, is one line of text, and holds only what we fill in.
 *
 * @throws KindredError with the place of the first that is not right, `strings.en.letter.leav`, and what to write.
 */
export function checkStrings(own: Readonly<Record<string, unknown>>): OwnStrings {
	const checked: Record<string, OwnStrings[string]> = {};
	for (const [code, sentences] of Object.entries(own)) {
		const way = `${OPTION}.${code}`;
		const lang = languageTag(code);
		if (!lang)
			throw new KindredError(
				`\`${way}\` is not a language.`,
				'Write a BCP 47 tag such as `zh-Hant` in astro.config.mjs.',
			);
		if (Object.hasOwn(checked, lang))
			throw new KindredError(
				`\`${way}\` is \`${lang}\` once more.`,
				'Put both into one in astro.config.mjs.',
			);
		checkSection(sentences, builtIn['en']!, { lang, way });
		checked[lang] = sentences as OwnStrings[string];
	}
	return checked;
}

/** Where we are: in which language, and behind which keys. */
interface Place {
	readonly lang: string;
	readonly way: string;
}

function checkSection(section: unknown, shape: object, { lang, way }: Place): void {
	const known = Object.keys(shape);
	if (!isRecord(section)) {
		throw new KindredError(
			`\`${way}\` is not a group of sentences.`,
			`Write \`{ ${known[0]}: … }\` with some of: ${known.join(', ')}.`,
		);
	}
	for (const [key, value] of Object.entries(section)) {
		const place = { lang, way: `${way}.${key}` };
		const ours = Object.hasOwn(shape, key) ? (shape as Record<string, unknown>)[key] : undefined;
		if (ours === undefined) throw unknownName(place.way, key, known);
		if (value === undefined) continue;
		if (typeof ours === 'string') checkSentence(value, holesOf(ours), holesOf(ours), place);
		else if (isCounted(ours as object)) checkForms(value, holesOf((ours as { other: string }).other), place);
		else checkSection(value, ours as object, place);
	}
}

function unknownName(way: string, key: string, known: readonly string[]): KindredError {
	const near = nearest(key, known);
	return new KindredError(
		`\`${way}\` is the name of no sentence.`,
		near ? `Did you mean \`${near}\`? ${CORRECT}` : `Remove it, or take one of: ${known.join(', ')}.`,
	);
}

/** All forms the language tells apart, and no other: the rule would never choose it. */
function checkForms(forms: unknown, holes: readonly string[], { lang, way }: Place): void {
	const categories = [...categoriesOf(lang).keys()];
	const example = `{ ${categories.map((name) => `${name}: '…'`).join(', ')} }`;
	const given = isRecord(forms) ? Object.keys(forms) : [];
	const missing = categories.find((name) => !given.includes(name));
	if (!isRecord(forms) || missing) {
		throw new KindredError(
			`\`${way}\` counts something and needs ${missing && given.length ? `its form \`${missing}\`` : 'the forms of its language'}.`,
			`Write \`${example}\`.`,
		);
	}
	for (const [category, sentence] of Object.entries(forms)) {
		const place = { lang, way: `${way}.${category}` };
		const numbers = categoriesOf(lang).get(category);
		if (numbers === undefined) {
			throw new KindredError(
				`\`${place.way}\` is a form that the language does not tell apart.`,
				`Write \`${example}\`.`,
			);
		}
		// `one` of English is the number 1 and may say so in words; `one` of Russian is 1, 21, 31 …
		checkSentence(sentence, numbers.length === 1 ? [] : holes, holes, place);
	}
}

/**
 * The plural categories a language tells apart among whole numbers, each with those of the first two hundred that it is for,
 * and `other`, which stands in where a language has no number for a category.
 */
function categoriesOf(lang: string): Map<string, number[]> {
	const rules = new Intl.PluralRules(lang);
	const told = Map.groupBy(
		Array.from({ length: 201 }, (_, number) => number),
		(number) => rules.select(number),
	);
	const order = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
	return new Map(
		order.flatMap((name) => (name === 'other' || told.has(name) ? [[name, told.get(name) ?? []]] : [])),
	);
}

/** One sentence: no hole that nobody fills, and none left out but the blog's name, which the author knows. */
function checkSentence(
	sentence: unknown,
	needed: readonly string[],
	holes: readonly string[],
	{ way }: Place,
): void {
	if (typeof sentence !== 'string' || !sentence.trim())
		throw new KindredError(`\`${way}\` is not a sentence.`, `Write a text in quotes. ${CORRECT}`);
	const stray = /[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.exec(sentence)?.[0];
	if (stray !== undefined) {
		const code = stray.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
		throw new KindredError(
			`\`${way}\` contains the character U+${code}, which a line of text cannot hold.`,
			'Remove it, and write the sentence in one line.',
		);
	}
	const given = holesOf(sentence);
	const unknown = given.find((hole) => !holes.includes(hole));
	if (unknown) {
		throw new KindredError(
			`\`${way}\` has the hole \`{${unknown}}\`, which nothing fills.`,
			holes.length
				? `It may hold ${holes.map((hole) => `\`{${hole}}\``).join(', ')}.`
				: 'Remove it: this sentence has no holes.',
		);
	}
	const lost = needed.find((hole) => hole !== 'site' && !given.includes(hole));
	if (lost) {
		throw new KindredError(
			`\`${way}\` lacks the hole \`{${lost}}\`.`,
			`Write \`{${lost}}\` where it belongs in the sentence.`,
		);
	}
}

function holesOf(sentence: string): string[] {
	return [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
