import { attributionLength } from './attribution.ts';
import { isHeaderBlock, isOriginalMarker, linesAboveBlock } from './header-block.ts';
import { quotedText } from './html.ts';
import { bare, isBlank, isQuoted, linesOf } from './line.ts';
import { signatureStart } from './signature.ts';

/** What somebody wrote, what they quoted, and how they sign. */
export interface Trimmed {
	readonly text: string;
	readonly quoted: string;
	readonly signature: string;
	/** Answers between the lines of a quote, each beside what it answers. Nothing when it was answered in one piece. */
	readonly pairs?: readonly Pair[] | undefined;
	/** Nothing of one's own was found, so `text` is everything. */
	readonly whole?: true | undefined;
}

/** What was quoted, and what was written below it. */
export interface Pair {
	readonly quote: string;
	readonly answer: string;
}

/** A line this long that also stood in our letter is a quote of it, whatever the program did to its margin. */
const KNOWN_LENGTH = 24;

/**
 * Takes an answer apart. Every line is looked at once, with a bounded look ahead, so the time grows with the length and no
 * faster. When nothing of one's own would be left, everything is: better too much than nothing.
 *
 * @param body the two versions of the mail's text, and `sent`, the text of the letter it answers, where it is known.
 */
export function trimReply(body: {
	text?: string | undefined;
	html?: string | undefined;
	sent?: string | undefined;
}): Trimmed {
	const known = new Set(
		linesOf(body.sent ?? '')
			.map(fold)
			.filter((line) => line.length >= KNOWN_LENGTH),
	);
	const plain = body.text?.trim() ? takeApart(linesOf(body.text), known) : undefined;
	// The plain version may have lost what marks a quote; the other one has it in its structure.
	if (body.html && !plain?.quoted) {
		const rich = takeApart(linesOf(quotedText(body.html)), known);
		if (!plain || rich.quoted) return rich;
	}
	return plain ?? { text: '', quoted: '', signature: '' };
}

function takeApart(lines: readonly string[], known: ReadonlySet<string>): Trimmed {
	const own: string[] = [];
	const quoted: string[] = [];
	for (let at = 0; at < lines.length;) {
		const line = lines[at]!;
		if (isQuoted(line) || (known.size > 0 && known.has(fold(line)))) {
			quoted.push(line);
			at++;
			continue;
		}
		const attribution = isBlank(line) ? 0 : attributionLength(lines, at);
		const block = attribution === 0 && (isOriginalMarker(line) || isHeaderBlock(lines, at));
		if (block) own.length -= moved(own, quoted, linesAboveBlock(lines, at));
		if (block || (attribution > 0 && !quoteBelow(lines, at + attribution))) {
			for (let rest = at; rest < lines.length; rest++) quoted.push(lines[rest]!);
			break;
		}
		for (let next = at; next < at + Math.max(attribution, 1); next++)
			(attribution > 0 ? quoted : own).push(lines[next]!);
		at += Math.max(attribution, 1);
	}
	return signed(own, quoted, lines);
}

/** Lines above a block that belong to it go to the quote as well. Says how many. */
function moved(own: readonly string[], quoted: string[], count: number): number {
	const many = Math.min(count, own.length);
	for (let line = own.length - many; line < own.length; line++) quoted.push(own[line]!);
	return many;
}

/** Is what follows an attribution marked line by line? If not, all the rest is the quote. */
function quoteBelow(lines: readonly string[], at: number): boolean {
	for (let next = at; next < lines.length && next < at + 4; next++) {
		if (!isBlank(lines[next])) return isQuoted(lines[next]!);
	}
	return false;
}

function signed(own: readonly string[], quoted: readonly string[], all: readonly string[]): Trimmed {
	const start = signatureStart(own);
	const text = join(own.slice(0, start));
	const signature = join(own.slice(start));
	if (text) return { text, quoted: join(quoted), signature };
	return { text: join(all), quoted: '', signature: '' };
}

/** Lines as one text, without blank ones around it and without more than one in a row. */
function join(lines: readonly string[]): string {
	const kept: string[] = [];
	for (const line of lines) {
		if (!isBlank(line)) kept.push(line.trimEnd());
		else if (kept.length > 0 && kept.at(-1) !== '') kept.push('');
	}
	if (kept.at(-1) === '') kept.pop();
	return kept.join('\n');
}

function fold(line: string): string {
	return bare(line.replace(/^[>|\s]{1,20}/, '')).toLowerCase();
}
