import { site } from '../site.ts';

/** The language a file's name ends in, `why.zh-hant.md`, else the site's. */
export function languageTag(path: string): string {
	const suffix = /\.([a-z]{2,3}(?:-[a-z0-9]{2,8})*)\.mdx?$/.exec(path)?.[1];
	return suffix ? Intl.getCanonicalLocales(suffix)[0]! : site.defaultLang;
}
