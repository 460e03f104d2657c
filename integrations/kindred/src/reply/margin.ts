import { isBlank } from './line.ts';

/** Fewer lines with the same margin are a list, or chance. */
const FEWEST_LINES = 3;

/**
 * Margins other than `>`: a colon or a bar ("| See you"), or the initials of who is quoted ("AL> See you"), as some programs for
 * mailing lists write them. A table has bars at both ends of its lines, and is not a quote.
 */
const margins = [/^ {0,2}:(?![-)(|/DPp\d:])/, /^ {0,2}\|(?!.*\|\s*$|.* \| )/, /^ {0,2}\p{Lu}{1,4}>/u];

const anyMargin = /^ {0,2}(?:[:|]|\p{Lu}{1,4}>)/u;

/** How many lines from `at` on stand behind the same margin, blank ones among them; 0 when they are too few. */
export function marginRun(lines: readonly string[], at: number): number {
	const first = lines[at]!.slice(0, 200);
	if (!anyMargin.test(first)) return 0;
	const margin = margins.find((one) => one.test(first));
	if (!margin) return 0;
	let count = 0;
	let end = at;
	for (let next = at; next < lines.length; next++) {
		if (margin.test(lines[next]!.slice(0, 200))) count++;
		else if (!isBlank(lines[next])) break;
		if (!isBlank(lines[next])) end = next + 1;
	}
	return count >= FEWEST_LINES ? end - at : 0;
}
