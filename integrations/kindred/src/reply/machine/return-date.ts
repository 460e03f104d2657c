import type { PlainDate } from '../../base/time.ts';
import { cues } from '../machine-words.ts';
import { headerOf, type Mail } from '../mail.ts';
import { fold } from './calendar-words.ts';
import { dayOfNumber, nextDay, type Frame } from './day-number.ts';
import { dayAt, tokensOf, type Token } from './dates.ts';

/** Nobody says later than here when they are back; attack: a megabyte of dates. In UTF-16 units. */
const MOST_TEXT = 4000;
/** Attack: as many as that holds, each with the words around it. */
const MOST_MENTIONS = 40;
/** How far from a day the words about it stand. */
const BEFORE = 70;
const BEHIND = 45;
/** "Until" stands at the day itself, with a word or two between: it is not about the next one. */
const NEAR = 14;
/** Beside a word of return it has to stand closer: in many languages it means "to" as well. */
const AT = 4;

/** A day that a text names, and where. */
interface Mention {
	readonly start: number;
	readonly end: number;
	/** In days since 1970. */
	readonly day: number;
	readonly weekday?: true | undefined;
	readonly month?: string | undefined;
}

/**
 * The day somebody is back, as they say it: the day they name as that of their return; else the day until which they are away,
 * or the one after it where they say that it is included. "Monday" is the next one after the mail was written. Nothing when
 * they name no such day, or one that is past.
 *
 * @param text what they wrote, in any of the languages of `words/machine.json`.
 */
export function returnDate(mail: Mail, text: string): PlainDate | undefined {
	const told = toldByApple(mail);
	if (told) return told;
	const written = writtenOn(mail);
	if (written === undefined) return undefined;
	const words = readable(`${ownSubject(mail)}\n\n${text}`.slice(0, MOST_TEXT));
	const found = mentionsIn(words, { written, monthFirst: isMonthFirst(mail, words) });
	const sorted = found.map((mention, at) => ({
		...mention,
		role: roleOf(words, mention, { last: found[at - 1], next: found[at + 1] }),
	}));
	// Who is back today no longer says that they are away; it is the first day of the absence.
	const ahead = sorted.filter(({ day }) => day > written);
	const back = ahead.find(({ role }) => role === 'back') ?? ahead.find(({ role }) => role === 'until');
	const day = back?.day ?? ahead.find(({ role }) => role === 'through')?.day;
	const included = back === undefined;
	return day === undefined ? undefined : dayOfNumber(included ? day + 1 : day);
}

/** The local day the mail was written on, in days since 1970. */
function writtenOn(mail: Mail): number | undefined {
	if (!mail.date) return undefined;
	const [, sign = '+', hours = '0', minutes = '0'] =
		/([+-])(\d\d)(\d\d)\b/.exec(headerOf(mail, 'date')) ?? [];
	const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1);
	return Math.floor((Date.parse(mail.date) / 60_000 + offset) / 1440);
}

/** What stands behind the colon is the subject of the letter that is answered. */
function ownSubject({ subject }: Mail): string {
	return subject.split(/[:：]/)[0]!;
}

/** East Asian, or English from a clock of North America. */
function isMonthFirst(mail: Mail, words: string): boolean {
	if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(words)) return true;
	return /-0[4-9]\d\d\b/.test(headerOf(mail, 'date')) && /\b(?:the|will|and|am|be)\b/.test(words);
}

/** iCloud tells the days it was given: `X-Apple-Criteria: {kind=VACATION,startDate=…,endDate=2020-01-10T14:59:59Z}`. */
function toldByApple(mail: Mail): PlainDate | undefined {
	const end = /\bendDate=(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)/.exec(headerOf(mail, 'x-apple-criteria'))?.[1];
	const time = Date.parse(end ?? '');
	// The last second of a day somewhere: the midnight after it is that of the nearest day in UTC.
	return Number.isNaN(time) ? undefined : dayOfNumber(Math.round((time + 1000) / 86_400_000));
}

/** Text in which days are looked for: folded, a line that is broken put together, blank lines marked. */
function readable(text: string): string {
	return fold(text.replace(/\r?\n[^\S\n]*\r?\n\s*/g, ' ¶ '))
		.replace(/令和 ?(\d{1,2})年/g, (_, year: string) => `${2018 + Number(year)}年`)
		.replace(/\s+/g, ' ');
}

function mentionsIn(text: string, frame: Frame): readonly Mention[] {
	const tokens = tokensOf(text);
	const found: Mention[] = [];
	for (let at = 0; at < tokens.length && found.length < MOST_MENTIONS;) {
		const one = dayAt(tokens, at, frame);
		const { start } = tokens[at]!;
		if (one) {
			join(found, { ...one, start: one.start ?? start, end: one.end ?? tokens[one.next - 1]!.end }, text);
			at = one.next;
			continue;
		}
		const soon = soonAt(tokens[at]!, frame, text) ?? endOfRange(tokens, at, found.at(-1), frame);
		if (soon) found.push(soon);
		at++;
	}
	return found;
}

