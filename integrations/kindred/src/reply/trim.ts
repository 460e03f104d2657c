import { align } from './align.ts';
import { announcedFrom } from './announcement.ts';
import { attributionLength } from './attribution.ts';
import { readHtml } from './html.ts';
import { isBlank, isQuoted, linesOf } from './line.ts';
import { type Mark, markLines } from './marks.ts';
import { preheaderLines } from './preheader.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { withoutSharedLines } from './shared-line.ts';

export type { Pair } from './pairs.ts';

/** What somebody wrote, what they quoted, and how they sign. */
export interface Trimmed {
	/** Empty when the mail is a quote and nothing else, as its program marked it: a letter sent on without a word. */
	readonly text: string;
	readonly quoted: string;
	readonly signature: string;
	/** Answers between the lines of a quote, each beside what it answers. Nothing when it was answered in one piece. */
	readonly pairs?: readonly Pair[] | undefined;
	/** Nothing of one's own was found, so `text` is everything. */
	readonly whole?: true | undefined;
}

/** One version of a mail's text, read. */
interface Reading {
	readonly lines: readonly string[];
	readonly marks: readonly Mark[];
	/** What is marked as a quote is one, and it has an end: where nothing else is left, nothing was written. */
	readonly sure: () => boolean;
}

/**
 * Takes an answer apart, in a time that grows with its length and no faster. Three ways are weighed: how the lines of a mail
 * look, what the structure of its HTML says, and what stood in the letter it answers. When nothing of one's own would be left,
 * everything is, unless the mail is marked as a quote from end to end: better too much than nothing.
 *
 * @param body the two versions of the mail's text, and `sent`, the text of the letter it answers, where it is known.
 */
export function trimReply(body: {
	text?: string | undefined;
	html?: string | undefined;
	sent?: string | undefined;
}): Trimmed {
	const plain = body.text?.trim() ? readPlain(body.text, body.sent) : undefined;
	const rich = body.html ? readRich(body.html, body.sent) : undefined;
	const reading = rich && (!plain || isBetter(rich, plain)) ? rich : plain;
	return reading ? partsOf(reading) : { text: '', quoted: '', signature: '' };
}

function readPlain(text: string, sent: string | undefined): Reading {
	const lines = withoutSharedLines(linesOf(text));
	const { known, inserted } = sent ? align(lines, sent) : { known: [], inserted: [] };
	const overview = preheaderLines(lines);
	const marks = markLines(lines, (_, at) => known[at] === true || overview[at] === true);
	announce(lines, marks, known);
	for (const [at, is] of inserted.entries()) if (is && !isQuoted(lines[at]!)) marks[at] = 'own';
	return { lines, marks, sure: () => isAttributed(lines) };
}

/** The structure is surer than the looks of a line, and the letter we sent surer than both. */
function readRich(html: string, sent: string | undefined): Reading & { readonly better: boolean } {
	const { lines, places, marked, endless, attributed, cut } = readHtml(html);
	const { known, inserted } = sent ? align(lines, sent) : { known: [], inserted: [] };
	const overview = preheaderLines(lines);
	const marks = markLines(lines, (_, at) => known[at] === true || overview[at] === true);
	for (const [at, place] of places.entries())
		if (place === 'signature' && marks[at] === 'own') marks[at] = place;
	announce(lines, marks, known);
	const own = lines.map((line, at) => (inserted[at] ? line.replace(/^> /, '') : line));
	for (const [at, is] of inserted.entries()) if (is) marks[at] = 'own';
	return {
		lines: own,
		marks,
		better: marked && !cut,
		sure: () => !endless && (attributed || isAttributed(lines)),
	};
}

/** What stands right above words of our letter and looks as if it announced them, does, in whatever language. */
function announce(lines: readonly string[], marks: Mark[], known: readonly boolean[]): void {
	for (const [at, is] of known.entries()) {
		if (is && !known[at - 1]) marks.fill('quote', announcedFrom(lines, at), at);
	}
}

/** The plain version may have lost what marks a quote, or be a note that there is another one. */
function isBetter(rich: Reading & { readonly better: boolean }, plain: Reading): boolean {
	const has = (reading: Reading, mark: Mark) => reading.marks.includes(mark);
	if (!has(rich, 'own') && has(plain, 'own')) return rich.sure();
	return rich.better || (has(rich, 'quote') && !has(plain, 'quote'));
}

/** Every line is marked as quoted, or says who wrote what follows; and one does say so. */
function isAttributed(lines: readonly string[]): boolean {
	let attributed = false;
	for (let at = 0; at < lines.length;) {
		const length = isBlank(lines[at]) || isQuoted(lines[at]!) ? 0 : attributionLength(lines, at);
		if (length > 0) attributed = true;
		else if (!isBlank(lines[at]) && !isQuoted(lines[at]!)) return false;
		at += Math.max(length, 1);
	}
	return attributed;
}

function partsOf({ lines, marks, sure }: Reading): Trimmed {
	const all: Record<Mark, string[]> = { own: [], quote: [], signature: [] };
	for (const [at, line] of lines.entries()) {
		if (!isBlank(line)) all[marks[at]!].push(line.trimEnd());
		// A blank line is whose the lines around it are.
		else for (const part of Object.values(all)) if (part.length > 0 && part.at(-1) !== '') part.push('');
	}
	const parts = { text: join(all.own), quoted: join(all.quote), signature: join(all.signature) };
	if (!parts.text && !sure()) return whole(lines);
	const pairs = all.own.length > 0 && all.quote.length > 0 ? pairsOf(lines, marks) : [];
	return pairs.length > 0 ? { ...parts, pairs } : parts;
}

function whole(lines: readonly string[]): Trimmed {
	const all: string[] = [];
	for (const line of lines) {
		if (!isBlank(line)) all.push(line.trimEnd());
		else if (all.length > 0 && all.at(-1) !== '') all.push('');
	}
	const text = join(all);
	return { text, quoted: '', signature: '', ...(text && { whole: true }) };
}

/** Lines as one text, without a blank one at its end. */
function join(lines: readonly string[]): string {
	return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).join('\n');
}
