import { compile } from 'css-select';
import { generate, parse, walk, type CssNode, type Declaration } from 'css-tree';
import { isText, type AnyNode, type Document, type Element } from 'domhandler';
import { remember } from '../../base/remember.ts';

/** What the reader's program prefers. */
export type Scheme = 'light' | 'dark';

/** A declaration with the weight it has in the cascade (CSS Cascade 4, section 6): the heavier one wins, then the later one. */
interface Declared {
	readonly property: string;
	readonly value: string;
	readonly weight: number;
}

interface SheetRule {
	readonly matches: (element: Element) => boolean;
	readonly declarations: readonly Declared[];
	/** The preference it is for; nothing: for all. */
	readonly scheme: Scheme | undefined;
}

/** Weights: a style attribute beats every selector, `!important` beats what has it not. */
const INLINE = 1_000_000;
const IMPORTANT = 10_000_000;

/** The style sheets that are left in a letter's head after inlining: rules for all, and for a preferred scheme. */
export function sheetRules(document: Document): readonly SheetRule[] {
	return styleTexts(document).flatMap(readSheet);
}

/** The letters of a digest share their sheets, and most of their style attributes: each is read once. */
const readSheet = remember((css): SheetRule[] => {
	const rules: SheetRule[] = [];
	walk(parse(css, { parseValue: false }), {
		visit: 'Rule',
		enter(rule) {
			const media = this.atrule ? mediaOf(this.atrule.name, this.atrule.prelude) : 'all';
			if (media === 'other') return;
			const declarations = declarationsOf(rule.block);
			for (const { text, specificity } of selectorsOf(rule.prelude))
				rules.push({
					matches: matcher(text),
					scheme: media === 'all' ? undefined : media,
					declarations: declarations.map((one) => ({ ...one, weight: one.weight + specificity })),
				});
		},
	});
	return rules;
});

const readAttribute = remember((style): Declared[] =>
	declarationsOf(parse(style, { context: 'declarationList', parseValue: false })).map((one) => ({
		...one,
		weight: one.weight + INLINE,
	})),
);

function styleTexts(document: Document): string[] {
	const texts: string[] = [];
	const open: AnyNode[] = [...document.children].reverse();
	for (let node = open.pop(); node; node = open.pop()) {
		if (!('children' in node)) continue;
		if ('name' in node && node.name === 'style')
			texts.push(node.children.map((child) => (isText(child) ? child.data : '')).join(''));
		else open.push(...[...node.children].reverse());
	}
	return texts;
}

/** `@media (max-width: 480px)` says nothing about colours that hold everywhere: left out. */
function mediaOf(name: string, prelude: CssNode | null): Scheme | 'all' | 'other' {
	const condition = prelude ? generate(prelude) : '';
	if (name !== 'media') return 'other';
	const scheme = /prefers-color-scheme:\s*(dark|light)/.exec(condition)?.[1];
	if (scheme) return scheme as Scheme;
	return /^(all|screen)$/.test(condition) ? 'all' : 'other';
}

function selectorsOf(prelude: CssNode): { text: string; specificity: number }[] {
	if (prelude.type !== 'SelectorList') return [];
	return prelude.children.toArray().map((selector) => {
		let specificity = 0;
		walk(selector, ({ type }) => {
			if (type === 'IdSelector') specificity += 10_000;
			else if (type === 'ClassSelector' || type === 'AttributeSelector' || type === 'PseudoClassSelector')
				specificity += 100;
			else if (type === 'TypeSelector') specificity += 1;
		});
		return { text: generate(selector), specificity };
	});
}

/** A selector for another program (`:hover`, `::before`, a hack) is one that never matches. */
function matcher(selector: string): (element: Element) => boolean {
	if (/:(hover|active|focus|visited|target)|::/.test(selector)) return () => false;
	try {
		return compile<AnyNode, Element>(selector);
	} catch {
		return () => false;
	}
}

function declarationsOf(block: CssNode): Declared[] {
	const found: Declared[] = [];
	walk(block, {
		visit: 'Declaration',
		enter({ property, value, important }: Declaration) {
			found.push({
				property: property.toLowerCase(),
				value: generate(value).trim(),
				weight: important ? IMPORTANT : 0,
			});
		},
	});
	return found;
}

/** The declarations that hold for one element, by property. */
export function styleOf(
	element: Element,
	rules: readonly SheetRule[],
	scheme: Scheme,
): ReadonlyMap<string, string> {
	const declared = rules
		.filter((rule) => (rule.scheme ?? scheme) === scheme && rule.matches(element))
		.flatMap(({ declarations }) => declarations);
	const inline = element.attribs['style'];
	if (inline) declared.push(...readAttribute(inline));
	declared.sort((a, b) => a.weight - b.weight);
	return new Map(declared.map(({ property, value }) => [property, value]));
}
