import type { Nodes } from 'mdast';
import { parseMarkdown, spanOf, walk } from './markdown.ts';
import { type Edit, type Manuscript, revise, type Span } from './manuscript.ts';

/**
 * The blog sets `$x$` as maths, the old one did not: prices such as "$5 and $10" would become a formula.
 * Dollars around what is no formula are escaped; template brackets inside a formula are set apart, which
 * TeX does not see.
 */
export function settleDollars(from: Manuscript): Manuscript {
	if (!from.text.includes('$')) return from;
	const edits: Edit[] = [];
	walk(parseMarkdown(from.text), (node) => {
		if (node.type !== 'inlineMath' && node.type !== 'math') return;
		const { start, end } = spanOf(node);
		const marks = isFormula(node, from.text) ? /(?<=\{)(?=[{%:])/g : /(?=\$)/g;
		for (const { index } of from.text.slice(start, end).matchAll(marks)) {
			const at = start + index;
			edits.push({ start: at, end: at, text: from.text[at] === '$' ? '\\' : ' ' });
		}
	});
	return revise(from, edits);
}

/** Where real formulas stand, in order. */
export function formulaSpans(text: string): Span[] {
	if (!text.includes('$')) return [];
	const spans: Span[] = [];
	walk(parseMarkdown(text), (node) => {
		if ((node.type === 'inlineMath' || node.type === 'math') && isFormula(node, text))
			spans.push(spanOf(node));
	});
	return spans.sort((a, b) => a.start - b.start);
}

/**
 * Whether maths is meant. Between `$$`: when it is closed. Between `$`: by Pandoc's rule (no space inside,
 * no digit behind), balanced braces, and something a sentence about money does not have.
 */
function isFormula(node: Nodes, text: string): boolean {
	const { start, end } = spanOf(node);
	const source = text.slice(start, end);
	if (source.startsWith('$$')) return source.length > 4 && /\$\$[ \t]*$/.test(source);
	const value = source.slice(1, -1);
	if (value !== value.trim() || /\d/.test(text[end] ?? '') || !isBalanced(value)) return false;
	return (
		/[\\^=]/.test(value) || (value.length <= 24 && !/\p{L}{3,}/u.test(value) && /[\p{L}\d]/u.test(value))
	);
}

function isBalanced(value: string): boolean {
	let depth = 0;
	for (const character of value) {
		if (character === '{') depth++;
		if (character === '}' && --depth < 0) return false;
	}
	return depth === 0;
}
