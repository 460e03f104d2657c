import { isBlank, isQuoted } from './line.ts';
import type { Mark } from './marks.ts';

/** What was quoted, and what was written below it. */
export interface Pair {
	readonly quote: string;
	readonly answer: string;
}

/** Attack: a hundred thousand quoted lines with a word below each. Nobody answers so many paragraphs. */
const MOST_PAIRS = 200;

/** Lines in a row with the same mark. */
interface Block {
	readonly isQuote: boolean;
	readonly lines: readonly string[];
}

/**
 * Answers between the lines of a quote, each beside the paragraph above it. None when an answer stands in one piece above the
 * quote or below it.
 */
export function pairsOf(lines: readonly string[], marks: readonly Mark[]): readonly Pair[] {
	const blocks = blocksOf(lines, marks);
	const answers = blocks.flatMap((block, at) => (!block.isQuote && at > 0 ? [at] : []));
	const isInline = answers.length > 1 || answers.some((at) => blocks[at + 1] !== undefined);
	if (!isInline) return [];
	return answers.slice(0, MOST_PAIRS).flatMap((at) => {
		const quote = lastParagraph(blocks[at - 1]!.lines);
		return quote ? [{ quote, answer: textOf(blocks[at]!.lines) }] : [];
	});
}

/** Quotes and answers in turn. Blank lines and signatures belong to neither. */
function blocksOf(lines: readonly string[], marks: readonly Mark[]): Block[] {
	const blocks: { isQuote: boolean; lines: string[] }[] = [];
	for (const [at, line] of lines.entries()) {
		const mark = marks[at];
		const last = blocks.at(-1);
		if (isBlank(line)) last?.lines.push('');
		else if (mark === 'signature') continue;
		else if (last && last.isQuote === (mark === 'quote')) last.lines.push(line);
		else blocks.push({ isQuote: mark === 'quote', lines: [line] });
	}
	return blocks;
}

/** The last paragraph of a quote, without its marks; of the lines above it that say who wrote it, none. */
function lastParagraph(lines: readonly string[]): string {
	const some = lines.some(isQuoted) ? lines.filter((line) => isQuoted(line) || isBlank(line)) : lines;
	const bare = some.map((line) => line.replace(/^[\s>＞|]{1,60}/, '').trimEnd());
	let end = bare.length;
	while (end > 0 && isBlank(bare[end - 1])) end--;
	let start = end;
	while (start > 0 && !isBlank(bare[start - 1])) start--;
	return bare.slice(start, end).join('\n');
}

const textOf = (lines: readonly string[]) => lines.join('\n').trim();
