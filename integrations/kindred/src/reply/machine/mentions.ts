import { cues } from '../machine-words.ts';
import { nextDay, type Frame } from './day-number.ts';
import { dayAt, tokensOf, type Token } from './dates.ts';

/** Attack: a text of dates, each of them looked at with the words around it. */
const MOST_MENTIONS = 40;

/** A day that a text names, and where. */
export interface Mention {
	readonly start: number;
	readonly end: number;
	/** In days since 1970. */
	readonly day: number;
	/** Told by the day of the week alone. */
	readonly weekday?: true | undefined;
	/** Of a date in characters, whose range may leave the month out. */
	readonly month?: string | undefined;
}

/** The days that a folded text names, in their order; dates, days of the week, "tomorrow". A bounded number of them. */
export function mentionsIn(text: string, frame: Frame): readonly Mention[] {
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
	const within = unspaced.test(token.text) ? token.text : '';
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
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}]/u;

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
