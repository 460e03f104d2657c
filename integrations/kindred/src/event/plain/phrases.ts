import { remember } from '../../base/remember.ts';
import en from './words/en.json' with { type: 'json' };
import de from './words/de.json' with { type: 'json' };
import fr from './words/fr.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };
import pt from './words/pt.json' with { type: 'json' };
import ru from './words/ru.json' with { type: 'json' };
import ja from './words/ja.json' with { type: 'json' };
import ko from './words/ko.json' with { type: 'json' };
import zh from './words/zh.json' with { type: 'json' };
import ar from './words/ar.json' with { type: 'json' };
import hi from './words/hi.json' with { type: 'json' };

/** What a group of phrases says; see `words/en.json` for an example of each. */
export const groups = [
	/** Says nothing, though a word in it might: "can't wait". */
	'idle',
	/** A maybe that swallows the rest of its clause, a no in it too: "I don't know whether I can't". */
	'unsure',
	/** The same, where the clause is about coming: "I hope to make it", and not "I hope that helps". */
	'hoping',
	'no',
	'maybe',
	'yes',
	/** A yes that a no beside it outweighs: "I'd love to come, but I can't". */
	'wish',
	/** These count only where they are all that stands between two commas: "no, thanks". */
	'noAlone',
	'maybeAlone',
	'yesAlone',
	/** A condition, with which nothing is sure. */
	'if',
	/** A negation, which turns a yes into who knows what. */
	'not',
	/** Somebody else, of whom the sentence may speak. */
	'others',
	/** One companion. */
	'one',
	/** `{n}` companions; `{n}` people in all; companions nobody has counted. */
	'more',
	'all',
	/** The same, and they come: "there will be three of us". */
	'allComing',
	'many',
	/** May stand beside a yes; of other words there are few beside it: "I'm coming down with something". */
	'filler',
	/** Words of coming, without which a perhaps may be about anything. */
	'come',
] as const;
/** One of the groups. */
export type Group = (typeof groups)[number];

/** The phrases of one language, ready to be looked for. */
export interface Phrases {
	/** Finds the phrases of a group anywhere, or in a whole clause for those that stand alone. */
	readonly find: Readonly<Record<Group, RegExp>>;
	/** Are there blanks between words? */
	readonly isSpaced: boolean;
	/** The number a word or digits stand for. */
	numberOf(word: string): number | undefined;
}

type Words = Readonly<Partial<Record<Group, readonly string[]>>> & {
	/** One, two, three …; several words for one number are set apart by a bar. */
	readonly numbers: readonly string[];
	/** There are no blanks between words. */
	readonly unspaced?: boolean;
	/** Letters that are written as one with the word behind them, `و`. */
	readonly prefix?: string;
};

const languages: Readonly<Record<string, Words>> = { en, de, fr, es, pt, ru, ja, ko, zh, ar, hi };

/** The phrases of a language, `zh-Hant`; nothing where it is not one of ours. */
export function phrasesOf(lang: string): Phrases | undefined {
	const base = lang.split('-')[0]!.toLowerCase();
	return base in languages ? compiled(base) : undefined;
}

const compiled = remember((lang): Phrases => {
	const words = languages[lang]!;
	const numbers = words.numbers.map((names) => names.split('|').map(plainForm));
	const isSpaced = !words.unspaced;
	const number = `(\\d{1,2}|${numbers.flat().toSorted(byLength).join('|')})`;
	const entries = groups.map((group) => {
		const phrases = (words[group] ?? []).toSorted(byLength).map((one) => patternOf(one, isSpaced, number));
		return [group, expression(group, phrases, isSpaced, words.prefix)] as const;
	});
	return {
		isSpaced,
		find: Object.fromEntries(entries) as Record<Group, RegExp>,
		numberOf(word) {
			const at = /^\d+$/.test(word) ? Number(word) : numbers.findIndex((names) => names.includes(word)) + 1;
			return at > 0 ? at : undefined;
		},
	};
});

const byLength = (one: string, other: string) => other.length - one.length;
const wordStart = "(?<![\\p{L}\\p{M}\\p{N}'])";
const wordEnd = "(?![\\p{L}\\p{M}\\p{N}'])";

function expression(group: Group, phrases: readonly string[], isSpaced: boolean, prefix = ''): RegExp {
	if (phrases.length === 0) return /(?!)/gu;
	const any = `(?:${prefix})?(?:${phrases.join('|')})`;
	if (group.endsWith('Alone')) return new RegExp(`^${any}$`, 'gu');
	return new RegExp(isSpaced ? `${wordStart}${any}${wordEnd}` : any, 'gu');
}

/**
 * A phrase as an expression. `(a|b)` one of them · `[a ]` perhaps · `*` up to three words, or six characters where there are no
 * blanks · `~` the rest of the clause · `$` its end · `{n}` a number.
 */
function patternOf(phrase: string, isSpaced: boolean, number: string): string {
	const signs: Readonly<Record<string, string>> = {
		'[': '(?:',
		']': ')?',
		'(': '(?:',
		'*': isSpaced ? '(?:[^\\s]{1,30} ){0,3}' : '.{0,6}',
		'~': '.{0,200}',
		'+': '\\+',
		$: '(?= ?(?:$|·))',
	};
	return plainForm(phrase)
		.replace(/\{n\}|[[\](*~+$]/g, (sign) => (sign === '{n}' ? number : (signs[sign] ?? sign)))
		.trim();
}

/** A text as phrases are compared with it: lower case, no accents, one way to write each letter, digits of ASCII. */
export function plainForm(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.normalize('NFD')
		.replace(/[\u0300-\u036f\u064b-\u0652\u0640\u093c]|\p{Cf}/gu, '')
		.normalize('NFC')
		.replace(/[’‘`´ʼ]/g, "'")
		.replace(/[أإآٱ]/g, 'ا')
		.replaceAll('ى', 'ي')
		.replaceAll('ة', 'ه')
		.replaceAll('ँ', 'ं')
		.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) => {
			const code = digit.charCodeAt(0);
			return String(code >= 0x966 ? code - 0x966 : (code & 15) % 16);
		});
}
