import { folded } from './line.ts';
import words from './words/quote.json' with { type: 'json' };

/**
 * The words mail programs put around a quote, language by language: what Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and the
 * web mails of a country write. A new language is a new entry in `words/quote.json`, nothing else: comma-separated, in lower case.
 *
 * - `opens`: how "On Monday … Ada wrote:" begins
 * - `wrote`: its verb
 * - `from` `sent` `to` `cc` `subject`: the labels of the block Outlook writes; `cc` holds the rarer ones too
 * - `original`: what stands between dashes: "Original Message", "Forwarded message"
 * - `above`: "reply above this line"
 * - `device`: how a phone or a program signs, at the start of a line
 * - `notice`: how the small print of a company, a list or a virus scanner begins
 * - `secrecy`: the beginning of "confidential"
 */
type Part = 'opens' | 'wrote' | Label | 'original' | 'device' | 'notice' | 'secrecy' | 'above';
/** What a labelled line says: "Subject: supper". */
export type Label = 'from' | 'sent' | 'to' | 'cc' | 'subject';

const locales: readonly Partial<Record<Part, string>>[] = Object.values(words);

function listed(part: Part): readonly string[] {
	const all = locales.flatMap((locale) => locale[part]?.split(', ') ?? []);
	return [...new Set(all.map(folded))].sort((a, b) => b.length - a.length);
}

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const anyOf = (list: readonly string[]) => list.map(escaped).join('|');
const letter = '[\\p{L}\\p{M}]';
/** Letters of scripts that are written without spaces, where a verb follows the name at once. */
const unspaced = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

const verbs = listed('wrote');
/** The verb of an attribution; in scripts without spaces it ends it. */
export const wrote = new RegExp(
	`(?<!${letter})(?:${anyOf(verbs.filter((verb) => !unspaced.test(verb)))})(?!${letter})|(?:${anyOf(verbs.filter((verb) => unspaced.test(verb)))})\\s?[:：]?$`,
	'u',
);
/** How an attribution begins, in languages that do not begin it with a name or a number. */
export const opening = new RegExp(`^(?:${anyOf(listed('opens'))})(?!${letter})`, 'u');
/** "Original Message" and its like. */
export const originalWords: ReadonlySet<string> = new Set(listed('original'));
/** "Message", in the languages whose words for it stand in more than one of those: not "original", which may be said of soup. */
export const messageWords: ReadonlySet<string> = new Set(
	locales.flatMap((locale) => {
		const words = folded(locale.original ?? '').split(/[, ]+/);
		return words.filter((word, at) => words.indexOf(word) < at && word.length > 4 && !/^ori?g/.test(word));
	}),
);
/** "Reply above this line", as help desks write it. */
export const aboveThis = new RegExp(`^(?:${anyOf(listed('above'))})`, 'u');
/** How a phone or a program signs, at the start of a line. */
export const deviceSignature = new RegExp(`^(?:${anyOf(listed('device'))})`, 'u');
/** How the small print below a mail begins. */
export const notice = new RegExp(`^[*\\s]{0,4}(?:${anyOf(listed('notice'))})`, 'u');
/** A word of what is confidential. */
export const secrecy = new RegExp(anyOf(listed('secrecy')), 'u');

/** What a label says. In some languages a word is the label of two things. */
export const labels: ReadonlyMap<string, readonly Label[]> = new Map(
	(['from', 'sent', 'to', 'subject', 'cc'] as const)
		.flatMap((label) => listed(label).map((word) => [word, label] as const))
		.reduce(
			(map, [word, label]) => map.set(word, [...(map.get(word) ?? []), label]),
			new Map<string, Label[]>(),
		),
);
