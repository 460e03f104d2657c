import { setTimeout } from 'node:timers/promises';
import { build } from 'astro';
import { afterAll, describe, expect, test } from 'vitest';
import { parseOptions } from '../../integrations/kindred/src/config.ts';
import { minimalSite } from './minimal.ts';

/** The two sentences an author is shown. */
const sentences = (error: unknown) => {
	const { message, hint } = error as { message: string; hint?: string };
	return `${message}\n${hint ?? 'NO HINT'}`;
};

describe('an option that is not right stops with two sentences', () => {
	const mistake = (options: unknown) => {
		try {
			parseOptions(options);
		} catch (error) {
			return sentences(error);
		}
		throw new Error('Nothing was refused.');
	};

	test('a typo', () => {
		expect(mistake({ from: 'Ada <ada@example.com>', langauges: ['en'] })).toMatchInlineSnapshot(`
			"\`langauges\` is not an option of kindred().
			Did you mean \`languages\`? Correct it in astro.config.mjs."
		`);
	});
	test('a typo inside an option', () => {
		expect(mistake({ from: 'Ada <ada@example.com>', paths: { posts: '/x/:group/' } })).toMatchInlineSnapshot(`
			"\`paths.posts\` is not an option of kindred().
			Did you mean \`post\`? Correct it in astro.config.mjs."
		`);
	});
	test('nonsense', () => {
		expect(mistake({ from: 'Ada <ada@example.com>', pixels: true })).toMatchInlineSnapshot(`
			"\`pixels\` is not an option of kindred().
			Remove it from astro.config.mjs, or take one of: from, inbound, authserv, acknowledge, name, imprint, lang, languages, zone, collections, paths, layout, letters, logo, theme, strings, signups, proxies, events, breaker, cards."
		`);
	});
	test('nobody who writes', () => {
		expect(mistake({})).toMatchInlineSnapshot(`
			"kindred() does not know who writes the letters: \`from\` is missing.
			Write \`kindred({ from: 'Ada <ada@example.com>' })\` in astro.config.mjs."
		`);
		expect(mistake(undefined)).toBe(mistake({}));
	});
	test('a sender that is no address', () => {
		expect(mistake({ from: 'Ada' })).toMatchInlineSnapshot(`
			"The option \`from\` of kindred() is not right.
			\`Ada\` is not a mail address. Write \`Ada <ada@example.com>\`. It stands in astro.config.mjs."
		`);
	});
	test('a zone that is none', () => {
		expect(mistake({ from: 'ada@example.com', zone: 'Mars/Olympus' })).toMatchInlineSnapshot(`
			"The option \`zone\` of kindred() is not right.
			This time zone is not known. Write an IANA name such as \`Asia/Taipei\`. It stands in astro.config.mjs."
		`);
	});
	test('a path that names nothing', () => {
		expect(mistake({ from: 'ada@example.com', paths: { post: '/posts/' } })).toMatchInlineSnapshot(`
			"The option \`paths.post\` of kindred() is not right.
			Write a path that starts with \`/\` and names the entry, such as \`/posts/:group/\`. It stands in astro.config.mjs."
		`);
	});
});

describe('a file that is not right stops the build with two sentences', () => {
	const sites: { remove(): void }[] = [];
	afterAll(async () => {
		// Astro writes its content cache half a second after the build has failed.
		await setTimeout(1500);
		for (const site of sites) site.remove();
	});

	const mistake = async (files: Record<string, string>) => {
		const site = minimalSite(files);
		sites.push(site);
		try {
			await build({ root: site.root, logLevel: 'silent' });
		} catch (error) {
			return sentences(error);
		}
		throw new Error('Nothing was refused.');
	};

	test('an event that ends before it starts', async () => {
		const event =
			'---\ntitle: A walk\nstart: 2031-05-17T19:00\nend: 2031-05-17T18:00\nzone: Europe/Berlin\n---\n';
		expect(await mistake({ 'content/events/walk.md': event })).toMatchInlineSnapshot(`
			"The front matter of content/events/walk.md is not right.
			\`end\`: The event ends (2031-05-17T18:00) before it starts (2031-05-17T19:00). Check \`start\` and \`end\`."
		`);
	});
	test('a digest that names an unknown post', async () => {
		const digest =
			'---\ntitle: First\ndate: 2026-11-22\n---\n\nHello.\n\n<Post note="Read it" id="helo" />\n';
		expect(await mistake({ 'content/digests/first.mdx': digest })).toMatchInlineSnapshot(`
			"content/digests/first.mdx names the post "helo" on line 8, but no published post has that id.
			Did you mean \`<Post id="hello" />\`?"
		`);
	});
	test('broken front matter', async () => {
		expect(await mistake({ 'content/posts/hello.md': '---\ntitle: Groups: an end\ndate: 2026-11-01\n---\n' }))
			.toMatchInlineSnapshot(`
			"The front matter of content/posts/hello.md cannot be read: bad indentation of a mapping entry, line 2.
			Mend that line; a value with \`: \`, \`#\`, \`[\` or \`@\` in it wants quotes, as in \`title: "Groups: an end"\`."
		`);
	});
	test('front matter without a title', async () => {
		expect(await mistake({ 'content/posts/hello.md': '---\ndate: 2026-11-01\n---\n' }))
			.toMatchInlineSnapshot(`
			"The front matter of content/posts/hello.md is not right.
			\`title\`: Required."
		`);
	});
	test('a day that does not exist', async () => {
		expect(await mistake({ 'content/posts/hello.md': '---\ntitle: Hello\ndate: 2026-02-30\n---\n' }))
			.toMatchInlineSnapshot(`
			"\`date: 2026-02-30\` in content/posts/hello.md is no day of the calendar.
			Write a day that exists, such as \`date: 2026-11-22\`."
		`);
	});
	test('a site without an address', async () => {
		const config =
			"import kindred from 'astro-kindred';\nexport default { integrations: [kindred({ from: 'ada@example.com' })] };\n";
		expect(await mistake({ 'astro.config.mjs': config })).toMatchInlineSnapshot(`
			"Letters need absolute links, but \`site\` is not set.
			Write \`site: 'https://example.com'\` in astro.config.mjs."
		`);
	});
});
