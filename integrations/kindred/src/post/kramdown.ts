import { literalSpans, parseMarkdown, spanOf, walk } from './markdown.ts';
import { type Edit, isInside, lineAt, type Manuscript, type Note, revise, wholeLine } from './manuscript.ts';

/** Takes kramdown's own syntax out of a text, so that CommonMark with GFM and `$maths$` shows what kramdown showed. */
export function removeKramdown(from: Manuscript, note: Note): Manuscript {
	return removeAttributeLists(maths(from), note);
}

/** `\\( x \\)` and `\\[ x \\]`, as written for MathJax behind kramdown, become `$x$` and `$$x$$`. */
function maths(from: Manuscript): Manuscript {
	const literals = literalSpans(from.text);
	const edits: Edit[] = [];
	for (const match of from.text.matchAll(/\\\\\(((?:(?!\n[ \t]*\n|\\\\\))[\s\S]){1,2000}?)\\\\\)|\\\\\[([\s\S]{1,5000}?)\\\\\]/g)) {
		const [start, end] = [match.index, match.index + match[0].length];
		if (isInside(literals, start)) continue;
		const formula = (match[1] ?? match[2] ?? '').replaceAll('\\\\\\\\', '\\\\').replace(/\\([_*])/g, '$1');
		edits.push(match[1] === undefined ? displayed(from.text, start, end, formula) : { start, end, text: `$${formula.trim()}$` });
	}
	return revise(from, edits);
}

/** A displayed formula on lines of its own, as deep as the list it may stand in. */
function displayed(text: string, start: number, end: number, formula: string): Edit {
	const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	if (before.trim() !== '' || /\n[ \t]*\n/.test(formula.trim())) return { start, end, text: `$$${formula.replace(/\s+/g, ' ').trim()}$$` };
	const after = /^[ \t]*(?=\n|$)/.test(text.slice(end)) ? '' : `\n${before}`;
	const lines = formula.trim().split('\n').map((line) => before + line.trimStart());
	return { start: start - before.length, end, text: `${before}$$\n${lines.join('\n')}\n${before}$$${after}` };
}

const attributeLists = new RegExp(
	[
		String.raw`\{::comment\}[\s\S]*?\{:\/(?:comment)?\}`,
		String.raw`^[ \t]*(?:[*+-]|\d+\.)[ \t]+[^\n]*\n[ \t]*\{:[ ]?toc[^}\n]*\}[ \t]*$`,
		String.raw`\{:{1,2}[^}\n]*\}`,
		String.raw`^\*\[[^\]\n]+\]:[^\n]*$`,
		String.raw`(?<=^#{1,6} [^\n]*)[ \t]*\{#[\w:.-]+\}[ \t]*$`,
	].join('|'),
	'gm',
);

function removeAttributeLists(from: Manuscript, note: Note): Manuscript {
	const literals = literalSpans(from.text);
	const edits: Edit[] = [];
	for (const match of from.text.matchAll(attributeLists)) {
		if (isInside(literals, match.index)) continue;
		const span = { start: match.index, end: match.index + match[0].length };
		note(lineAt(from, span.start), `kramdown's \`${match[0].split('\n').at(-1)!.trim().slice(0, 40)}\` is left out`);
		edits.push({ ...wholeLine(from.text, span), text: '' });
	}
	return revise(from, edits);
}

/**
 * The blog sets `$x$` as maths, the old one did not: prices such as "$5 and $10" would become a formula. Dollars around what
 * is no formula are escaped; template brackets inside a formula are set apart, which TeX does not see.
 */
export function settleDollars(from: Manuscript): Manuscript {
	const edits: Edit[] = [];
	walk(parseMarkdown(from.text), (node) => {
		if (node.type !== 'inlineMath' && node.type !== 'math') return;
		const { start, end } = spanOf(node);
		const source = from.text.slice(start, end);
		const isOpen = node.type === 'math' && !/\$\$[ \t]*$/.test(source.slice(2));
		if (isOpen || (node.type === 'inlineMath' && !source.startsWith('$$') && !isFormula(source.slice(1, -1), from.text[end]))) {
			for (const dollar of source.matchAll(/\$/g)) {
				const at = start + dollar.index;
				edits.push({ start: at, end: at, text: '\\' });
			}
		} else {
			for (const bracket of source.matchAll(/\{(?=[{%:])/g)) {
				const at = start + bracket.index + 1;
				edits.push({ start: at, end: at, text: ' ' });
			}
		}
	});
	return revise(from, edits);
}

/** Pandoc's rule for `$…$` (no space inside, no digit behind), and something a sentence about money does not have. */
function isFormula(value: string, next: string | undefined): boolean {
	if (value !== value.trim() || /\d/.test(next ?? '')) return false;
	return /[\\^=]/.test(value) || (value.length <= 24 && !/\p{L}{3,}/u.test(value) && /[\p{L}\d]/u.test(value));
}
