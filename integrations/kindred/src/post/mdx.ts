import type { Nodes, Root } from 'mdast';
import type {
	MdxFlowExpression,
	MdxJsxFlowElement,
	MdxJsxTextElement,
	MdxTextExpression,
} from 'mdast-util-mdx';
import { fence, gap, parseMdx, spanOf } from './markdown.ts';
import { lineAt, type Manuscript, type Note, revise } from './manuscript.ts';
import { attributesOf, importsOf, literalOf, openTag, type Imports } from './mdx-value.ts';

type Element = MdxJsxFlowElement | MdxJsxTextElement;
type Expression = MdxFlowExpression | MdxTextExpression;

/** What is at hand while a document is rewritten. */
interface Room {
	readonly text: string;
	readonly imports: Imports;
	readonly note: (at: Nodes | number, text: string) => void;
}

const voidTags = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/**
 * Tags that open an HTML block (CommonMark 0.31, section 4.6, kind 6): Markdown inside needs blank lines
 * around it.
 */
const blockTags = new Set(
	(
		'address article aside blockquote center details dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
		'header li main nav ol p section summary table tbody td tfoot th thead tr ul'
	).split(' '),
);
/**
 * Tags between whose children there is no text of their own: a blank line there is harmless, a paragraph is
 * not.
 */
const tight = new Set([
	'summary',
	'td',
	'th',
	'caption',
	'figcaption',
	'h1',
	'h2',
	'h3',
	'h4',
	'h5',
	'h6',
	'dt',
	'li',
	'button',
]);

/**
 * MDX as plain Markdown: imports and exports go, HTML stays HTML, pictures become Markdown pictures, and of
 * any other component its children stay, or a marked gap. Everything lost is noted with its line. Text
 * outside of JSX keeps every byte. Throws where the text is not MDX.
 */
export function mdxToMarkdown(from: Manuscript, note: Note): Manuscript {
	const root = parseMdx(from.text);
	const room: Room = {
		text: from.text,
		imports: importsOf(root),
		note: (at, text) => note(lineAt(from, typeof at === 'number' ? at : spanOf(at).start), text),
	};
	return revise(from, changesBelow(root, room));
}

/** The changes to the source below a node. */
function changesBelow(node: Nodes | Root, room: Room): { start: number; end: number; text: string }[] {
	if (!('children' in node)) return [];
	return node.children.flatMap((child) => {
		const text = replacement(child, room);
		return text === undefined ? changesBelow(child, room) : [{ ...spanOf(child), text }];
	});
}

/** What stands for a node in Markdown; `undefined` when it stays and only its children may change. */
function replacement(node: Nodes, room: Room): string | undefined {
	if (node.type === 'mdxjsEsm') {
		for (const line of node.value.split('\n').filter((each) => /^export\b/.test(each))) {
			room.note(node, `\`${line.slice(0, 60)}\` is left out`);
		}
		for (const { source, names, offset } of room.imports.of(node)) {
			if (!isPicture(source))
				room.note(offset, `the import of ${names.join(', ') || 'a module'} from \`${source}\` is left out`);
		}
		return '';
	}
	if (node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression')
		return fromExpression(node, room);
	if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') return fromElement(node, room);
	return undefined;
}

function fromExpression(node: Expression, room: Room): string {
	const value = literalOf(node.data?.estree);
	if (value !== undefined) return value;
	room.note(node, `\`{${node.value.replace(/\s+/g, ' ').slice(0, 60)}}\` is code and is left out`);
	return gap('Something made by code was here');
}

function fromElement(node: Element, room: Room): string {
	const name = node.name ?? '';
	if (/^[a-z][\w-]*$/.test(name)) return fromTag(node, name, room);
	if (name === '' || name === 'Fragment') return inner(node, room);
	const attributes = attributesOf(node, room.imports);
	const words =
		attributes.get('alt') ??
		attributes.get('description') ??
		attributes.get('title') ??
		attributes.get('caption') ??
		'';
	const src = attributes.get('src') ?? '';
	if (isPicture(src)) return picture(words, src);
	const code = name === 'Code' ? attributes.get('code') : undefined;
	if (code !== undefined) return fence(code, attributes.get('lang') ?? '');
	if (node.children.length > 0) {
		room.note(node, `the component <${name}> is left out, what is inside it stays`);
		return inner(node, room);
	}
	room.note(node, `the component <${name}> is left out, its place is marked`);
	const mark = gap(words ? `${name}: ${words}` : `${name} was here`);
	const link = [src, attributes.get('href'), attributes.get('url')].find((address) =>
		/^https?:\/\//.test(address ?? ''),
	);
	return link ? `${mark} <${link.replace(/[\s<>]/g, encodeURIComponent)}>` : mark;
}

function fromTag(node: Element, name: string, room: Room): string {
	const attributes = attributesOf(node, room.imports);
	const src = attributes.get('src') ?? '';
	if (name === 'img' && isPicture(src)) return picture(attributes.get('alt') ?? '', src);
	const open = openTag(name, node, attributes, (attribute) => {
		room.note(node, `\`${attribute}\` of <${name}> is code and is left out`);
	});
	if (voidTags.has(name)) return open;
	if (name === 'p' && attributes.size === 0) return inner(node, room);
	const body = inner(node, room);
	const isPlain =
		node.children.every((child) => child.type === 'text') || (tight.has(name) && !body.includes('\n'));
	if (!blockTags.has(name) || node.type === 'mdxJsxTextElement' || (isPlain && !body.includes('\n')))
		return `${open}${body}</${name}>`;
	const prefix = indentOf(node, room.text);
	return `${open}\n\n${prefix}${body.trim()}\n\n${prefix}</${name}>`;
}

/**
 * What is inside an element, its changes made, as deep as the element itself: MDX ignores indentation,
 * Markdown does not.
 */
function inner(node: Element, room: Room): string {
	const [first, last] = [node.children[0], node.children.at(-1)];
	if (!first || !last) return '';
	const [start, end] = [spanOf(first).start, spanOf(last).end];
	const shifted = changesBelow(node, room).map((edit) => ({
		...edit,
		start: edit.start - start,
		end: edit.end - start,
	}));
	const { text } = revise({ text: room.text.slice(start, end), lines: [] }, shifted);
	const prefix = indentOf(node, room.text);
	const depth = (first.position?.start.column ?? 1) - 1 - prefix.length;
	if (depth <= 0) return text;
	const surplus = new RegExp(`^(${prefix.replace(/[>]/g, '\\>')})[ \\t]{1,${depth}}`);
	return text
		.split('\n')
		.map((line, at) => (at === 0 ? line : line.replace(surplus, '$1')))
		.join('\n');
}

/** What stands before an element on its line, with list markers as spaces. */
function indentOf(node: Nodes, text: string): string {
	const { start } = spanOf(node);
	const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
	return /^[\s>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*$/.test(before) ? before.replace(/[^\s>]/g, ' ') : '';
}

const isPicture = (src: string) => /\.(png|jpe?g|gif|webp|avif|svg|tiff?)([?#].*)?$/i.test(src);

const picture = (alt: string, src: string) =>
	`![${alt.replace(/[\\[\]]/g, '\\$&').replace(/\s+/g, ' ')}](<${src.replace(/[<>\n]/g, '')}>)`;
