import { Temporal } from 'temporal-polyfill';
import { scriptOf } from '../base/language.ts';
import { remember } from '../base/remember.ts';
import { dateFormat, dateLocale, dayOf, formatDay, isDay, type Instant } from '../base/time.ts';
import type { KindredEvent } from './event.ts';

/** When something is: its clock, its zone, and the instants they mean. */
export type Times = Pick<KindredEvent, 'day' | 'start' | 'end' | 'zone'> & {
	readonly instants: Pick<KindredEvent['instants'], 'start' | 'end'>;
};

/** When a gathering is, in words of a language and in its own zone, with the zone's name. */
export function whenInWords({ day, start, end, zone, instants }: Times, lang: string): string {
	const { start: from, end: to } = instants;
	return made(JSON.stringify([{ day, start, end, zone, instants: { start: from, end: to } }, lang]));
}
/** Each answer to an event says it twice, in a letter and on a page, and a range of dates takes longest of all that stands there. */
const made = remember((key) => writeWhen(...(JSON.parse(key) as [Times, string])));

function writeWhen(event: Times, lang: string): string {
	if (event.day) {
		const days = [new Date(`${event.start}T00:00:00Z`), new Date(`${event.end}T00:00:00Z`)] as const;
		return rangeInWords(days, lang, { dateStyle: 'full', timeZone: 'UTC' });
	}
	const { zone: timeZone, instants } = event;
	const times = [new Date(instants.start), new Date(instants.end)] as const;
	const range = rangeInWords(times, lang, { dateStyle: 'full', timeStyle: 'short', timeZone });
	return withZone(range, timeZone, instants.start, lang);
}

/** A moment in words of a language and in a zone, with the zone's name: `Friday 27 November 2026 at 18:00 (…)`. */
export function momentInWords(
	at: Instant,
	zone: string,
	lang: string,
	dateStyle: 'full' | 'long' = 'full',
): string {
	const format = dateFormat(dateLocale(lang), { dateStyle, timeStyle: 'short', timeZone: zone });
	return withZone(tidy(format.format(new Date(at))), zone, at, lang);
}

/**
 * How soon something begins, as one says it: `In 7 days`, `Tomorrow`, `In 3 hours`. Days are those of the calendar in its zone; on
 * the day itself hours are counted, unless it takes whole days.
 */
export function howSoonInWords(
	{ day, start, zone, instants }: Pick<Times, 'day' | 'start' | 'zone' | 'instants'>,
	now: Instant,
	lang: string,
): string {
	const format = new Intl.RelativeTimeFormat(dateLocale(lang), { numeric: 'auto' });
	const today = Temporal.PlainDate.from(dayOf(now, zone));
	const { days } = today.until(day ? start : dayOf(instants.start, zone));
	const minutes = Math.max(1, Math.round((Date.parse(instants.start) - Date.parse(now)) / 60_000));
	const words =
		days !== 0 || day
			? format.format(days, 'day')
			: minutes < 60
				? format.format(minutes, 'minute')
				: format.format(Math.round(minutes / 60), 'hour');
	const [first = '', ...rest] = tidy(words);
	return first.toLocaleUpperCase(lang) + rest.join('');
}

function withZone(text: string, zone: string, at: Instant, lang: string): string {
	const name = zoneInWords(zone, at, lang);
	return fullWidth.has(scriptOf(lang)) ? `${text}（${name}）` : `${text} (${name})`;
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
	const format = dateFormat(dateLocale(lang), options);
	const range = format.formatRange(from, to);
	if (!/\d\/\d/.test(range)) return tidy(range);
	const dash = /[～至]/.exec(range)?.[0] ?? '–';
	const day = dateFormat(lang, { dateStyle: 'full', timeZone });
	const isOneDay = timeStyle && day.format(from) === day.format(to);
	const end = isOneDay ? dateFormat(lang, { timeStyle, timeZone }) : format;
	return tidy(`${format.format(from)}${dash}${end.format(to)}`);
}

/** The name of a zone at a moment, `Central European Summer Time`. */
function zoneInWords(zone: string, at: Instant, lang: string): string {
	const format = dateFormat(dateLocale(lang), { timeZone: zone, timeZoneName: 'long' });
	const part = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName');
	return part?.value ?? zone;
}

/** `Intl` sets thin and narrow spaces, which many mail fonts do not have. */
export function tidy(text: string): string {
	return text.replace(/[\u2009\u202f]/g, ' ');
}

/** Until when an answer is taken, in words; a deadline that is a day is that whole day. */
export function deadlineInWords(event: KindredEvent, lang: string): string {
	const { deadline, instants, zone } = event;
	if (!deadline || isDay(deadline)) return deadline ? formatDay(deadline, lang) : '';
	const options = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
	const format = dateFormat(dateLocale(lang), options);
	return tidy(format.format(new Date(instants.closes)));
}
