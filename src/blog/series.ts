import type { BlogEvent } from './entries.ts';
import { topicName } from '../strings.ts';
import { localPath } from './language.ts';

/** What a series is called: as a tag of that name in a language, else its own words. `a-table-for-eight` → `A table for eight`. */
export function seriesName(series: string, lang: string): string {
	const words = series.replaceAll('-', ' ');
	const name = topicName(words, lang);
	return name.slice(0, 1).toLocaleUpperCase(lang) + name.slice(1);
}

/** The page of a series in a language. */
export function seriesPath(series: string, lang: string): string {
	return localPath(lang, `events/series/${series}/`);
}

/** All series of some events, in the order of the alphabet. */
export function seriesOf(events: readonly Pick<BlogEvent, 'facts'>[]): string[] {
	return [...new Set(events.flatMap(({ facts }) => facts.series ?? []))].sort();
}
