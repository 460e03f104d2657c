import { bestLanguage } from './blog/language.ts';
import { ar } from './strings/ar.ts';
import { de } from './strings/de.ts';
import { en, type BlogStrings } from './strings/en.ts';
import { topicNames } from './strings/topics.ts';
import { hans } from './strings/zh-hans.ts';
import { hant } from './strings/zh-hant.ts';

const tables: Record<string, BlogStrings> = { en, 'zh-Hant': hant, 'zh-Hans': hans, ar, de };

/** The blog's own words in a language, or in the nearest one that has them, or in English. */
export function blogStrings(lang: string): BlogStrings {
	return tables[bestLanguage(lang, Object.keys(tables)) ?? 'en'] ?? en;
}

/** What a tag is called in a language; one without a name is shown as written. */
export function topicName(tag: string, lang: string): string {
	const names = topicNames[bestLanguage(lang, Object.keys(topicNames)) ?? ''];
	return names?.[tag.toLowerCase()] ?? tag;
}

/** Fills `{name}` in a text. */
export function fill(text: string, values: Record<string, string | number>): string {
	return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
