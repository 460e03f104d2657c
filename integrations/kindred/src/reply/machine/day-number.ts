import type { PlainDate } from '../../base/time.ts';
import { persianDay } from './calendar-words.ts';

/** By what a day without a year, or "Monday", is told. */
export interface Frame {
	/** The day the mail was written, in days since 1970. */
	readonly written: number;
	/** Months come before days in dates of numbers, as in America. */
	readonly monthFirst: boolean;
}

/** Somebody who was back two months ago forgot to switch the answer off; the day is not that of next year. */
const FORGOTTEN = 60;
/** Longer than this nobody is away. */
const LONGEST = 800;

const DAY = 86_400_000;

/** A day of a year, or of the next such day when no year is given. Nothing for what is no day, is long past or far ahead. */
export function ofMonth(
	{ year, month, day }: { year?: number | undefined; month: number; day: number },
	frame: Frame,
): number | undefined {
	const first = frame.written - FORGOTTEN;
	if (month > 100) return persianDay(month - 100, day, first);
	if (year === undefined) {
		const ofMail = new Date(first * DAY).getUTCFullYear();
		const days = [ofMail, ofMail + 1].map((some) => numberOf(some, month, day));
		return days.find((number) => number !== undefined && number >= first);
	}
	if (year >= 1300 && year < 1500) return persianDay(month, day, first);
	// The Buddhist era of Thailand is 543 years ahead.
	const number = numberOf(year > 2400 && year < 2700 ? year - 543 : year, month, day);
	return number !== undefined && number >= first && number <= frame.written + LONGEST ? number : undefined;
}

function numberOf(year: number, month: number, day: number): number | undefined {
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY : undefined;
}

/** The first such day of the week (1 is Monday) after a day. */
export function nextDay(after: number, weekday: number): number {
	return after + 1 + ((weekday - weekdayOf(after + 1) + 7) % 7);
}

/** That day of the week in the week that begins on the next Monday. */
export function inNextWeek(after: number, weekday: number): number {
	return nextDay(after, 1) + weekday - 1;
}

/** 1 for Monday. 1 January 1970 was a Thursday. */
function weekdayOf(day: number): number {
	return ((day + 3) % 7) + 1;
}

/** As the calendar writes it. */
export function dayOfNumber(number: number): PlainDate {
	return new Date(number * DAY).toISOString().slice(0, 10);
}
