import { dayNamed } from './calendar-words.ts';
import type { Found, Token } from './dates.ts';
import { inNextWeek, nextDay, type Frame } from './day-number.ts';

/** The day of the week in Chinese and Japanese, whose names are the same characters in another order. */
const weekdaySigns: Readonly<Record<string, string>> = {
	一: '1',
	二: '2',
	三: '3',
	四: '4',
	五: '5',
	六: '6',
	日: '7',
	天: '7',
	月: '1',
	火: '2',
	水: '3',
	木: '4',
	金: '5',
	土: '6',
	월: '1',
	화: '2',
	수: '3',
	목: '4',
	금: '5',
	토: '6',
	일: '7',
};

/** Monday, lundi, 下周一, 来週月曜, 다음 주 월요일: the next such day after the mail's. */
export function weekday(tokens: readonly Token[], at: number, frame: Frame): Found | undefined {
	const token = tokens[at];
	if (!token || !/^\p{L}/u.test(token.text)) return undefined;
	const signs =
		/(?:(下|来|來|다음)[个個]?)?(?:(?:星期|周|週|禮拜|礼拜)([一二三四五六日天])|週?の?([月火水木金土日])曜|([월화수목금토일])요일)/u.exec(
			token.text.slice(0, 60),
		);
	if (signs) {
		const day = Number(weekdaySigns[(signs[2] ?? signs[3] ?? signs[4])!]);
		const later = signs[1] !== undefined && signs[2] !== undefined;
		const end = token.start + signs.index + signs[0].length;
		return { day: (later ? inNextWeek : nextDay)(frame.written, day), next: at + 1, end, weekday: true };
	}
	const two = tokens[at + 1];
	const both = two && /^\p{L}/u.test(two.text) ? dayNamed(`${token.text} ${two.text}`) : undefined;
	const day = both ?? dayNamed(token.text);
	if (day === undefined) return undefined;
	// Portuguese counts the days: segunda-feira.
	const more = both ? 2 : tokens[at + 2]?.text === 'feira' ? 3 : 1;
	return { day: nextDay(frame.written, day), next: at + more, weekday: true };
}
