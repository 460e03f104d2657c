import { languageTag } from './language.ts';

/** What a path pattern may name. */
export interface PathParts {
	readonly lang: string;
	readonly group: string;
	readonly id: string;
	readonly date?: string;
}

/**
 * Fills a path pattern such as `/:lang/posts/:group/`. `:lang` is lower case and its segment disappears for the site's
 * default language; `:group`, `:id`, `:year`, `:month` and `:day` come from the entry. Slashes inside an id stay slashes.
 */
export function fillPath(pattern: string, parts: PathParts, defaultLang: string): string {
	const [year = '', month = '', day = ''] = (parts.date ?? '').split('-');
	const values: Record<string, string> = {
		lang: parts.lang === defaultLang ? '' : parts.lang.toLowerCase(),
		group: parts.group,
		id: parts.id,
		year,
		month,
		day,
	};
	const filled = pattern.replace(/:(lang|group|id|year|month|day)\b/g, (_all, name: string) =>
		values[name]!.split('/').map(encodeURIComponent).join('/'),
	);
	return filled.replace(/\/{2,}/g, '/');
}

/** The language suffix of an entry's id, taken off: `why.zh-hant` → `why`, `zh-Hant`. */
function splitId(id: string): { group: string; lang: string | undefined } {
	const dot = id.lastIndexOf('.');
	const slash = id.lastIndexOf('/');
	const lang = dot > slash + 1 ? languageTag(id.slice(dot + 1)) : undefined;
	return { group: lang ? id.slice(0, dot) : id, lang };
}

/** Where an entry stands: its language, BCP 47, and its translation group. Front matter wins, then the file's name. */
export function placeOf(
	id: string,
	data: { readonly lang?: string | undefined; readonly group?: string | undefined },
	siteLang: string,
): { lang: string; group: string } {
	const suffix = splitId(id);
	return { lang: data.lang ?? suffix.lang ?? siteLang, group: data.group ?? suffix.group };
}
