import { z } from 'zod';
import { parseAddress } from './address.ts';
import { languageTag } from './language.ts';

/*
 * What an author writes in the options, checked, with what to write instead.
 */

/** A mail address, with or without a name: `Ada <ada@example.com>`. */
export const address = z.string().transform((text, ctx) => {
	const parsed = parseAddress(text);
	if (parsed) return parsed;
	ctx.addIssue({
		code: 'custom',
		message: `\`${text}\` is not a mail address. Write \`Ada <ada@example.com>\`.`,
	});
	return z.NEVER;
});

/** A language, as a canonical BCP 47 tag. */
export const lang = z.string().transform((text, ctx) => {
	const tag = languageTag(text);
	if (tag) return tag;
	ctx.addIssue({
		code: 'custom',
		message: `\`${text}\` is not a language. Write a BCP 47 tag such as \`zh-Hant\`.`,
	});
	return z.NEVER;
});

/** The path of an Astro component, from the project root. */
export const component = z
	.string()
	.regex(
		/^(\.{1,2}\/|\/|[@a-z])/,
		'Write the path of an Astro component from the project root, `./src/layouts/Page.astro`.',
	);

/** The path of pages, with holes: `/:lang/posts/:group/`. */
export const pattern = z
	.string()
	.regex(
		/^\/(?=.*:(group|id)\b)/,
		'Write a path that starts with `/` and names the entry, such as `/posts/:group/`.',
	);

/** A colour, `#rrggbb`. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'Write a colour such as `#8c2f20`.');
