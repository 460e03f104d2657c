import { attributionLength } from './attribution.ts';
import { headerBlockLength, isOriginalMarker, linesAboveBlock } from './header-block.ts';
import { isBlank, isQuoted } from './line.ts';
import { signatureStart } from './signature.ts';

/** Whose a line of an answer is: its writer's, or the one's they answer; or how they sign. */
export type Mark = 'own' | 'quote' | 'signature';

/**
 * Says of every line of an answer whose it is. Every line is looked at once, with a bounded look ahead, so the time grows with
 * the length and no faster.
 *
 * @param isKnown whether a line stood in the letter that is answered, where that is known.
 */
export function markLines(lines: readonly string[], isKnown: (line: string, at: number) => boolean): Mark[] {
	const marks: Mark[] = lines.map(() => 'own');
	for (let at = 0; at < lines.length;) {
		const line = lines[at]!;
		if (isQuoted(line) || isKnown(line, at)) {
			marks[at++] = 'quote';
			continue;
		}
		const attribution = isBlank(line) ? 0 : attributionLength(lines, at);
		const block = attribution === 0 && (isOriginalMarker(lines, at) || headerBlockLength(lines, at) > 0);
		if (block || (attribution > 0 && !quoteBelow(lines, at + attribution))) {
			marks.fill('quote', block ? at - linesAboveBlock(lines, at) : at);
			break;
		}
		if (attribution > 0) marks.fill('quote', at, at + attribution);
		at += Math.max(attribution, 1);
	}
	return signed(lines, marks);
}

/** Is what follows an attribution marked line by line? If not, all the rest is the quote. */
function quoteBelow(lines: readonly string[], at: number): boolean {
	for (let next = at; next < lines.length && next < at + 4; next++) {
		if (!isBlank(lines[next])) return isQuoted(lines[next]!);
	}
	return false;
}

function signed(lines: readonly string[], marks: Mark[]): Mark[] {
	const own = lines.flatMap((_, at) => (marks[at] === 'own' ? [at] : []));
	const start = signatureStart(own.map((at) => lines[at]!));
	for (const at of own.slice(start)) marks[at] = 'signature';
	return marks;
}
