import type { Element } from 'domhandler';
import { error, excerptOf, type Problem, type Rule } from './finding.ts';
import { isHidden, wordsOf, type Page } from './page.ts';

const heading = /^h[1-6]$/;

export const facts: Rule = {
	promise: 'The text part says the same: every heading, title and link of the HTML stands in it.',
	page(page) {
		const text = comparable(page.text);
		if (!text)
			return [
				error('The letter has no text part.', 'Let it be derived from the HTML, as `compileLetter` does.'),
			];
		return page.elements
			.filter((element) => !isHidden(element))
			.flatMap((element) => missing(element, text, page));
	},
};

function missing(element: Element, text: string, { text: raw }: Page): Problem[] {
	if (heading.test(element.name)) {
		const words = wordsOf(element);
		return text.includes(comparable(words))
			? []
			: [error(`The heading “${excerptOf(words)}” is not in the text part.`, mend, about(words))];
	}
	const href = element.name === 'a' ? element.attribs['href']?.trim() : undefined;
	// What leads nowhere is told by `links-absolute`.
	if (!href || !/^(https?:|mailto:|\uE000)/i.test(href) || raw.includes(href)) return [];
	const address = /^mailto:([^?]+)/i.exec(href)?.[1];
	if (address && raw.includes(address)) return [];
	return [error(`The link ${excerptOf(href)} is not in the text part.`, mend, about(href))];
}

const mend =
	'Do not hide it from the text part: look for `data-html-only`, or for a letter that writes its own text.';

function about(words: string) {
	return { excerpt: excerptOf(words), near: words };
}

/** Text may be wrapped, in capitals, and carry marks of direction. */
function comparable(text: string): string {
	return text
		.replace(/\p{Cf}/gu, '')
		.replace(/\s+/g, ' ')
		.trim()
		.toLowerCase();
}