/** "Monday, 12 May" is one day, told twice; the date is the better one. */
function join(found: Mention[], next: Mention, text: string): void {
	const last = found.at(-1);
	const between = last && text.slice(last.end, next.start);
	const beside = between !== undefined && /^[\s,(（).]{0,4}(?:\p{L}{1,4} )?$/u.test(between);
	if (!last || !beside || Boolean(last.weekday) === Boolean(next.weekday)) found.push(next);
	else found[found.length - 1] = { ...(last.weekday ? next : last), start: last.start, end: next.end };
}

/** "Tomorrow", "next week"; in scripts without spaces somewhere in the token. */
function soonAt(token: Token, { written }: Frame, text: string): Mention | undefined {
	const within = joined.test(token.text) ? token.text : '';
	for (const [list, day] of [
		[cues.tomorrow, written + 1],
		[cues.nextWeek, nextDay(written, 1)],
	] as const)
		for (const word of list) {
			const at = within ? within.indexOf(word) : text.startsWith(word, token.start) ? 0 : -1;
			if (at >= 0) return { start: token.start + at, end: token.start + at + word.length, day };
		}
	return undefined;
}
const joined = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/u;

/** The second day of 5月3日～12日, which leaves the month out. */
function endOfRange(
	tokens: readonly Token[],
	at: number,
	last: Mention | undefined,
	frame: Frame,
): Mention | undefined {
	const [one, sign] = [tokens[at], tokens[at + 1]];
	if (!last?.month || !one || !sign || one.start - last.end > 6) return undefined;
	if (!/^\d{1,2}$/.test(one.text) || !/^[日号號일]/.test(sign.text)) return undefined;
	const date = dayAt(tokensOf(`${last.month}月${one.text}日`), 0, frame);
	return date && { start: one.start, end: sign.start + 1, day: date.day };
}

type Role = 'back' | 'until' | 'through' | undefined;

/** What a day is, by the words around it in its sentence. */
function roleOf(
	text: string,
	{ start, end }: Mention,
	{ last, next }: { last: Mention | undefined; next: Mention | undefined },
): Role {
	const before = text
		.slice(Math.max(0, start - BEFORE, last?.end ?? 0), start)
		.split(sentenceEnd)
		.at(-1)!;
	const behind = clauseBehind(text.slice(end, Math.min(end + BEHIND, next?.start ?? text.length)), next);
	const returns = says(before, cues.back);
	const near = returns ? AT : NEAR;
	const until = endsWith(before, cues.until, near) || says(behind, cues.untilBehind, NEAR);
	const through = endsWith(before, cues.through, near) || says(behind, cues.throughBehind, NEAR);
	if (through) return 'through';
	if (until || isRangeEnd(text, start, last)) return 'until';
	return returns || says(behind, cues.back) ? 'back' : undefined;
}

/** The clause that goes on behind a day, over a comma at the day itself. What stands before the next day is about that one. */
function clauseBehind(text: string, next: Mention | undefined): string {
	const clauses = text.split(clauseEnd);
	const own = next && clauses.length > 1 ? clauses.slice(0, -1) : clauses;
	return own.find((clause) => clause.trim() !== '') ?? '';
}

/** A full stop behind a number is an ordinal's. */
const clauseEnd = /[!?¶。！？;,、]|(?<!\d)\. /;
const sentenceEnd = /[!?¶。！？;]|(?<!\d)\. /;

/** Is it the second of two days, or days of one month, with a dash between, or "between" before? */
function isRangeEnd(text: string, start: number, last: Mention | undefined): boolean {
	if (/(?:^|\D)\d{1,2}\.? ?(?:[-–—~〜]|\p{L}{1,3}) ?$/u.test(text.slice(Math.max(0, start - 8), start)))
		return true;
	if (!last) return false;
	// 7月14日（月）～7月25日（金）
	const between = text.slice(last.end, start).replace(/\([^()]{1,4}\)/g, '');
	if (/^[\s.]{0,2}[-–—~〜]\s?$/u.test(between)) return true;
	const near = text.slice(Math.max(0, last.start - 20), last.start);
	return between.length < 12 && endsWith(near, cues.between, NEAR);
}

/** Does one of the words stand in the text, beginning within its first `most` characters? */
function says(text: string, words: readonly string[], most = text.length): boolean {
	return words.some((word) => {
		for (let at = text.indexOf(word); at >= 0 && at <= most; at = text.indexOf(word, at + 1))
			if (begins(text, word, at)) return true;
		return false;
	});
}

/** Does one of them stand at the end, but for `most` characters? */
function endsWith(text: string, words: readonly string[], most: number): boolean {
	return words.some((word) => {
		const at = text.lastIndexOf(word);
		return at >= 0 && text.length - at - word.length <= most && begins(text, word, at);
	});
}

/** At the beginning of a word, in scripts in which words are told apart and nothing is written before them as a part of them. */
function begins(text: string, word: string, at: number): boolean {
	return at === 0 || !spaced.test(word) || !/\p{L}/u.test(text[at - 1]!);
}
const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
