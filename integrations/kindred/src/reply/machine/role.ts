import { cues } from '../machine-words.ts';
import type { Mention } from './mentions.ts';

/** How far from a day the words about it stand. */
const BEFORE = 70;
const BEHIND = 45;
/** "Until" stands at the day itself, with a word or two between: it is not about the next one. */
const NEAR = 14;
/** Beside a word of return it has to stand closer: in many languages it means "to" as well. */
const AT = 4;

/** A day is that of a return, the end of an absence, or the last day of one. */
export type Role = 'back' | 'until' | 'through' | undefined;

/** What a day is, by the words around it in its sentence; nothing when they do not tell. */
export function roleOf(
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
	return own.find((clause) => /\p{L}/u.test(clause)) ?? '';
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
