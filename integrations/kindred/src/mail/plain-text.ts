import { convert, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

/** A link as a reader sees it. */
export interface LetterLink {
	readonly href: string;
	readonly text: string;
}

/** An image is what its alternative text says; one without says nothing. */
const alternativeText: FormatCallback = (image, _walk, builder) => {
	const alt: unknown = image.attribs?.['alt'];
	if (typeof alt === 'string' && alt.trim()) builder.addInline(alt.trim());
};

const headings = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

const options: HtmlToTextOptions = {
	wordwrap: false,
	formatters: { alternativeText },
	selectors: [
		...headings.map((selector) => ({ selector, options: { uppercase: false } })),
		{ selector: 'a', options: { hideLinkHrefIfSameAsText: true, linkBrackets: ['<', '>'] } },
		{ selector: 'ul', options: { itemPrefix: '- ' } },
		{ selector: 'hr', options: { length: 24 } },
		{ selector: 'img', format: 'alternativeText' },
		{ selector: '.preheader', format: 'skip' },
		{ selector: '[data-html-only]', format: 'skip' },
	],
};

/**
 * The plain-text part of a letter: the same facts in the order of the HTML, one line per paragraph, links
 * behind their words.
 */
export function plainText(html: string): string {
	return convert(html, options)
		.replace(/[ \t]+$/gm, '')
		.replace(/\n{3,}/g, '\n\n')
		.trim();
}

/** Every link of a letter in its order, with the words it is on. */
export function linksOf(html: string): LetterLink[] {
	const links: LetterLink[] = [];
	const collect: FormatCallback = (anchor) => {
		const href: unknown = anchor.attribs?.['href'];
		const words = (node: typeof anchor): string =>
			node.type === 'text'
				? String(node.data ?? '')
				: (node.attribs?.['alt'] ?? '') + (node.children ?? []).map(words).join('');
		if (typeof href === 'string' && href)
			links.push({ href, text: words(anchor).replace(/\s+/g, ' ').trim() || href });
	};
	convert(html, { formatters: { collect }, selectors: [{ selector: 'a', format: 'collect' }] });
	return links;
}
