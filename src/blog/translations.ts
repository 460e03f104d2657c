import { byLanguage } from './language.ts';

/** Anything that exists in several languages under one group. */
export interface Translatable {
	readonly group: string;
	readonly lang: string;
	readonly url: string;
}

/** The same page in another language. */
export interface Alternate {
	readonly lang: string;
	readonly url: string;
}

/** Every language an entry exists in, itself included, the default language first. */
export function translationsOf(entry: Translatable, all: readonly Translatable[]): Alternate[] {
	return all
		.filter((other) => other.group === entry.group)
		.map(({ lang, url }) => ({ lang, url }))
		.sort((a, b) => byLanguage(a.lang, b.lang));
}

/**
 * What a search engine is told: one `hreflang` per language and `x-default` for everybody else, which is the default language
 * where it exists, else the first. Nothing when there is no choice.
 */
export function hreflangs(alternates: readonly Alternate[]): { hreflang: string; url: string }[] {
	const [first] = [...alternates].sort((a, b) => byLanguage(a.lang, b.lang));
	if (!first || alternates.length < 2) return [];
	return [
		...alternates.map(({ lang, url }) => ({ hreflang: lang, url })),
		{ hreflang: 'x-default', url: first.url },
	];
}

/** One version per group for a reader of `lang`: that language where it exists, else the default one, else any. */
export function inLanguage<T extends Translatable>(all: readonly T[], lang: string): T[] {
	const groups = Map.groupBy(all, (entry) => entry.group);
	return [...groups.values()].map((versions) => {
		const ranked = [...versions].sort((a, b) => byLanguage(a.lang, b.lang));
		return ranked.find((version) => version.lang === lang) ?? ranked[0]!;
	});
}
