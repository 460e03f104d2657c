import { site } from '../site.ts';

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']);

/** The direction a language is written in. */
export function direction(lang: string): 'ltr' | 'rtl' {
	const script = new Intl.Locale(lang).maximize().script ?? 'Latn';
	return rightToLeftScripts.has(script) ? 'rtl' : 'ltr';
}

/** The name of a language in its own words, `繁體中文`, or in those of another. */
export function languageName(lang: string, inLang: string = lang): string {
	return new Intl.DisplayNames([inLang], { type: 'language', languageDisplay: 'dialect' }).of(lang) ?? lang;
}

/** The nearest of the languages on offer: the same script first, another script of the same language last. */
export function bestLanguage(wanted: string, offered: readonly string[]): string | undefined {
	const want = new Intl.Locale(wanted).maximize();
	const near = offered.filter((offer) => new Intl.Locale(offer).language === want.language);
	return (
		near.find((offer) => new Intl.Locale(offer).maximize().toString() === want.toString()) ??
		near.find((offer) => new Intl.Locale(offer).maximize().script === want.script) ??
		near[0]
	);
}

/** The URL segment of a language; the default language has none. */
export function languageSegment(lang: string): string | undefined {
	return lang === site.defaultLang ? undefined : lang.toLowerCase();
}

/** A path of the blog in a language: `localPath('ar', 'topics/')` is `/ar/topics/`. */
export function localPath(lang: string, path = ''): string {
	const segment = languageSegment(lang);
	return segment ? `/${segment}/${path}` : `/${path}`;
}

/** Orders languages: the default one first, the others by their tag. */
export function byLanguage(a: string, b: string): number {
	if (a === b) return 0;
	if (a === site.defaultLang) return -1;
	if (b === site.defaultLang) return 1;
	return a.localeCompare(b);
}
