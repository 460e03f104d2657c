import ar from './strings/ar.json' with { type: 'json' };
import de from './strings/de.json' with { type: 'json' };
import en from './strings/en.json' with { type: 'json' };
import es from './strings/es.json' with { type: 'json' };
import fr from './strings/fr.json' with { type: 'json' };
import hi from './strings/hi.json' with { type: 'json' };
import ja from './strings/ja.json' with { type: 'json' };
import ko from './strings/ko.json' with { type: 'json' };
import pt from './strings/pt.json' with { type: 'json' };
import ru from './strings/ru.json' with { type: 'json' };
import zhHans from './strings/zh-Hans.json' with { type: 'json' };
import zhHant from './strings/zh-Hant.json' with { type: 'json' };
import { bestLanguage } from './language.ts';
import { remember } from './remember.ts';

/** The forms of a sentence that counts something, by CLDR plural category; those a language does not tell apart are left out. */
export type Forms = { readonly other: string } & { readonly [Category in Intl.LDMLPluralRule]?: string };

/** A sentence that counts something, with the language whose rule chooses among its forms. */
export interface Counted {
	readonly lang: string;
	readonly forms: Forms;
}

/** The shape of the files in `strings/`: that of the English one, with whatever forms a language needs. */
type Sentences<Shape> = {
	readonly [Key in keyof Shape]: Shape[Key] extends string
		? string
		: Shape[Key] extends Forms
			? Forms
			: Sentences<Shape[Key]>;
};
type Resolved<Shape> = {
	readonly [Key in keyof Shape]: Shape[Key] extends string
		? string
		: Shape[Key] extends Forms
			? Counted
			: Resolved<Shape[Key]>;
};
type Some<Shape> = {
	readonly [Key in keyof Shape]?: Shape[Key] extends string
		? string
		: Shape[Key] extends Forms
			? Forms
			: Some<Shape[Key]>;
};

/** Every sentence that mails and visitor pages show, by section. English is the shape all others follow. */
export type Strings = Resolved<typeof en>;

/** The author's own sentences, by language: single ones of ours put differently, or a language that we do not have. */
export type OwnStrings = Readonly<Record<string, Some<typeof en>>>;

/** The sentences we bring, by language. */
export const builtIn: Readonly<Record<string, Sentences<typeof en>>> = {
	en,
	ar,
	de,
	es,
	fr,
	hi,
	ja,
	ko,
	pt,
	ru,
	'zh-Hans': zhHans,
	'zh-Hant': zhHant,
};

/**
 * The sentences for a language: the author's own, over ours in that language or its nearest relative, else over the English
 * ones. `en-GB` given by the author lies over their `en`, and that over ours.
 */
export function strings(
	lang: string,
	{ strings: own = none }: { readonly strings?: OwnStrings | undefined },
): Strings {
	let known = speakers.get(own);
	if (!known) {
		known = remember((asked) => speak(asked, own));
		speakers.set(own, known);
	}
	return known(lang);
}
const none: OwnStrings = {};
const speakers = new WeakMap<OwnStrings, (lang: string) => Strings>();

/** The languages of a list that have no sentences, ours or the author's: mails and pages for them are in English. */
export function unspoken(langs: readonly string[], own: OwnStrings): string[] {
	const spoken = [...Object.keys(builtIn), ...Object.keys(own)];
	return langs.filter((lang) => bestLanguage([lang], spoken) === undefined);
}

function speak(asked: string, own: OwnStrings): Strings {
	const ours = Object.keys(builtIn);
	const best = bestLanguage([asked], [...ours, ...Object.keys(own)]) ?? 'en';
	const base = bestLanguage([best], ours) ?? 'en';
	const layers: [string, Tree | undefined][] = [
		[base, builtIn[base] as unknown as Tree],
		[base, own[base]],
		[best, best === base ? undefined : own[best]],
	];
	return layers.reduce(
		(under, [lang, over]) => (over ? lay(over, lang, under) : under),
		{},
	) as unknown as Strings;
}

/** Sentences, forms and sections as they stand in a file or an option. */
interface Tree {
	readonly [key: string]: string | Tree | undefined;
}

/** One layer over another. Forms replace forms as a whole, since each language has its own, and keep the language's name. */
function lay(over: Tree, lang: string, under: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const laid = Object.entries(over).map(([key, value]) => {
		if (value === undefined) return [key, under[key]];
		if (typeof value === 'string') return [key, value];
		if (isCounted(value)) return [key, { lang, forms: value } satisfies Counted];
		return [key, lay(value, lang, (under[key] as Record<string, unknown> | undefined) ?? {})];
	});
	return { ...under, ...Object.fromEntries(laid) };
}

/** Is this one sentence in several forms, and not a section? No section has a sentence called `other`. */
export function isCounted(value: object): value is Forms {
	return 'other' in value;
}

/** The form of a sentence for a number: `{minutes} minute` for 1, `{minutes} minutes` for 2. */
export function formFor({ lang, forms }: Counted, count: number): string {
	return forms[rules(lang).select(count)] ?? forms.other;
}
const rules = remember((lang) => new Intl.PluralRules(lang));

/** A sentence with its `{holes}` filled. A hole without a value stays visible, so that a test finds it. */
export function say(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
	return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
