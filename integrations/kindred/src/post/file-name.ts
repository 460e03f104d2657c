import { languageTag } from '../base/language.ts';
import { calendarDay } from './calendar-day.ts';

/** What the path of a post says about it. */
export interface FileName {
	/** The day in the name, `2012-03-24`. */
	readonly date?: string | undefined;
	/** The name without day, language and extension; the folder's name for an `index` file. */
	readonly slug: string;
	/** The language of a suffix, an infix or a folder, BCP 47. */
	readonly lang?: string | undefined;
	/** Files of one article in several languages share this. */
	readonly key: string;
	/** The folder above the slug: what tells two articles of one name and day apart. */
	readonly folder: string;
}

/**
 * Language codes that end a file name without being the last word of an English title, as `hi`, `it` or
 * `no` could be.
 */
const plainCodes = new Set(
	(
		'en zh ja ko de fr es ar ru pt pl tr nl vi th fa sv fi cs hu ro bg sr hr sl lt lv ur bn te kn hy az kk uz mn sw eu gl ' +
		'hant hans cn tw jp kr'
	).split(' '),
);

/** `index.zh-hans`, `why-groups-die.pt-br`. */
const infix = /^(.+)\.([a-z]{2}(?:[-_][a-z]{2,4})?|hant|hans)$/i;
/** `why-groups-die-zh-hant`, `world-cup-ar`. */
const suffix = /^(.+?)[-_]((?:zh[-_](?:hant|hans|cn|tw|hk)|pt[-_]br|en[-_](?:us|gb))|hant|hans|[a-z]{2})$/i;
const dated = /^(\d{4}-\d{1,2}-\d{1,2})(?:[-_](.+))?$/;

/**
 * Reads the path of a post. `stated` is the language its front matter gives: it confirms a code such as
 * `hi` or `it` that could also be a word.
 */
export function readFileName(path: string, stated?: string): FileName {
	const parts = path.replace(/\.(md|mdx|markdown|html)$/i, '').split('/');
	let [stem, lang] = withoutLanguage(parts.pop() ?? '', stated);
	let date: string | undefined;
	const takeDate = (name: string) => {
		const [, day, rest] = dated.exec(name) ?? [];
		const read = day ? calendarDay(day) : undefined;
		if (!read || !('day' in read)) return name;
		date ??= read.day;
		return rest ?? '';
	};
	stem = takeDate(stem);
	if (stem === 'index') stem = parts.length > 0 ? takeDate(parts.pop()!) : stem;
	const folders = parts.filter((part) => {
		const found = languageOfFolder(part, stated);
		if (found) lang ??= found;
		return !found && !/^_?(posts|drafts)$/i.test(part);
	});
	const [year, month, day] = parts.slice(-3);
	const folderDay = calendarDay(`${year}-${month}-${day}`);
	if ('day' in folderDay) date ??= folderDay.day;
	const slug = stem || date || 'post';
	const folder = folders.join('/');
	const key = (date && 'day' in folderDay === false ? `${date}/${slug}` : `${folder}/${slug}`).toLowerCase();
	return { date, slug, lang, key, folder };
}

function withoutLanguage(stem: string, stated: string | undefined): [stem: string, lang: string | undefined] {
	const inside = infix.exec(stem);
	const tag = inside && languageTag(inside[2]!);
	if (inside && tag) return [inside[1]!, tag];
	const behind = suffix.exec(stem);
	const lang = behind && languageOfWord(behind[2]!, stated);
	return behind && lang ? [behind[1]!, lang] : [stem, undefined];
}

function languageOfFolder(name: string, stated: string | undefined): string | undefined {
	return /^([a-z]{2}([-_][a-z]{2,4})?|hant|hans)$/i.test(name) ? languageOfWord(name, stated) : undefined;
}

function languageOfWord(code: string, stated: string | undefined): string | undefined {
	const tag = languageTag(code);
	const isPlain = plainCodes.has(code.toLowerCase()) || /[-_]/.test(code);
	return tag && (isPlain || tag === stated) ? tag : undefined;
}
