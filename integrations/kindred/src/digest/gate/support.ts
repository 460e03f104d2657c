import { fine, warning, type Rule } from './finding.ts';

/** The mail programs a letter is looked at for: where nearly all readers are, by caniemail’s names. */
export const clients = [
	'gmail.*',
	'apple-mail.*',
	'outlook.*',
	'yahoo.*',
	'samsung-email.*',
	'protonmail.*',
	'fastmail.*',
	'thunderbird.*',
] as const;

/**
 * What our letters use although some programs do not know it, and what stands in its place there. All of it may be missing
 * without a word being lost.
 */
export const knowingly: Readonly<Record<string, string>> = {};

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
