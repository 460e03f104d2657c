import { armorOf } from './armor.ts';
import { attributionLength, isBetweenArrows } from './attribution.ts';
import { headerBlockLength, isOriginalMarker, isRule, linesAboveBlock } from './header-block.ts';
import { isBlank, isQuoted } from './line.ts';
import { marginRun } from './margin.ts';
import { isRemainder } from './remainder.ts';
import { beginsFooter, signatureStart } from './signature.ts';

/** Whose a line of an answer is: its writer's, or the one's they answer; or how they sign. */
export type Mark = 'own' | 'quote' | 'signature';

/** A word alone ("Confidential?") may be an answer. */
const SHORTEST_FOOTER = 20;

/** What begins at a line: so many lines that announce a quote or are one, and how many above them belong to it. */
interface Beginning {
	readonly kind: 'wrote' | 'block' | 'margin';
	readonly length: number;
	readonly above: number;
}

/**
 * Says of every line of an answer whose it is. Every line is looked at once, with a bounded look ahead, so the time grows with
 * the length and no faster.
 *
 * @param isKnown whether a line stood in the letter that is answered, where that is known.
 */
export function markLines(lines: readonly string[], isKnown: (line: string, at: number) => boolean): Mark[] {
	const marks: Mark[] = lines.map(() => 'own');
	const armor = armorOf(lines);
	let answered = false;
	for (let at = 0; at < lines.length;) {
		const line = lines[at]!;
		if (armor[at]) {
			marks[at++] = 'signature';
			continue;
		}
		const marked = isKnown(line, at) || (isQuoted(line) && !isBetweenArrows(line));
		const found = isBlank(line) || marked ? undefined : beginning(lines, at);
		if (found) {
			const end = isLast(found, lines, at, answered) ? lines.length : at + found.length;
			marks.fill('quote', at - found.above, end);
			at = end;
			continue;
		}
		if (marked) marks[at] = 'quote';
		else answered ||= !isBlank(line);
		at++;
	}
	for (const at of lines.keys()) if (marks[at] === 'own' && isRemainder(lines, at)) marks[at] = 'quote';
	return signed(lines, marks);
}

function beginning(lines: readonly string[], at: number): Beginning | undefined {
	const margin = marginRun(lines, at);
	if (margin > 0) return { kind: 'margin', length: margin, above: 0 };
	const attribution = attributionLength(lines, at);
	if (attribution > 0) return { kind: 'wrote', length: attribution, above: isRule(lines[at - 1]) ? 1 : 0 };
	const length = headerBlockLength(lines, at) || (isOriginalMarker(lines, at) ? 1 : 0);
	return length > 0 ? { kind: 'block', length, above: linesAboveBlock(lines, at) } : undefined;
}

/**
 * Is all that follows the quote? Not if it is marked line by line. And some gateways take one `>` from every line: then "Ada
 * wrote:" stands on top, and below it, without marks, what was quoted or answered. It is better to keep that than to lose it.
 */
function isLast(found: Beginning, lines: readonly string[], at: number, answered: boolean): boolean {
	if (found.kind === 'margin' || (found.kind === 'wrote' && !answered)) return false;
	return !markedBelow(lines, at + found.length);
}

/** Is what follows marked line by line? */
function markedBelow(lines: readonly string[], at: number): boolean {
	for (let next = at; next < lines.length && next < at + 4; next++) {
		if (!isBlank(lines[next])) return isQuoted(lines[next]!);
	}
	return false;
}

function signed(lines: readonly string[], marks: Mark[]): Mark[] {
	const tail = marks.lastIndexOf('quote') + 1;
	const first = lines.findIndex((line, at) => at >= tail && !isBlank(line));
	const answer = lines.findIndex((line, at) => marks[at] === 'own' && !isBlank(line));
	if (tail > 0 && first >= 0 && answer < tail && isFooter(lines, tail, first)) {
		marks.fill('signature', tail);
	}
	const own = lines.flatMap((_, at) => (marks[at] === 'own' ? [at] : []));
	const start = signatureStart(own.map((at) => lines[at]!));
	for (const at of own.slice(start)) marks[at] = 'signature';
	return marks;
}

/** Below a quote that has an answer above it: a signature, or what a list or a company adds. */
function isFooter(lines: readonly string[], tail: number, first: number): boolean {
	// Some decoders join the end of a quote with the mark of the signature below it.
	const isLong = lines.slice(first, first + 4).join('').length >= SHORTEST_FOOTER;
	return (isLong && beginsFooter(lines[first]!)) || /^[> ]{1,20}-- ?$/.test(lines[tail - 1]!);
}
