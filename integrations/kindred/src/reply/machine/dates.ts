import { monthNamed } from './calendar-words.ts';
import { ofMonth, type Frame } from './day-number.ts';
import { weekday } from './weekdays.ts';

/** A piece of a folded text: a run of letters, a run of digits, or a sign. White space is none. */
export interface Token {
	readonly text: string;
	/** In UTF-16 units of the text. */
	readonly start: number;
	readonly end: number;
}

/** A day that stands in a text, in days since 1970, and behind which token it ends. */
export interface Found {
	readonly day: number;
	readonly next: number;
	/** Of a day of the week, which says less than the date beside it. */
	readonly weekday?: true | undefined;
	/** Where it begins, when not at the first token. */
	readonly start?: number | undefined;
	/** The end where it is within a token, as in scripts without spaces. */
	readonly end?: number | undefined;
	/** The month, so that the end of a range may leave it out. */
	readonly month?: string | undefined;
}

/** The tokens of a text, in one pass. */
export function tokensOf(text: string): readonly Token[] {
	return [...text.matchAll(/\p{L}[\p{L}\p{M}]*|\d+|\S/gu)].map(({ 0: piece, index }) => ({
		text: piece,
		start: index,
		end: index + piece.length,
	}));
}

/** The day that is named from a token on; nothing when it begins none. Looks at a dozen tokens at most. */
export function dayAt(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	return (
		characters(tokens, at, frame) ??
		numbers(tokens, at, frame) ??
		dayMonth(tokens, at, frame) ??
		monthDay(tokens, at, frame) ??
		weekday(tokens, at, frame)
	);
}

const number = (token: Token | undefined, most = 2) =>
	token && /^\d/.test(token.text) && token.text.length <= most ? Number(token.text) : undefined;
const begins = (token: Token | undefined, signs: string) =>
	token !== undefined && signs.includes(token.text[0]!);
const touch = (one: Token | undefined, next: Token | undefined) => one?.end === next?.start;

/** A day, where it is one. */
function found(day: number | undefined, next: number, more: Partial<Found> = {}): Found | undefined {
	return day === undefined ? undefined : { day, next, ...more };
}

/** 2031年5月12日, 5월 12일, 民國120年5月12日. */
function characters(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	let month = at;
	let year: number | undefined;
	if (number(tokens[at], 4) !== undefined && begins(tokens[at + 1], '年년')) {
		year = number(tokens[at], 4)!;
		// The Republic's years in Taiwan.
		if (year > 80 && year < 1000) year += 1911;
		month += 2;
	}
	const day = month + 2;
	const [m, d] = [number(tokens[month]), number(tokens[day])];
	if (m === undefined || d === undefined || !begins(tokens[month + 1], '月월')) return undefined;
	const named = begins(tokens[day + 1], '日号號일');
	const end = named ? tokens[day + 1]!.start + 1 : tokens[day]!.end;
	return found(ofMonth({ year, month: m, day: d }, frame), day + 1 + Number(named), {
		end,
		month: String(m),
	});
}

/** 2031-05-12, 12.05.2031, 12. 5., 5/12. */
function numbers(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	const first = number(tokens[at], 4);
	const second = number(tokens[at + 2]);
	const sign = tokens[at + 1]?.text ?? '';
	if (first === undefined || second === undefined || !/^[-/.]$/.test(sign)) return undefined;
	// Within a longer number: a telephone's, an hour's, a version's. A dash stands between two dates as well.
	const before = tokens[at - 1];
	const within =
		(sign === '-' ? /^[-/.:]$/ : /^[/.:]$/).test(before?.text ?? '') &&
		/^\d/.test(tokens[at - 2]?.text ?? '');
	if ((within || before?.text === '+') && touch(before, tokens[at])) return undefined;
	const third =
		tokens[at + 3]?.text === sign && touch(tokens[at + 2], tokens[at + 3])
			? number(tokens[at + 4], 4)
			: undefined;
	if (!touch(tokens[at], tokens[at + 1]) || (third === undefined && sign === '-')) return undefined;
	const next = at + (third === undefined ? 3 : 5);
	if (goesOn(tokens, next) || (sign === '/' && first === 24 && second === 7)) return undefined;
	if (tokens[at]!.text.length > 2)
		return third === undefined
			? undefined
			: found(ofMonth({ year: first, month: second, day: third }, frame), next);
	const year = third !== undefined && third < 100 ? 2000 + third : third;
	const dayFirst = ofMonth({ year, month: second, day: first }, frame);
	const monthFirst = sign === '/' ? ofMonth({ year, month: first, day: second }, frame) : undefined;
	return found(frame.monthFirst ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst), next);
}

