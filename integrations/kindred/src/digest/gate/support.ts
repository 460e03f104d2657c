import { fine, warning, type Rule } from './finding.ts';

/** The mail programs a letter is looked at for: where nearly all readers are, by caniemail’s names. */
export const clients = [
	'gmail.*',
	'apple-mail.*',
	'outlook.*',
	'yahoo.*',
	'aol.*',
	'samsung-email.*',
	'protonmail.*',
	'fastmail.*',
	'hey.*',
	'gmx.*',
	'web-de.*',
	'thunderbird.*',
] as const;

/**
 * What our letters use although some programs do not know it, and what stands in its place there. All of it may be missing
 * without a word being lost.
 */
export const knowingly: Readonly<Record<string, string>> = {
	'<style> element':
		'Everything that matters is in style attributes; the sheet holds dark colours and narrow screens.',
	'@media': 'Without it the letter is light, or darkened by the program, and one column that fits any width.',
	'!important keyword': 'Only in the sheet, where it lets dark colours win.',
	'Attribute selector': 'Only for Outlook’s own marks of dark mode.',
	'Class selector': 'Only in the sheet.',
	'Descendant combinator': 'Only in the sheet.',
	'Type selector': 'Only in the sheet.',
	'color-scheme CSS property':
		'Programs that do not know it decide by themselves; `contrast-forced` looks at that.',
	'color-scheme meta tag': 'As above.',
	'<body> element': 'Colours stand on the table as well, which fills it.',
	'display:none': 'The preheader is hidden in five ways; where all fail it is a first line.',
	'max-height property': 'One of the ways to hide the preheader.',
	opacity: 'One of the ways to hide the preheader.',
	overflow: 'One of the ways to hide the preheader.',
	'aria-hidden attribute': 'On the preheader’s padding alone, which has no words.',
	'role attribute': 'Without it a screen reader may call the one column a table.',
	'lang attribute': 'Without it a screen reader goes by the letters; text and fonts are the same.',
	'dir attribute': 'Lines are aligned by style as well; within a line the order goes by its letters.',
	'width attribute': 'The column is as wide as its words, up to the width of the sheet.',
	'overflow-wrap': '`word-wrap` says the same to programs that do not know it.',
	'word-wrap': 'A long address may make the page scroll.',
	'white-space': 'The date in the masthead and code may wrap elsewhere.',
	'border-radius': 'Corners are square.',
	'text-decoration': 'Links have a colour of their own as well.',
	'text-decoration-color': 'The line below a title has the colour of its words.',
	'text-decoration-thickness': 'The line below a title is as thick as the program likes.',
	'text-underline-offset': 'The line below a title is as near as the program likes.',
};

export const clientSupport: Rule = {
	promise: 'What a letter uses is known to the mail programs people have (caniemail.com), or has a fallback.',
	support: ({ feature, clients: without }) =>
		Object.hasOwn(knowingly, feature)
			? fine
			: [
					warning(
						`${feature} is unknown to ${without.join(', ')}.`,
						'Make sure that the letter reads well without it; caniemail.com says what works instead.',
						{ excerpt: feature },
					),
				],
};
