import { remember } from './remember.ts';

/** Codes that blogs use although BCP 47 has another word for them. */
const nicknames: Record<string, string> = {
	hant: 'zh-Hant',
	hans: 'zh-Hans',
	cn: 'zh-Hans',
	tw: 'zh-TW',
	jp: 'ja',
	kr: 'ko',
};

/**
 * The canonical BCP 47 tag of a language code as people write it: `hant` → `zh-Hant`, `pt_br` → `pt-BR`.
 * Nothing when it is no language tag at all.
 */
export function languageTag(code: string): string | undefined {
	const known = nicknames[code.toLowerCase()] ?? code.replaceAll('_', '-');
	try {
		const tag = Intl.getCanonicalLocales(known)[0];
		return tag && languagesByCode.of(new Intl.Locale(tag).language) ? tag : undefined;
	} catch {
		return undefined;
	}
}
/** Well-formed is not enough: `js` and `world` are well-formed tags of no language. */
const languagesByCode = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** The script a language is usually written in, ISO 15924: `Latn`, `Arab`, `Hant`. */
export function scriptOf(lang: string): string {
	return fullTag(lang).script ?? 'Latn';
}

/** A tag with the language, script and region it most likely means (UTS 35, likely subtags). Reading them takes its time. */
const fullTag = remember((lang) => {
	const full = new Intl.Locale(lang).maximize();
	return { tag: full.toString(), language: full.language, script: full.script };
});

/** The direction a language is written in. */
export function direction(lang: string): 'ltr' | 'rtl' {
	return rightToLeftScripts.has(scriptOf(lang)) ? 'rtl' : 'ltr';
}
const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

/** The language's own name for itself: `繁體中文`, `العربية`. */
export const languageName = remember(
	(lang) => new Intl.DisplayNames([lang], { type: 'language', languageDisplay: 'dialect' }).of(lang) ?? lang,
);

/** How alike two tags are: 3 the same, 2 language and script, 1 language with another script or region, 0 strangers. */
function likeness(a: string, b: string): number {
	const [one, other] = [fullTag(a), fullTag(b)];
	if (one.tag === other.tag) return 3;
	if (one.language !== other.language) return 0;
	return one.script === other.script ? 2 : 1;
}

/**
 * The best of the languages on offer for somebody who reads `wanted` (best first): their first language that is on offer
 * in the same script, then one in another script, else nothing. RFC 4647 lookup, with scripts told apart.
 */
export function bestLanguage(wanted: readonly string[], offered: readonly string[]): string | undefined {
	for (const least of [2, 1]) {
		for (const want of wanted) {
			const ranked = offered
				.map((offer) => ({ offer, score: likeness(want, offer) }))
				.filter(({ score }) => score >= least)
				.sort((a, b) => b.score - a.score);
			if (ranked[0]) return ranked[0].offer;
		}
	}
	return undefined;
}

/**
 * Of the translations of one thing (never none), the one for somebody who reads `wanted` (best first); the first when they
 * read none of them.
 */
export function bestTranslation<Item extends { readonly lang: string }>(
	translations: readonly Item[],
	wanted: readonly string[],
): Item {
	const best = bestLanguage(
		wanted,
		translations.map(({ lang }) => lang),
	);
	return translations.find(({ lang }) => lang === best) ?? translations[0]!;
}