/** A number that goes on is a telephone's, an hour's or a version's. */
function goesOn(tokens: readonly Token[], at: number): boolean {
	const [before, sign, after] = [tokens[at - 1], tokens[at], tokens[at + 1]];
	return (
		/^[/.:%]$/.test(sign?.text ?? '') &&
		touch(before, sign) &&
		touch(sign, after) &&
		/^\d/.test(after?.text ?? '')
	);
}

const ordinals = /^(?:st|nd|rd|th|er|e|го|ого|е|η|ος|º|ª|°|\.|-)$/;
const links = /^(?:of|de|del|d|'|ngày|ve)$/;

/** 12 May 2031, 12. Mai, 12 de mayo de 2031, 1er mars, 12 tháng 5, ב-12 במאי. */
function dayMonth(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	const day = number(tokens[at]);
	if (day === undefined) return undefined;
	let next = at + 1;
	for (let more = 0; more < 2 && ordinals.test(tokens[next]?.text ?? ''); more++) next++;
	for (let more = 0; more < 2 && links.test(tokens[next]?.text ?? ''); more++) next++;
	const month = monthAt(tokens, next);
	if (!month) return undefined;
	const year = yearAt(tokens, month.next);
	return found(ofMonth({ year: year?.year, month: month.month, day }, frame), year?.next ?? month.next);
}

/** May 12th, 2031; május 12.; 2031. május 12. A range's last day, as of "May 3-12", is the one that counts. */
function monthDay(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	const month = monthAt(tokens, at);
	const first = month && number(tokens[month.next]);
	if (!month || first === undefined) return undefined;
	let next = month.next + 1;
	if (/^(?:st|nd|rd|th|\.)$/.test(tokens[next]?.text ?? '')) next++;
	let day = first;
	let start: number | undefined;
	const last = /^(?:[-–—~]|to|through|thru|és)$/.test(tokens[next]?.text ?? '')
		? number(tokens[next + 1])
		: undefined;
	if (last !== undefined && last > first) {
		day = last;
		start = tokens[next + 1]!.start;
		next += 2;
	}
	const year = yearAt(tokens, next);
	return found(ofMonth({ year: year?.year, month: month.month, day }, frame), year?.next ?? next, { start });
}

function monthAt(tokens: readonly Token[], at: number): { month: number; next: number } | undefined {
	const one = tokens[at];
	const two = tokens[at + 1];
	if (!one || !/^\p{L}/u.test(one.text)) return undefined;
	const counted = one.text === 'tháng' ? number(two) : undefined;
	if (counted !== undefined) return { month: counted, next: at + 2 };
	const both = two && /^\p{L}/u.test(two.text) ? monthNamed(`${one.text} ${two.text}`) : undefined;
	if (both !== undefined) return { month: both, next: at + 2 };
	const month = monthNamed(one.text);
	const stop = two?.text === '.' && touch(one, two) ? 1 : 0;
	return month === undefined ? undefined : { month, next: at + 1 + stop };
}

/** A year that follows, perhaps behind a comma or a word. */
function yearAt(tokens: readonly Token[], at: number): { year: number; next: number } | undefined {
	for (let next = at; next < at + 3; next++) {
		const text = tokens[next]?.text ?? '';
		if (/^\d{4}$/.test(text)) return { year: Number(text), next: next + 1 };
		if (!/^(?:,|\.|de|del|năm|พ|ศ)$/.test(text)) return undefined;
	}
	return undefined;
}
