import { bare, folded, isBlank } from './line.ts';
import { deviceSignature } from './quote-words.ts';

/** RFC 3676 section 4.3: `-- ` begins the signature; the space is often lost on the way. */
const delimiter = /^(?:--|—|––|- -)$/;
const rule = /^[_—-]{5,}$/;
/** Longer than this below a rule of dashes, and it is not a signature but the second half of the mail. */
const MOST_LINES = 12;

/** The first line of the signature below what somebody wrote; `lines.length` when there is none. */
export function signatureStart(lines: readonly string[]): number {
	let end = lines.length;
	while (end > 0 && isBlank(lines[end - 1])) end--;
	for (let line = end - 1; line >= 0 && end - line <= MOST_LINES + 1; line--) {
		const text = bare(lines[line]!);
		if (delimiter.test(text)) return line;
		if (rule.test(text) && end - line <= 6) return line;
		if (isDeviceSignature(text)) return Math.min(line, ruleAbove(lines, line));
	}
	return lines.length;
}

function ruleAbove(lines: readonly string[], line: number): number {
	for (let above = line - 1; above >= 0 && line - above <= 2; above--) {
		if (rule.test(bare(lines[above]!)) || delimiter.test(bare(lines[above]!))) return above;
	}
	return line;
}

/** "Sent from my phone", in the languages of phones. */
function isDeviceSignature(text: string): boolean {
	return text.length <= 160 && deviceSignature.test(folded(text).replace(/^[\s([<"«“—–-]{1,4}/, ''));
}
