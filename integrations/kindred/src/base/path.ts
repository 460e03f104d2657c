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

/** An entry's id split into its translation group and its language suffix: `why.zh-hant` → `why`, `zh-Hant`. */
export function splitId(
	id: string,
	languageOf: (code: string) => string | undefined,
): { group: string; lang: string | undefined } {
	const dot = id.lastIndexOf('.');
	const slash = id.lastIndexOf('/');
	if (dot <= slash + 1) return { group: id, lang: undefined };
	const lang = languageOf(id.slice(dot + 1));
	return lang ? { group: id.slice(0, dot), lang } : { group: id, lang: undefined };
}
