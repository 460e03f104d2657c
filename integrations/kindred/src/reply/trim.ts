import { isBlank } from './line.ts';
import type { Mark } from './marks.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { isBetter, readPlain, readRich, type Reading } from './reading.ts';

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
