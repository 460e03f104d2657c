import type { Nodes, Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { mathFromMarkdown } from 'mdast-util-math';
import { mdxFromMarkdown } from 'mdast-util-mdx';
import { gfm } from 'micromark-extension-gfm';
import { math } from 'micromark-extension-math';
import { mdxjs } from 'micromark-extension-mdxjs';
import type { Span } from './manuscript.ts';

/** The syntax tree of Markdown as the blog renders it: GFM and `$maths$`. */
export function parseMarkdown(text: string): Root {
	return fromMarkdown(text, {
		extensions: [gfm(), math()],
		mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()],
	});
}

/** The syntax tree of MDX. Throws where the text is not MDX; the error has a `line`. */
export function parseMdx(text: string): Root {
	return fromMarkdown(text, {
		extensions: [gfm(), mdxjs()],
		mdastExtensions: [gfmFromMarkdown(), mdxFromMarkdown()],
	});
}

/** Visits a node and everything below it, parents first. A visit that answers `false` skips what is below. */
export function walk(
	node: Nodes,
	visit: (node: Nodes, parents: readonly Nodes[]) => boolean | void,
	parents: Nodes[] = [],
) {
	if (visit(node, parents) === false || !('children' in node)) return;
	const below = [...parents, node];
	for (const child of node.children) walk(child, visit, below);
}

/** Where a node stands in the text. */
export function spanOf(node: Nodes): Span {
	return { start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0 };
}

/** Where nodes of these types stand, in order. */
export function spansOf(root: Root, types: readonly string[]): Span[] {
	const spans: Span[] = [];
	walk(root, (node) => {
		if (!types.includes(node.type)) return true;
		spans.push(spanOf(node));
		return false;
	});
	return spans.sort((a, b) => a.start - b.start);
}

/** The stretches whose characters mean themselves: code blocks and inline code. */
export function codeSpans(text: string): Span[] {
	return spansOf(parseMarkdown(text), ['code', 'inlineCode']);
}

/** Code and maths. */
export function literalSpans(text: string): Span[] {
	return spansOf(parseMarkdown(text), ['code', 'inlineCode', 'math', 'inlineMath']);
}

/** A fenced code block that may hold any text, backticks included. */
export function fence(code: string, language: string): string {
	const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const ticks = '`'.repeat(longest + 1);
	return `${ticks}${language}\n${code.replace(/^\r?\n|\s+$/g, '')}\n${ticks}`;
}

/** Text as inline code, backticks included (CommonMark 0.31, section 6.1). */
export function inlineCode(text: string): string {
	const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const ticks = '`'.repeat(longest + 1);
	const padding = /^`|`$/.test(text) ? ' ' : '';
	return ticks + padding + text + padding + ticks;
}

/** A mark, in the text, of something that could not come along: `*[LabeledVideo: a sloth laughs]*`. */
export function gap(what: string): string {
	return `*[${
		what
			.replace(/\s+/g, ' ')
			.replace(/[\\[\]*_`<>{}$]/g, '')
			.trim() || '…'
	}]*`;
}
