import ar from './strings/ar.json' with { type: 'json' };
import en from './strings/en.json' with { type: 'json' };
import zhHans from './strings/zh-Hans.json' with { type: 'json' };
import zhHant from './strings/zh-Hant.json' with { type: 'json' };
import { bestLanguage } from './language.ts';
import { remember } from './remember.ts';

/** Every word that mails and visitor pages show, by section. English is the shape all others follow. */
export type Strings = typeof en;

const byLanguage: Record<string, Strings> = { en, ar, 'zh-Hans': zhHans, 'zh-Hant': zhHant };

/** The languages the system's own words exist in. */
const spokenLanguages = Object.keys(byLanguage);

/** The system's words for a language: its own, or those of the nearest relative, or English. */
export const strings = remember(
	(lang): Strings => byLanguage[bestLanguage([lang], spokenLanguages) ?? 'en']!,
);

/** A sentence with its `{holes}` filled. A hole without a value stays visible, so that a test finds it. */
export function say(sentence: string, values: Readonly<Record<string, string | number>> = {}): string {
	return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
