import type { Element } from 'domhandler';
import { error, excerptOf, type Problem, type Rule } from './finding.ts';
import { wordsOf, type Page } from './page.ts';

export const alternatives: Rule = {
	promise:
		'Every picture has an alternative text; one that decorates has an empty one, unless it is all a link holds.',
	page: (page) => [...page.elements.flatMap(withoutAlternative), ...page.elements.flatMap(silentLink)],
};

function withoutAlternative({ name, attribs }: Element): Problem[] {
	if (name !== 'img' || attribs['alt'] !== undefined) return [];
	const src = attribs['src'] ?? '';
	return [
		error(
			'A picture has no alternative text.',
			'Say what it shows: `![a long table](…)`, or `alt=""` when it only decorates.',
			{ excerpt: excerptOf(src), near: src },
		),
	];
}

function silentLink(element: Element): Problem[] {
	const href = element.name === 'a' ? element.attribs['href'] : undefined;
	if (!href || wordsOf(element) || element.attribs['aria-label']) return [];
	return [
		error(
			'A link has no words, nor a picture with an alternative text.',
			'Give it words that say where it leads.',
			{
				excerpt: excerptOf(href),
				near: href,
			},
		),
	];
}

export const pixels: Rule = {
	promise: 'No pictures of one pixel: nobody is watched while reading.',
	page: (page: Page) =>
		page.elements
			.filter((element) => element.name === 'img' && isPixel(element))
			.map(({ attribs }) => {
				const src = attribs['src'] ?? '';
				return error('A picture is one pixel large, as those that watch readers are.', 'Remove it.', {
					excerpt: excerptOf(src),
					near: src,
				});
			}),
};

function isPixel({ attribs }: Element): boolean {
	const style = attribs['style'] ?? '';
	const side = (name: 'width' | 'height') => {
		const styled = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([\\d.]+)px`, 'i').exec(style)?.[1];
		return Number.parseFloat(styled ?? attribs[name] ?? 'NaN');
	};
	return side('width') <= 1 || side('height') <= 1;
}
