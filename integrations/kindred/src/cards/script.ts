import { scriptOf } from '../base/language.ts';

/**
 * A script that the fonts in the box do not cover, and the font packages that do, as the registry names them.
 */
export interface Script {
	/** For people: "a font for Arabic letters". */
	readonly name: string;
	/** For titles, when its author installed it. */
	readonly serif: string;
	/** For everything, and what we ask the author to install. */
	readonly sans: string;
}

/** A script of one alphabet: the character test, its ISO 15924 code, and how Noto names it. */
const alphabets: readonly (readonly [RegExp, string, Script])[] = [
	[/\p{Script=Arabic}/u, 'Arab', noto('Arabic', 'arabic', 'noto-naskh-arabic')],
	[/\p{Script=Hebrew}/u, 'Hebr', noto('Hebrew')],
	[/\p{Script=Devanagari}/u, 'Deva', noto('Devanagari')],
	[/\p{Script=Bengali}/u, 'Beng', noto('Bengali')],
	[/\p{Script=Gurmukhi}/u, 'Guru', noto('Gurmukhi')],
	[/\p{Script=Gujarati}/u, 'Gujr', noto('Gujarati')],
	[/\p{Script=Tamil}/u, 'Taml', noto('Tamil')],
	[/\p{Script=Telugu}/u, 'Telu', noto('Telugu')],
	[/\p{Script=Kannada}/u, 'Knda', noto('Kannada')],
	[/\p{Script=Malayalam}/u, 'Mlym', noto('Malayalam')],
	[/\p{Script=Sinhala}/u, 'Sinh', noto('Sinhala')],
	[/\p{Script=Thai}/u, 'Thai', noto('Thai')],
	[/\p{Script=Lao}/u, 'Laoo', noto('Lao')],
	[/\p{Script=Khmer}/u, 'Khmr', noto('Khmer')],
	[/\p{Script=Myanmar}/u, 'Mymr', noto('Myanmar')],
	[/\p{Script=Armenian}/u, 'Armn', noto('Armenian')],
	[/\p{Script=Georgian}/u, 'Geor', noto('Georgian')],
	[/\p{Script=Ethiopic}/u, 'Ethi', noto('Ethiopic')],
];

/**
 * East Asian fonts draw the same character differently, so the language chooses among them, not the
 * character.
 */
const eastAsian: Readonly<Record<string, Script>> = {
	Hant: noto('Traditional Chinese', 'tc'),
	Hans: noto('Simplified Chinese', 'sc'),
	Jpan: noto('Japanese', 'jp'),
	Kore: noto('Korean', 'kr'),
};

const HAN = /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303f\uff00-\uffef]/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;

/**
 * Signs without a language. They are drawn when one of these is installed, and left out without a word
 * otherwise.
 */
const signs: readonly Script[] = [
	{ name: 'signs', serif: '@fontsource/noto-sans-math', sans: '@fontsource/noto-sans-symbols' },
	{ name: 'emoji', serif: '@fontsource/noto-emoji', sans: '@fontsource/noto-emoji' },
];

/** The script a language's titles are set in, unless the fonts in the box do that. */
export function scriptOfLanguage(lang: string): Script | undefined {
	const code = scriptOf(lang);
	return eastAsian[code] ?? alphabets.find(([, iso]) => iso === code)?.[2];
}

/**
 * The scripts whose fonts may hold a character, the likeliest first. Empty for a letter we know no font for.
 */
export function scriptsOfCharacter(character: string, lang: string): readonly Script[] {
	const own = eastAsian[scriptOf(lang)];
	const { Hant, Hans, Jpan, Kore } = eastAsian as Record<'Hant' | 'Hans' | 'Jpan' | 'Kore', Script>;
	if (HANGUL.test(character)) return [Kore];
	if (KANA.test(character)) return own ? [own, Jpan] : [Jpan, Hant, Hans];
	if (HAN.test(character)) return [...(own ? [own] : []), Hans, Hant, Jpan, Kore];
	const alphabet = alphabets.find(([test]) => test.test(character));
	if (alphabet) return [alphabet[2]];
	return /[\p{L}\p{M}\p{N}]/u.test(character) ? [] : [...(own ? [own] : []), ...signs];
}

/** The two families of the Noto collection for a script; their packages are named after it. */
function noto(name: string, slug = name.toLowerCase(), serif = `noto-serif-${slug}`): Script {
	return { name, serif: `@fontsource/${serif}`, sans: `@fontsource/noto-sans-${slug}` };
}
