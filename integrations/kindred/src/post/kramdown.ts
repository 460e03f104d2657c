import { literalSpans } from './markdown.ts';
import { type Edit, isInside, lineAt, type Manuscript, type Note, revise, wholeLine } from './manuscript.ts';

/**
 * Takes kramdown's own syntax out of a text, so that CommonMark with GFM and `$maths$` shows what kramdown
 * showed.
 */
export function removeKramdown(from: Manuscript, note: Note): Manuscript {
	return removeAttributeLists(maths(from), note);
}

/** `\\( x \\)` and `\\[ x \\]`, as written for MathJax behind kramdown, become `$x$` and `$$x$$`. */
function maths(from: Manuscript): Manuscript {
	if (!/\\\\[([]/.test(from.text)) return from;
	const literals = literalSpans(from.text);
	const edits: Edit[] = [];
	for (const match of from.text.matchAll(
		/\\\\\(((?:(?!\n[ \t]*\n|\\\\\))[\s\S]){1,2000}?)\\\\\)|\\\\\[([\s\S]{1,5000}?)\\\\\]/g,
	)) {
		const [start, end] = [match.index, match.index + match[0].length];
		if (isInside(literals, start)) continue;
		const formula = (match[1] ?? match[2] ?? '').replaceAll('\\\\\\\\', '\\\\').replace(/\\([_*])/g, '$1');
		edits.push(
			match[1] === undefined
				? displayed(from.text, start, end, formula)
				: { start, end, text: `$${formula.trim()}$` },
		);
	}
	return revise(from, edits);
}

/** A displayed formula on lines of its own, as deep as the list it may stand in. */
function displayed(text: string, start: number, end: number, formula: string): Edit {
	const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	if (before.trim() !== '' || /\n[ \t]*\n/.test(formula.trim()))
		return { start, end, text: `$$${formula.replace(/\s+/g, ' ').trim()}$$` };
	const after = /^[ \t]*(?=\n|$)/.test(text.slice(end)) ? '' : `\n${before}`;
	const lines = formula
		.trim()
		.split('\n')
		.map((line) => before + line.trimStart());
	return { start: start - before.length, end, text: `${before}$$\n${lines.join('\n')}\n${before}$$${after}` };
}

const attributeLists = new RegExp(
	[
		String.raw`\{::comment\}[\s\S]*?\{:\/(?:comment)?\}`,
		String.raw`^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:[ ]?toc[^}\n]*\}[ \t]*$`,
		String.raw`\{:{1,2}[^}\n]*\}`,
		String.raw`^\*\[[^\]\n]+\]:[^\n]*$`,
		String.raw`^#{1,6} [^\n]*[^\s][ \t]*\{#[\w:.-]{1,200}\}[ \t]*$`,
	].join('|'),
	'gm',
);

function removeAttributeLists(from: Manuscript, note: Note): Manuscript {
	if (from.text.search(attributeLists) === -1) return from;
	const literals = literalSpans(from.text);
	const edits: Edit[] = [];
	for (const match of from.text.matchAll(attributeLists)) {
		if (isInside(literals, match.index)) continue;
		const kept = /^#{1,6} /.test(match[0])
			? match[0].slice(0, match[0].lastIndexOf('{#')).trimEnd().length
			: 0;
		const span = { start: match.index + kept, end: match.index + match[0].length };
		note(
			lineAt(from, span.start),
			`kramdown's \`${match[0].slice(kept).split('\n').at(-1)!.trim().slice(0, 40)}\` is left out`,
		);
		edits.push({ ...wholeLine(from.text, span), text: '' });
	}
	return revise(from, edits);
}
