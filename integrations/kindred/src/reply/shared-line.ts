import { isAttribution, mayBegin } from './attribution.ts';
import { folded, isQuoted } from './line.ts';
import { opening } from './quote-words.ts';

/** Where an answer may end and an attribution begin: after a space or dashes, before a capital. */
const seams = /(?:\s|-{2,4}\s?)(?=\p{Lu})/gu;
/** A line may have a thousand of them. */
const MOST_SEAMS = 40;
const MOST_LENGTH = 500;

/**
 * Lines, with each that an answer shares with an attribution split in two: "Gladly! On 28 Apr 2031 at 09:12, Ada wrote:". That is
 * what programs leave that take the line breaks out of HTML.
 */
export function withoutSharedLines(lines: readonly string[]): readonly string[] {
	const seam = lines.map((line) => seamOf(line));
	if (seam.every((at) => at === 0)) return lines;
	return lines.flatMap((line, at) =>
		seam[at]! > 0 ? [line.slice(0, seam[at]).trimEnd(), line.slice(seam[at]).trimStart()] : [line],
	);
}

/** Where the attribution begins in a line that does not begin with one; 0 where none does. */
function seamOf(line: string): number {
	if (line.length > MOST_LENGTH || !/[:：][\s\p{Cf}]{0,4}$/u.test(line.slice(-5)) || !/\d/.test(line))
		return 0;
	if (isQuoted(line) || mayBegin(folded(line))) return 0;
	let tried = 0;
	for (const { index, 0: gap } of line.matchAll(seams)) {
		if (++tried > MOST_SEAMS) return 0;
		const rest = line.slice(index + gap.length);
		if (opening.test(folded(rest)) && isAttribution(rest, false)) return index;
	}
	return 0;
}
