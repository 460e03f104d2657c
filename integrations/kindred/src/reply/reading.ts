import { align } from './align.ts';
import { announcedFrom } from './announcement.ts';
import { attributionLength } from './attribution.ts';
import { readHtml } from './html.ts';
import { isBlank, isQuoted, linesOf } from './line.ts';
import { type Mark, markLines } from './marks.ts';
import { preheaderLines } from './preheader.ts';
import { withoutSharedLines } from './shared-line.ts';

/** One version of a mail's text, read. */
export interface Reading {
	readonly lines: readonly string[];
	readonly marks: readonly Mark[];
	/** What is marked as a quote is one, and it has an end: where nothing else is left, nothing was written. */
	readonly sure: () => boolean;
}

/** The version in HTML. */
export interface RichReading extends Reading {
	/** A program marked a quote in it. */
	readonly marked: boolean;
	/** Its end is missing. */
	readonly cut: boolean;
}

/** The plain version, by the looks of its lines and by what stood in the letter we sent. */
export function readPlain(text: string, sent: string | undefined): Reading {
	const lines = withoutSharedLines(linesOf(text));
	const { known, inserted } = sent ? align(lines, sent) : { known: [], inserted: [] };
	const overview = preheaderLines(lines);
	const marks = markLines(lines, (_, at) => known[at] === true || overview[at] === true);
	announce(lines, marks, known);
	for (const [at, is] of inserted.entries()) if (is && !isQuoted(lines[at]!)) marks[at] = 'own';
	return { lines, marks, sure: () => isAttributed(lines, marks) };
}

/** The version in HTML: its structure is surer than the looks of a line, and the letter we sent surer than both. */
export function readRich(html: string, sent: string | undefined): RichReading {
	const { lines, places, marked, endless, attributed, cut } = readHtml(html);
	const { known, inserted } = sent ? align(lines, sent) : { known: [], inserted: [] };
	const overview = preheaderLines(lines);
	const marks = markLines(lines, (_, at) => known[at] === true || overview[at] === true);
	for (const [at, place] of places.entries())
		if (place === 'signature' && marks[at] === 'own') marks[at] = place;
	announce(lines, marks, known);
	const shown = lines.map((line, at) => (inserted[at] ? line.replace(/^> /, '') : line));
	for (const [at, is] of inserted.entries()) if (is) marks[at] = 'own';
	return {
		lines: shown,
		marks,
		marked,
		cut,
		sure: () => !endless && (attributed || isAttributed(lines, marks)),
	};
}

/** What stands right above words of our letter and looks as if it announced them, does, in whatever language. */
function announce(lines: readonly string[], marks: Mark[], known: readonly boolean[]): void {
	for (const [at, is] of known.entries()) {
		if (is && !known[at - 1]) marks.fill('quote', announcedFrom(lines, at), at);
	}
}

/** A plain version this many times shorter says no more than that there is another one. */
const STUB = 5;

/** The plain version may have lost what marks a quote, or be a note that there is another one. */
export function isBetter(rich: RichReading, plain: Reading): boolean {
	const sizeOf = ({ lines, marks }: Reading, mark: Mark) =>
		lines.reduce((size, line, at) => size + (marks[at] === mark ? line.trim().length : 0), 0);
	if (rich.cut) return false;
	const own = sizeOf(plain, 'own');
	if (sizeOf(rich, 'own') === 0 && own > 0) return rich.sure();
	if (rich.marked || sizeOf(rich, 'own') > STUB * own) return true;
	return sizeOf(rich, 'quote') > 0 && sizeOf(plain, 'quote') === 0;
}

/** Every line is marked as quoted, or says who wrote what follows, or is a signature; and one does say so. */
function isAttributed(lines: readonly string[], marks: readonly Mark[]): boolean {
	let attributed = false;
	for (let at = 0; at < lines.length;) {
		const isUnmarked = !isBlank(lines[at]) && !isQuoted(lines[at]!) && marks[at] !== 'signature';
		const length = isUnmarked ? attributionLength(lines, at) : 0;
		if (isUnmarked && length === 0) return false;
		attributed ||= length > 0;
		at += Math.max(length, 1);
	}
	return attributed;
}
