import { Temporal } from 'temporal-polyfill';
import { KindredError } from './error.ts';
import { remember } from './remember.ts';

/** An instant as ISO 8601 in UTC with milliseconds, `2026-11-22T09:30:00.000Z`. Sorts as text. */
export type Instant = string;
/** A calendar day, `2026-11-22`. */
export type PlainDate = string;

/** The instant of a `Date`. */
export function instant(date: Date): Instant {
	return date.toISOString();
}

/** The instant some time later: `after(now, { hours: 48 })`. Negative amounts go back. Days are 24 hours. */
export function after(from: Instant, amount: { days?: number; hours?: number; minutes?: number }): Instant {
	const minutes = (amount.days ?? 0) * 1440 + (amount.hours ?? 0) * 60 + (amount.minutes ?? 0);
	return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

/** Is this a day of the calendar, `2026-11-22`? There is no 30 February. */
export function isRealDay(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const date = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Is this an IANA time zone that this machine knows? */
export function isZone(zone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: zone });
		return true;
	} catch {
		return false;
	}
}

/** A wall clock without a zone, `2031-05-17T19:00`, or a calendar day. */
export type WallClock = string;

/** Whether a wall clock is only a day. */
export function isDay(wall: WallClock): boolean {
	return !wall.includes('T');
}

/**
 * The instant of a wall clock in a zone. In the hour that a clock change repeats, the first one; in the hour it skips, the
 * clock moved on (RFC 5545 section 3.3.5, Temporal's `compatible`). A day means its first moment there.
 */
export function instantOf(wall: WallClock, zone: string): Instant {
	const zoned = isDay(wall)
		? Temporal.PlainDate.from(wall).toZonedDateTime(zone)
		: Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
	return new Date(zoned.epochMilliseconds).toISOString();
}

/** The calendar day of an instant in a zone. */
export function dayOf(at: Instant, zone: string): PlainDate {
	return Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/**
 * The locale whose dates and clocks a language is written with. English without a region is read everywhere: it takes the day
 * before the month and 24 hours, which nobody misreads; `en-US` keeps its own.
 */
export function dateLocale(lang: string): string {
	return lang === 'en' ? 'en-GB' : lang;
}

/** A format for dates and clocks, made once: to make one takes as long as hundreds of uses. */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return formats(JSON.stringify([locale, options]));
}
const formats = remember((key) => {
	const [locale, options] = JSON.parse(key) as [string, Intl.DateTimeFormatOptions];
	return new Intl.DateTimeFormat(locale, options);
});

/** A calendar day in words of a language: `22 November 2026`. */
export function formatDay(day: PlainDate, lang: string, style: 'long' | 'medium' = 'long'): string {
	return dayFormats[style](lang).format(new Date(`${day}T00:00:00Z`));
}
const dayFormat = (dateStyle: 'long' | 'medium') =>
	remember((lang) => new Intl.DateTimeFormat(dateLocale(lang), { dateStyle, timeZone: 'UTC' }));
const dayFormats = { long: dayFormat('long'), medium: dayFormat('medium') };

/** Day and clock of an instant in a zone: `2026-11-22 14:25`. */
export function clockIn(at: Instant, zone: string): string {
	// Swedes write dates as ISO 8601 does.
	return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(
		new Date(at),
	);
}

/** A clock given by the author, as for `--now`: an instant, or an error that says how to write one. */
export function readClock(text: string): Instant {
	const time = /^\d{4}-\d{2}-\d{2}(T.+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
	if (Number.isNaN(time)) {
		throw new KindredError(
			`\`${text}\` is not a point in time.`,
			'Write `--now 2026-11-22` or `--now 2026-11-22T09:30:00Z`.',
		);
	}
	return new Date(time).toISOString();
}
