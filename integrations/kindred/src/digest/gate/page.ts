import { isTag, isText, type AnyNode, type Document, type Element, type Text } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import type { Address } from '../../base/address.ts';
import { slot, type Part, type Template } from '../../base/template.ts';

/** A template, a piece or a whole letter, parsed once for all rules. */
export interface Page {
	readonly kind: 'template' | 'piece' | 'letter';
	readonly lang: string;
	/** Nothing for a piece. */
	readonly subject: string | undefined;
	readonly html: string;
	readonly text: string;
	readonly document: Document;
	/** In the order of the document; of a piece only its own, though it is read in its place within the letter. */
	readonly elements: readonly Element[];
	/** The text nodes of these elements that are not blank, style sheets and scripts aside. */
	readonly texts: readonly Text[];
	/** Is something nested so deep that it was not read? */
	readonly tooDeep: boolean;
	/** Of a template: the holes there are, and the names that will be filled. */
	readonly template?: Template | undefined;
	readonly filled?: ReadonlySet<string> | undefined;
	/** Of a letter: who gets it. */
	readonly to?: Address | undefined;
}

/** A template as text, its holes marked. */
export function marked(parts: readonly Part[]): string {
	return parts
		.map((part) => (typeof part === 'string' ? part : part.before + slot(part.slot) + part.after))
		.join('');
}

export function templatePage(template: Template, filled: ReadonlySet<string>): Page {
	const html = marked(template.html);
	return {
		kind: 'template',
		lang: template.lang,
		subject: marked(template.subject),
		text: marked(template.text),
		template,
		filled,
		...read(html),
	};
}

const CUT = 'data-gate-piece';

/** A piece is read where it will stand: within its letter, whose background and dark colours it gets. */
export function piecePage(piece: { html: string; text: string }, within: Template): Page {
	const at = within.html.findIndex(
		(part, index) => typeof part !== 'string' && standsInText(within.html, index),
	);
	const [before, after] =
		at < 0 ? ['<body>', '</body>'] : [marked(within.html.slice(0, at)), marked(within.html.slice(at + 1))];
	return {
		kind: 'piece',
		lang: within.lang,
		subject: undefined,
		text: piece.text,
		...read(`${before}<div ${CUT}>${piece.html}</div>${after}`, CUT),
		html: piece.html,
	};
}

/** Does the hole stand between tags, not within one? */
function standsInText(parts: readonly Part[], index: number): boolean {
	const before = marked(parts.slice(0, index));
	return before.lastIndexOf('>') > before.lastIndexOf('<') && !/<title[^>]*>[^<]*$/i.test(before);
}

export function letterPage(
	{ subject, html, text, to }: { subject: string; html: string; text: string; to: Address },
	lang: string,
): Page {
	return { kind: 'letter', lang, subject, text, to, ...read(html) };
}

/** Deeper than any letter nests, and shallow enough for rules that look at what is around. */
const MOST_DEPTH = 300;

/** Not recursive: a letter may be nested deeper than the stack. `cut`: the attribute of the element whose inside is wanted. */
function read(
	html: string,
	cut?: string,
): Pick<Page, 'html' | 'document' | 'elements' | 'texts' | 'tooDeep'> {
	const document = parseDocument(html);
	const elements: Element[] = [];
	const texts: Text[] = [];
	let tooDeep = false;
	const open: { node: AnyNode; depth: number; wanted: boolean }[] = [];
	const enter = (children: readonly AnyNode[], depth: number, wanted: boolean) => {
		for (let at = children.length - 1; at >= 0; at--) open.push({ node: children[at]!, depth, wanted });
	};
	enter(document.children, 0, cut === undefined);
	for (let next = open.pop(); next; next = open.pop()) {
		const { node, depth, wanted } = next;
		if (wanted && isText(node) && node.data.trim() && !isCode(node.parent)) texts.push(node);
		if (!isTag(node)) continue;
		if (wanted) elements.push(node);
		if (depth < MOST_DEPTH)
			enter(node.children, depth + 1, wanted || (cut !== undefined && cut in node.attribs));
		else tooDeep ||= node.children.length > 0;
	}
	return { html, document, elements, texts, tooDeep };
}

function isCode(node: AnyNode | null): boolean {
	return node !== null && 'name' in node && ['style', 'script', 'title'].includes(node.name);
}

/** The elements a node stands in, from the inside out. */
export function ancestors(node: AnyNode): Element[] {
	const found: Element[] = [];
	for (let at = node.parent; at; at = at.parent) if (isTag(at)) found.push(at);
	return found;
}

/** The words within an element, pictures by their alternative text, in one line. */
export function wordsOf(element: Element): string {
	const words: string[] = [];
	const open: AnyNode[] = [element];
	for (let node = open.pop(); node; node = open.pop()) {
		if (isText(node)) words.push(node.data);
		else if (isTag(node)) {
			if (node.name === 'img') words.push(node.attribs['alt'] ?? '');
			if (node.name === 'br') words.push(' ');
			for (let at = node.children.length - 1; at >= 0; at--) open.push(node.children[at]!);
		}
	}
	return words.join('').replace(/\s+/g, ' ').trim();
}

/** Is it kept from readers: the preheader, or something for one kind of program alone? */
export function isHidden(node: AnyNode): boolean {
	const around = isTag(node) ? [node, ...ancestors(node)] : ancestors(node);
	return around.some(
		({ attribs }) =>
			/\bdisplay\s*:\s*none\b/i.test(attribs['style'] ?? '') ||
			'hidden' in attribs ||
			'data-html-only' in attribs,
	);
}

/** Attributes that hold an address. */
const addressed = ['href', 'src', 'background', 'action', 'cite', 'poster'] as const;

/** Every address in the elements of a page, with where it stands. */
export function addressesOf({ elements }: Page): { element: Element; attribute: string; url: string }[] {
	return elements.flatMap((element) => [
		...addressed.flatMap((attribute) => {
			const url = element.attribs[attribute];
			return url === undefined ? [] : [{ element, attribute, url: url.trim() }];
		}),
		...(element.attribs['srcset'] ?? '')
			.split(/,\s+/)
			.flatMap((one) =>
				one.trim() ? [{ element, attribute: 'srcset', url: one.trim().split(/\s+/)[0]! }] : [],
			),
	]);
}
