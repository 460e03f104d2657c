import { scriptOf } from '../base/language.ts';
import { dateLocale, formatDay, isDay } from '../base/time.ts';
import type { KindredEvent } from './event.ts';

/** When something is: its clock, its zone, and the instants they mean. */
export type Times = Pick<KindredEvent, 'day' | 'start' | 'end' | 'zone'> & {
	readonly instants: Pick<KindredEvent['instants'], 'start' | 'end'>;
};

/** When a gathering is, in words of a language and in its own zone, with the zone's name. */
export function whenInWords(event: Times, lang: string): string {
	if (event.day) {
		const days = [new Date(`${event.start}T00:00:00Z`), new Date(`${event.end}T00:00:00Z`)] as const;
		return rangeInWords(days, lang, { dateStyle: 'full', timeZone: 'UTC' });
	}
	const { zone: timeZone, instants } = event;
	const times = [new Date(instants.start), new Date(instants.end)] as const;
	const range = rangeInWords(times, lang, { dateStyle: 'full', timeStyle: 'short', timeZone });
	const zone = zoneInWords(event, lang);
	return fullWidth.has(scriptOf(lang)) ? `${range}（${zone}）` : `${range} (${zone})`;
}
/** Scripts whose brackets are as wide as their characters. */
const fullWidth = new Set(['Hans', 'Hant', 'Jpan']);

/**
 * From when to when. CLDR writes some ranges of Chinese and Japanese in figures, `2031/5/17土曜日`; there the two ends are put
 * together here, in words, the second without its day when that is the same.
 */
function rangeInWords(
	[from, to]: readonly [Date, Date],
	lang: string,
	options: Intl.DateTimeFormatOptions,
): string {
	const { timeStyle, timeZone } = options;
	const format = new Intl.DateTimeFormat(dateLocale(lang), options);
	const range = format.formatRange(from, to);
	if (!/\d\/\d/.test(range)) return tidy(range);
	const dash = /[～至]/.exec(range)?.[0] ?? '–';
	const day = new Intl.DateTimeFormat(lang, { dateStyle: 'full', timeZone });
	const isOneDay = timeStyle && day.format(from) === day.format(to);
	const end = isOneDay ? new Intl.DateTimeFormat(lang, { timeStyle, timeZone }) : format;
	return tidy(`${format.format(from)}${dash}${end.format(to)}`);
}

/** The name of an event's zone on its day, `Central European Summer Time`. */
function zoneInWords(event: Times, lang: string): string {
	const format = new Intl.DateTimeFormat(dateLocale(lang), { timeZone: event.zone, timeZoneName: 'long' });
	const part = format
		.formatToParts(new Date(event.instants.start))
		.find(({ type }) => type === 'timeZoneName');
	return part?.value ?? event.zone;
}

/** `Intl` sets thin and narrow spaces, which many mail fonts do not have. */
function tidy(text: string): string {
	return text.replace(/[\u2009\u202f]/g, ' ');
}

/** Until when an answer is taken, in words; a deadline that is a day is that whole day. */
export function deadlineInWords(event: KindredEvent, lang: string): string {
	const { deadline, instants, zone } = event;
	if (!deadline || isDay(deadline)) return deadline ? formatDay(deadline, lang) : '';
	const options = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
	const format = new Intl.DateTimeFormat(dateLocale(lang), options);
	return tidy(format.format(new Date(instants.closes)));
}
