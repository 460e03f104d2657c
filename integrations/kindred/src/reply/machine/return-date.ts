import type { PlainDate } from '../../base/time.ts';
import { headerOf, type Mail } from '../mail.ts';
import { fold } from './calendar-words.ts';
import { dayOfNumber } from './day-number.ts';
import { mentionsIn } from './mentions.ts';
import { roleOf, type Role } from './role.ts';

/** Nobody says later than here when they are back; attack: a megabyte of dates. In UTF-16 units. */
const MOST_TEXT = 4000;

/**
 * The day somebody is back, as they say it: the day they name as that of their return; else the day until which they are away,
 * or the one after it where they say that it is included. "Monday" is the next one after the mail was written. Nothing when
 * they name no such day, or one that is past.
 *
 * @param text what they wrote, in any of the languages of `words/machine.json`.
 */
export function returnDate(mail: Mail, text: string): PlainDate | undefined {
	const written = writtenOn(mail);
	if (written === undefined) return undefined;
	const told = toldByApple(mail);
	if (told !== undefined) return told > written ? dayOfNumber(told) : undefined;
	const words = readable(`${ownSubject(mail)}\n\n${text}`.slice(0, MOST_TEXT));
	const found = mentionsIn(words, { written, monthFirst: isMonthFirst(mail, words) });
	const sorted = found.map((mention, at) => ({
		...mention,
		role: roleOf(words, mention, { last: found[at - 1], next: found[at + 1] }),
	}));
	// Who is back today no longer says that they are away; it is the first day of the absence.
	const ahead = sorted.filter(({ day }) => day > written);
	const first = (wanted: Role) => ahead.find(({ role }) => role === wanted);
	const best = first('back') ?? first('until') ?? first('through');
	return best && dayOfNumber(best.role === 'through' ? best.day + 1 : best.day);
}

/** The local day the mail was written on, in days since 1970. Years of five digits are no dates. */
function writtenOn(mail: Mail): number | undefined {
	if (mail.date?.length !== '2031-05-06T07:12:00.000Z'.length) return undefined;
	return Math.floor((Date.parse(mail.date) / 60_000 + offsetOf(mail)) / 1440);
}

/** How far the clock of whoever wrote the mail is ahead of UTC, in minutes (RFC 5322 section 3.3). */
function offsetOf(mail: Mail): number {
	const [, sign, hours, minutes] =
		/ ([+-])([01]\d)([0-5]\d)(?: *\(| *$)/.exec(headerOf(mail, 'date').slice(0, 100)) ?? [];
	return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
}

/** What stands behind the colon is the subject of the letter that is answered. */
function ownSubject({ subject }: Mail): string {
	return subject.split(/[:：]/)[0]!;
}

/** East Asian, or English from a clock of North America. */
function isMonthFirst(mail: Mail, words: string): boolean {
	if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(words)) return true;
	const hours = offsetOf(mail) / 60;
	return hours <= -4 && hours >= -10 && /\b(?:the|will|and|am|be)\b/.test(words);
}

/** iCloud tells the days it was given: `X-Apple-Criteria: {kind=VACATION,startDate=…,endDate=2020-01-10T14:59:59Z}`. */
function toldByApple(mail: Mail): number | undefined {
	const end = /\bendDate=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/.exec(headerOf(mail, 'x-apple-criteria'))?.[1];
	const time = Date.parse(end ?? '');
	// The last second of a day somewhere: the midnight after it is that of the nearest day in UTC.
	return Number.isNaN(time) ? undefined : Math.round((time + 1000) / 86_400_000);
}

/** Text in which days are looked for: folded, a line that is broken put together, blank lines marked. */
function readable(text: string): string {
	return fold(text.replace(/\r?\n[^\S\n]*\r?\n\s*/g, ' ¶ '))
		.replace(/令和 ?(\d{1,2})年/g, (_, year: string) => `${2018 + Number(year)}年`)
		.replace(/\s+/g, ' ');
}
