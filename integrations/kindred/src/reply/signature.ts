import { bare, folded, isBlank } from './line.ts';
import { deviceSignature, notice, secrecy } from './quote-words.ts';

/** RFC 3676 section 4.3: `-- ` begins the signature; the space is often lost on the way. */
const delimiter = /^(?:--|—|––|- -)$/;
const rule = /^[_—-]{5,}$/;
/** What companies draw around their small print. */
const fence = /^\s{0,8}[*_=#~—-]{5,200}\s{0,8}$/;
/** "-Ada Lovelace": a dash, and a name of up to four words. */
const dashedName = /^[-–—~] ?\p{Lu}[\p{L}\p{M}']{1,20}(?: \p{Lu}[\p{L}\p{M}']{0,20}\.?){0,3}$/u;
const link = /^<?(?:https?:|www\.)\S+$/;
/** Longer than this below a line of dashes, and it is not a signature but the second half of the mail. */
const MOST_LINES = 12;
const MOST_LINES_RULED = 6;
/** A telephone that signs may be followed by a name, no more. */
const MOST_BELOW_DEVICE = 3;
/** Small print is longer; a paragraph of it is. */
const MOST_LINES_PRINTED = 45;
const LEAST_PRINTED = 80;
const MOST_FOOTERS = 3;

/** The first line of the signature below what somebody wrote; `lines.length` when there is none. */
export function signatureStart(lines: readonly string[]): number {
	let start = lowest(lines, lines.length, true);
	// The list or the company may have put something of its own below the writer's signature.
	for (let more = 0; more < MOST_FOOTERS && start < lines.length; more++) start = lowest(lines, start, false);
	return start;
}

/** Does a line begin what is not the writer's own hand: the mark of a signature, a rule, what a company adds to each mail? */
export function beginsFooter(line: string): boolean {
	const text = bare(line);
	return delimiter.test(text) || rule.test(text) || isDeviceSignature(text) || notice.test(folded(line));
}

function lowest(lines: readonly string[], stop: number, mayBeRuled: boolean): number {
	let end = stop;
	while (end > 0 && isBlank(lines[end - 1])) end--;
	const last = end > 2 && link.test(bare(lines[end - 1]!)) ? end - 2 : end - 1;
	if (last > 0 && isDashedName(lines, last)) return last;
	let below = 0;
	for (let line = end - 1; line >= 0 && end - line <= MOST_LINES + 1; line--) {
		const text = bare(lines[line]!);
		if (delimiter.test(text)) return line;
		if (mayBeRuled && rule.test(text) && end - line <= MOST_LINES_RULED && !underlines(lines, line))
			return line;
		if (below <= MOST_BELOW_DEVICE && isDeviceSignature(text)) return Math.min(line, ruleAbove(lines, line));
		if (text !== '') below++;
	}
	return smallPrint(lines, end) ?? stop;
}

/** The first line of a paragraph about what is confidential, or of the fence above it, if one stands below all else. */
function smallPrint(lines: readonly string[], end: number): number | undefined {
	for (let line = Math.max(1, end - MOST_LINES_PRINTED); line < end; line++) {
		const fenced = fence.test(lines[line - 1]!);
		if (isBlank(lines[line]) || !(fenced || isBlank(lines[line - 1]))) continue;
		if (!fenced && !notice.test(folded(lines[line]!))) continue;
		const print = folded(lines.slice(line, line + 8).join(' '));
		if (print.length >= LEAST_PRINTED && secrecy.test(print)) return fenced ? line - 1 : line;
	}
	return undefined;
}

/** Is a rule as long as the line above it, and so the lower edge of a heading? */
function underlines(lines: readonly string[], at: number): boolean {
	const above = (lines[at - 1] ?? '').trim();
	return above !== '' && Math.abs(above.length - lines[at]!.trim().length) <= 2;
}

/** A name behind a dash as the last line, unless it ends a list. */
function isDashedName(lines: readonly string[], at: number): boolean {
	if (!dashedName.test(bare(lines[at]!))) return false;
	let above = at - 1;
	while (above >= 0 && isBlank(lines[above])) above--;
	return above >= 0 && !/^\s*[-–—*•~]/.test(lines[above]!.slice(0, 20));
}

function ruleAbove(lines: readonly string[], line: number): number {
	for (let above = line - 1; above >= 0 && line - above <= 2; above--) {
		if (rule.test(bare(lines[above]!)) || delimiter.test(bare(lines[above]!))) return above;
	}
	return line;
}

/** "Sent from my phone", in the languages of phones. "Sent from my desk, it looks different." is a sentence. */
function isDeviceSignature(text: string): boolean {
	if (text.length > 160 || !deviceSignature.test(folded(text).replace(/^[\s([<"«“—–-]{1,4}/, '')))
		return false;
	return !(text.includes(', ') && /[.!?]$/.test(text));
}
