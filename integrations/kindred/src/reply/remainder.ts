import { bare, isBlank, isQuoted } from './line.ts';

/** A line that was broken was nearly as long as programs make lines: 65 to 80 characters, less its margin and the word that went. */
const NEARLY_FULL = 56;

/**
 * Is a line what is left of a quoted one? Programs on the way break lines that the mark of a quote made too long, and put no mark
 * before the rest:
 *
 *     > Is this a typo or are you trying to use it with the long
 *     name
 *     > as it stands in the documentation?
 *
 * It stands between two quoted lines without a gap. An answer may, too; but it does not begin in the middle of a sentence.
 */
export function isRemainder(lines: readonly string[], at: number): boolean {
	const above = lines[at - 1];
	if (above === undefined || !isQuoted(above) || isBlank(lines[at])) return false;
	const last = bare(above.slice(-200));
	const rest = bare(lines[at]!);
	if (!isQuoted(lines[at + 1] ?? '') || rest.length > last.length) return false;
	const brokenLink = /(?:https?:\/\/|www\.)[^\s>)]+$/.test(last) && /^\S*[_=&%/?]\S*$/.test(rest);
	return brokenLink || (last.length >= NEARLY_FULL && !/[.?!:;…。？！：؟।]["'”»)]*$/.test(last));
}
