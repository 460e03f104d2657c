import { isTag, type AnyNode, type Element } from 'domhandler';
import type { Site } from '../../base/site.ts';
import {
	colourIn,
	contrast,
	darkened,
	hex,
	inverted,
	lightened,
	over,
	readColour,
	type Colour,
} from './colour.ts';
import { error, excerptOf, warning, type GateContext, type Problem, type Rule } from './finding.ts';
import type { Page } from './page.ts';
import { sheetRules, styleOf, type Scheme } from './style.ts';

/** How an element looks, with what it has from those around it. */
interface Look {
	readonly text: Colour;
	readonly ground: Colour;
	readonly pixels: number;
	readonly bold: boolean;
	readonly hidden: boolean;
	/** A link whose colour nobody chose: a program that darkens letters picks its own. */
	readonly plainLink: boolean;
}

/** WCAG 2.2, 1.4.3: text needs 4.5, large text (24 px, or 18.66 px in bold) 3. */
const NORMAL = 4.5;
const LARGE = 3;
/** What programs show without being told. */
const LINK: Record<Scheme, string> = { light: '#0000ee', dark: '#9e9eff' };
const DEFAULT_PIXELS = 16;

/** One pair of colours that meets in a letter, with the first words that are set in it. */
interface Pair {
	readonly look: Look;
	readonly words: string;
}

/** Two rules ask for the same pairs of one page. */
const known = new WeakMap<Page, { theme: Site['theme']; pairs: readonly Pair[] }>();

function lightPairs(page: Page, theme: Site['theme']): readonly Pair[] {
	const before = known.get(page);
	if (before?.theme === theme) return before.pairs;
	const pairs = pairsOf(page, 'light', theme);
	known.set(page, { theme, pairs });
	return pairs;
}

function pairsOf(page: Page, scheme: Scheme, theme: Site['theme']): Pair[] {
	const rules = sheetRules(page.document);
	const looks = new Map<AnyNode, Look>();
	const lookOf = (element: Element): Look => {
		// From the outside in: each look begins with the one around it.
		const missing: Element[] = [];
		let at: AnyNode | null = element;
		for (; at && isTag(at) && !looks.has(at); at = at.parent) missing.push(at);
		let look = (at && looks.get(at)) ?? baseLook(scheme, theme);
		for (const one of missing.reverse()) {
			look = lookWithin(look, one, styleOf(one, rules, scheme), scheme);
			looks.set(one, look);
		}
		return look;
	};
	const pairs = new Map<string, Pair>();
	for (const node of page.texts) {
		if (!node.parent || !isTag(node.parent)) continue;
		const look = lookOf(node.parent);
		if (look.hidden) continue;
		const key = `${hex(look.text)} ${hex(look.ground)} ${neededBy(look)}`;
		if (!pairs.has(key)) pairs.set(key, { look, words: excerptOf(node.data) });
	}
	return [...pairs.values()];
}

function baseLook(scheme: Scheme, theme: Site['theme']): Look {
	const { ink, paper } = scheme === 'dark' ? theme.dark : theme;
	const read = (colour: string, otherwise: string) => readColour(colour) ?? readColour(otherwise)!;
	return {
		text: read(ink, '#000'),
		ground: read(paper, '#fff'),
		pixels: DEFAULT_PIXELS,
		bold: false,
		hidden: false,
		plainLink: false,
	};
}

function lookWithin(
	around: Look,
	element: Element,
	style: ReadonlyMap<string, string>,
	scheme: Scheme,
): Look {
	const { attribs, name } = element;
	const own = style.get('background-color') ?? style.get('background') ?? attribs['bgcolor'];
	const given = own === undefined ? undefined : colourIn(own);
	const ground = given ? over(given, around.ground) : around.ground;
	const isLink = name === 'a' && attribs['href'] !== undefined;
	const chosen = style.get('color') ?? attribs['color'];
	const colour = chosen ?? (isLink ? LINK[scheme] : undefined);
	const read = colour === undefined ? undefined : readColour(colour);
	const weight = style.get('font-weight');
	return {
		ground,
		text: over(read ?? around.text, ground),
		pixels: pixelsOf(style.get('font-size'), around.pixels),
		bold: weight
			? /^(bold|bolder|[6-9]00)$/.test(weight)
			: around.bold || ['b', 'strong', 'th'].includes(name),
		plainLink: chosen === undefined && (isLink || around.plainLink),
		hidden: around.hidden || /^none$/i.test(style.get('display') ?? '') || 'hidden' in attribs,
	};
}

function pixelsOf(size: string | undefined, around: number): number {
	const [, number, unit] = /^([\d.]+)(px|pt|em|rem|%)$/.exec(size ?? '') ?? [];
	if (number === undefined) return around;
	const factor = { px: 1, pt: 4 / 3, em: around, rem: DEFAULT_PIXELS, '%': around / 100 }[unit!]!;
	return Number(number) * factor;
}

function neededBy({ pixels, bold }: Look): number {
	return pixels >= 24 || (bold && pixels >= 18.66) ? LARGE : NORMAL;
}

function weak({ look, words }: Pair, text: Colour, ground: Colour, where: string): Problem[] {
	const [has, needs] = [contrast(text, ground), neededBy(look)];
	if (has >= needs) return [];
	return [
		error(
			`Text ${where} is hard to read: ${hex(text)} on ${hex(ground)} has a contrast of ${has.toFixed(1)}, and it needs ${needs}.`,
			'Choose colours that lie further apart, in `theme` of the options or in the letter’s styles.',
			{ excerpt: words, near: words },
		),
	];
}

export const contrastLight: Rule = {
	promise: 'Text stands out from its ground by 4.5, large text by 3 (WCAG 2.2, 1.4.3).',
	page: (page, { site }: GateContext) =>
		lightPairs(page, site.theme).flatMap((pair) => weak(pair, pair.look.text, pair.look.ground, 'on light')),
};

export const contrastDark: Rule = {
	promise: 'The same where a program prefers dark and the letter’s own dark styles hold.',
	page: (page, { site }) =>
		pairsOf(page, 'dark', site.theme).flatMap((pair) =>
			weak(pair, pair.look.text, pair.look.ground, 'on dark'),
		),
};

/** What the author did not choose cannot be an error as long as it can be read at all. */
export const contrastForced: Rule = {
	promise:
		'The same, with a warning below 4.5 and an error below 3, where a program darkens a light letter by itself.',
	page: (page, { site }) =>
		lightPairs(page, site.theme).flatMap((pair) => {
			const { ground, plainLink } = pair.look;
			const text = plainLink ? inverted(readColour(LINK.dark)!) : pair.look.text;
			const ways: [Colour, Colour][] = [
				[inverted(text), inverted(ground)],
				[lightened(text), darkened(ground)],
			];
			const worst = ways.sort((a, b) => contrast(...a) - contrast(...b))[0]!;
			const [problem] = weak(pair, ...worst, 'in a program that darkens letters');
			if (!problem) return [];
			return [contrast(...worst) < LARGE ? problem : warning(problem.message, problem.hint, problem)];
		}),
};
