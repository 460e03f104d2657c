import { error, excerptOf, fine, warning, type Problem, type Rule } from './finding.ts';
import { addressesOf, ancestors, type Page } from './page.ts';

/** What is left when something was not rendered. */
const leftovers: readonly [RegExp, string][] = [
	[/\{\{[^{}]*\}\}|\{%[^{}]*%\}|<%[^<>]*%>/, 'a placeholder of a template'],
	[/\[object \w+\]/, 'a value that was never turned into words'],
	[/<\/?(?:Post|ForYou|Events|Ask)\b|\{\/\*|\*\/\}/, 'a part of MDX that was not rendered'],
	[/^\s*(?:import\s[^;]*\sfrom\s+['"]|export\s+(?:const|default|function)\s)/m, 'a line of code from MDX'],
	[/\bTKTK\w*|\[TK\]/, 'a note that something is still to come'],
];

/** Words that may well be meant: shown, and let through. */
const doubtful: readonly [RegExp, string][] = [
	[/\bTK\b/, 'TK, which editors write for what is still to come'],
	[/\b(?:undefined|NaN)\b/, 'a word that programs write for a missing value'],
];

const hint = 'Look at what stands there, and write the words that were meant.';

export const residue: Rule = {
	promise: 'Nothing is left of a template: {{ }}, {% %}, [object Object], undefined, NaN, MDX, TK.',
	page: (page, { site }) => [
		...inWords(page),
		...inAddresses(page, site.url),
		...inTextAlone(page),
		...told(page.subject ?? '', 'The subject', 'subject:'),
	],
	mail: ({ subject }) => (/[{[<TNu]/.test(subject) ? told(subject, 'The subject', 'subject:') : fine),
};

function inWords({ texts, elements }: Page): Problem[] {
	const words = texts
		// An article on templates quotes them.
		.filter((text) => !ancestors(text).some(({ name }) => name === 'code' || name === 'pre'))
		.flatMap(({ data }) => told(data, 'The letter'));
	const described = elements.flatMap(({ attribs }) =>
		['alt', 'title', 'aria-label'].flatMap((name) => told(attribs[name] ?? '', `The ${name} of an element`)),
	);
	return [...words, ...described];
}

function told(text: string, where: string, near?: string): Problem[] {
	const bare = /^\s*(?:undefined|null|NaN)\s*$/.test(text);
	if (bare)
		return [
			error(`${where} reads “${text.trim()}” where something is missing.`, hint, {
				near: near ?? text.trim(),
			}),
		];
	const [left, doubt] = [
		leftovers.find(([shape]) => shape.test(text)),
		doubtful.find(([shape]) => shape.test(text)),
	];
	const found = left ?? doubt;
	if (!found) return [];
	const mark = found[0].exec(text)![0];
	const more = { excerpt: excerptOf(text), near: near ?? mark };
	return [(left ? error : warning)(`${where} holds ${found[1]}: ${excerptOf(mark)}`, hint, more)];
}

const broken = /\{\{|%7B%7B|\{%|\[object|%5Bobject|=(?:undefined|null|NaN)(?:[&#]|$)/i;
const missing = /\/(?:undefined|null|NaN)(?:[/?#]|$)/;

function inAddresses(page: Page, site: string): Problem[] {
	return [...new Set(addressesOf(page).map(({ url }) => url))].flatMap((url) => {
		// On other sites it may be a page about just that word.
		const doubt = missing.test(url) && !url.startsWith(`${site}/`);
		if (!broken.test(url) && !missing.test(url)) return [];
		const say = doubt && !broken.test(url) ? warning : error;
		const more = { excerpt: excerptOf(url), near: url };
		return [say(`The address ${excerptOf(url)} holds what is left of a template.`, hint, more)];
	});
}

/** What the HTML does not say, not even as code, does not belong into the text part either. */
function inTextAlone({ text, html }: Page): Problem[] {
	return leftovers.flatMap(([shape, what]) => {
		const found = shape.exec(text)?.[0];
		return found === undefined || html.includes(found) || /[<>&'"]/.test(found)
			? []
			: [error(`The text part holds ${what}: ${excerptOf(found)}`, hint, { near: found })];
	});
}
