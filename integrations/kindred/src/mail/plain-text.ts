import { convert, type DomNode, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';
import { wayOf } from '../base/bidi.ts';
import { direction } from '../base/language.ts';

/** A link as a reader sees it. */
export interface LetterLink {
	readonly href: string;
	readonly text: string;
}

/** How a slot looks before it is filled: what comes of it may be of any length. */
const slotMark = /\uE000[a-z0-9-]+\uE001/;
const RIGHT_TO_LEFT_MARK = '\u200f';
/** Characters that are two columns wide where letters have one width. */
const wide =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;

/** The words under a node, an image being its alternative text. */
function wordsOf(node: DomNode): string {
	if (node.type === 'text') return node.data ?? '';
	if (node.type === 'tag' && node.name === 'img') return String(node.attribs?.['alt'] ?? '');
	return (node.children ?? []).map(wordsOf).join('');
}
const plainWords = (node: DomNode) => wordsOf(node).replace(/\s+/g, ' ').trim();

/** An image is what its alternative text says; one without says nothing. */
const alternativeText: FormatCallback = (image, _walk, builder) => {
	const alt: unknown = image.attribs?.['alt'];
	if (typeof alt === 'string' && alt.trim()) builder.addInline(alt.trim());
};

/** A title with a line below it, as wide as the title, on the side it begins on. */
const title =
	(stroke: string, lang: string): FormatCallback =>
	(heading, walk, builder) => {
		const words = plainWords(heading);
		if (!words) return;
		builder.openBlock({ leadingLineBreaks: 2 });
		walk(heading.children, builder);
		builder.closeBlock({ trailingLineBreaks: 1 });
		const columns = slotMark.test(words)
			? 24
			: [...words].reduce((sum, letter) => sum + (wide.test(letter) ? 2 : 1), 0);
		const line = stroke.repeat(Math.min(Math.max(columns, 3), 60));
		builder.openBlock({ leadingLineBreaks: 1 });
		builder.addLiteral((wayOf(words) ?? direction(lang)) === 'rtl' ? RIGHT_TO_LEFT_MARK + line : line);
		builder.closeBlock({ trailingLineBreaks: 2 });
	};

/** A paragraph of nothing but a link, a title or a button: its words, and its address in the line below. */
const linkLine: FormatCallback = (block, walk, builder, options) => {
	const links = linksBelow(block);
	builder.openBlock({ leadingLineBreaks: options['leadingLineBreaks'] ?? 2 });
	if (links.length) {
		for (const [index, link] of links.entries()) {
			const [words, href] = [plainWords(link), link.attribs?.['href'] ?? ''];
			if (index) builder.addLineBreak();
			builder.addInline(words);
			if (words !== href) builder.addLineBreak();
			if (words !== href) builder.addLiteral(href);
		}
	} else walk(block.children, builder);
	builder.closeBlock({ trailingLineBreaks: options['trailingLineBreaks'] ?? 2 });
};

function linksBelow(node: DomNode): DomNode[] {
	if (node.name === 'a' && node.attribs?.['href']) return [node];
	return (node.children ?? []).flatMap(linksBelow);
}

const close = { leadingLineBreaks: 1, trailingLineBreaks: 1 };
const optionsFor = (lang: string): HtmlToTextOptions => ({
	wordwrap: false,
	formatters: { alternativeText, linkLine, titleOne: title('=', lang), titleTwo: title('-', lang) },
	selectors: [
		{ selector: 'h1', format: 'titleOne' },
		{ selector: 'h2', format: 'titleTwo' },
		...['h3', 'h4', 'h5', 'h6'].map((selector) => ({
			selector,
			options: { uppercase: false, leadingLineBreaks: 2, trailingLineBreaks: 1 },
		})),
		{ selector: 'div.item', format: 'block', options: { leadingLineBreaks: 2, trailingLineBreaks: 2 } },
		{ selector: '.title', format: 'linkLine', options: { leadingLineBreaks: 2, trailingLineBreaks: 1 } },
		{ selector: '.name', format: 'linkLine' },
		{ selector: '.press', format: 'linkLine' },
		{ selector: '.links', format: 'linkLine' },
		{ selector: 'p.about', format: 'paragraph', options: close },
		{ selector: 'p.meta', format: 'paragraph', options: close },
		{ selector: 'p.last', format: 'paragraph', options: { leadingLineBreaks: 1, trailingLineBreaks: 2 } },
		{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
		{ selector: 'ul', options: { itemPrefix: '- ' } },
		{ selector: 'hr', options: { length: 24 } },
		{
			selector: '.prose > table',
			format: 'dataTable',
			options: { uppercaseHeaderCells: false, colSpacing: 3 },
		},
		{ selector: '.prose > table[role="presentation"]', format: 'block' },
		{ selector: 'img', format: 'alternativeText' },
		{ selector: '.preheader', format: 'skip' },
		{ selector: '[data-html-only]', format: 'skip' },
	],
});

/**
 * The plain-text part of a letter: the same facts in the order of the HTML, one line per paragraph, titles underlined, links
 * behind their words, or in a line of their own where nothing but the link stands. Lines are not wrapped: mail programs wrap
 * them to the screen, and no line begins with a space (RFC 3676 section 4.2).
 */
export function plainText(html: string, lang: string): string {
	return (
		convert(html, optionsFor(lang))
			.replace(/[ \t]+$/gm, '')
			// Numbers of a list are set in by a space, but only from the second on.
			.replace(/^ (?=\d+\. )/gm, '')
			.replace(/\n{3,}/g, '\n\n')
			.trim()
	);
}

/** Every link of a letter in its order, with the words it is on. */
export function linksOf(html: string): LetterLink[] {
	const links: LetterLink[] = [];
	const collect: FormatCallback = (anchor) => {
		const href: unknown = anchor.attribs?.['href'];
		if (typeof href === 'string' && href) links.push({ href, text: plainWords(anchor) || href });
	};
	convert(html, { formatters: { collect }, selectors: [{ selector: 'a', format: 'collect' }] });
	return links;
}
