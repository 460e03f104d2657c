import { quotedText } from './html.ts';
import { bare, isBlank, linesOf } from './line.ts';
import { type Mark, markLines } from './marks.ts';

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
 * Takes an answer apart, in a time that grows with its length and no faster. When nothing of one's own would be left,
 * everything is: better too much than nothing.
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
	const marks = markLines(lines, (line) => known.size > 0 && known.has(fold(line)));
	const part = (mark: Mark) => join(lines.filter((_, at) => marks[at] === mark));
	const text = part('own');
	if (text) return { text, quoted: part('quote'), signature: part('signature') };
	return { text: join(lines), quoted: '', signature: '' };
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
