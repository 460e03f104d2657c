import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/import.ts';

const blogs = fileURLToPath(new URL('../post/blogs/', import.meta.url));
let cwd: string;
beforeEach(async () => {
	cwd = await mkdtemp(join(tmpdir(), 'kindred import '));
	await cp(blogs, join(cwd, 'old'), { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

async function command(...args: string[]) {
	const out = { stdout: '', stderr: '' };
	const code = await run(args, {
		cwd,
		env: {},
		isTTY: false,
		stdout: (text) => void (out.stdout += text),
		stderr: (text) => void (out.stderr += text),
	});
	return { code, ...out };
}
const jekyll = async (...more: string[]) => {
	const { stdout } = await command('old/jekyll', '--from', 'jekyll', '--json', ...more);
	return JSON.parse(stdout) as {
		imported: { file: string; id: string }[];
		skipped: { file: string; reason: string }[];
		reports: unknown[];
	};
};
const tree = async (folder: string) =>
	(await readdir(join(cwd, folder), { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(join(cwd, folder).length + 1))
		.sort();
const entry = (path: string) => readFile(join(cwd, 'content/posts', path), 'utf8');

test('a Jekyll blog comes in: translations together, their picture once, every file accounted for', async () => {
	const { imported, skipped } = await jekyll();
	expect(imported[2]).toEqual({
		file: '_posts/en/2019-04-05-long-table-en.md',
		id: 'long-table',
		lang: 'en',
		date: '2019-04-05',
		title: 'The long table',
	});
	expect(imported.map(({ id }) => id).sort()).toEqual([
		'its-1',
		'long-table',
		'long-table.ar',
		'long-table.zh-hant',
		'walk-2020-05-06',
		'walk-2021-05-06',
	]);
	expect(skipped.map(({ file }) => file)).toEqual([
		'README.md',
		'_layouts/post.html',
		'_posts/en/2021-02-03-home-en.md',
		'about.md',
	]);
	expect(await tree('content/posts')).toEqual([
		'its-1.md',
		'long-table/chairs.png',
		'long-table/index.ar.md',
		'long-table/index.md',
		'long-table/index.zh-hant.md',
		'walk-2020-05-06.md',
		'walk-2021-05-06.md',
	]);
});

test('an entry is our front matter and plain Markdown', async () => {
	await jekyll();
	expect(await entry('long-table/index.md')).toMatchInlineSnapshot(`
		"---
		title: The long table
		date: 2019-04-05
		lang: en
		extra:
		  audio: false
		  layout: post
		---

		![Eight chairs](./chairs.png)
		*Before the guests came*

		A long table is a table at which eight people can hear each other, and nobody has to shout. With $n$ guests there
		are $n(n-1)/2$ conversations to be had.

		\`\`\`js
		const seats = "{{ eight }}";
		\`\`\`

		See [the walk](/posts/walk-2020-05-06/) and nothing.
		"
	`);
	expect(await entry('walk-2020-05-06.md')).toContain('at every gate the pairs changed. A gate Nobody');
	expect(await entry('its-1.md')).toContain('draft: true');
});

test('an Astro blog comes in: MDX as Markdown, its cover for the site, its pictures beside it', async () => {
	const { code, stdout } = await command('old/astro', '--from', 'astro');
	expect(code).toBe(0);
	expect(stdout).toMatchInlineSnapshot(`
		"new  2022-03-04  en  round-tables  src/content/blog/round-tables/index.mdx

		Skipped
		  src/content/blog/lost-film/index.mdx: line 2: \`pubDate\`: \`2022-02-30\` is a day that does not exist. Write it as \`2026-11-22\`

		To look at
		  src/content/blog/round-tables/index.mdx:11  the import of Labeled from \`~/components/Labeled.astro\` is left out
		  src/content/blog/round-tables/index.mdx:13  the import of Chart from \`@/charts\` is left out
		  src/content/blog/round-tables/index.mdx:19  the picture \`./gone.png\` is not in the folder; its text stays
		  src/content/blog/round-tables/index.mdx:21  the component <Aside> is left out, what is inside it stays
		  src/content/blog/round-tables/index.mdx:25  the component <Chart> is left out, its place is marked

		2 files: 1 imported (1 new), 1 skipped; 2 pictures. Written to content/posts.
		2 other files in the folder (pictures, data, templates).
		"
	`);
	expect(await entry('round-tables/index.md')).toMatchInlineSnapshot(`
		"---
		title: Round tables
		date: 2022-03-04
		lang: en
		description: Why a circle has no head.
		cover:
		  src: /images/round-tables/round.png
		  alt: A round table
		extra:
		  series: Tables
		---

		A round table has no head, and that is the whole point of it: nobody sits where the speeches come from, so nobody gives one.

		![Eight seats](./seats.png)

		Gone

		Seat the two who **disagree** side by side.

		*[Chart was here]*
		"
	`);
	expect(await tree('public')).toEqual(['images/round-tables/round.png']);
});

test('a dry run says the same and writes nothing', async () => {
	const dry = await jekyll('--dry-run');
	expect(await readdir(cwd)).toEqual(['old']);
	expect(await jekyll()).toEqual(dry);
});

test('a second import changes nothing, an edited entry is kept unless forced', async () => {
	await jekyll();
	expect((await command('old/jekyll', '--from', 'jekyll')).stdout).toContain(
		'10 files: 6 imported (6 unchanged), 4 skipped',
	);
	await writeFile(join(cwd, 'content/posts/its-1.md'), 'edited');
	expect((await jekyll()).skipped).toContainEqual({
		file: "_drafts/2021-01-02-it's #1-en.md",
		reason: '`its-1.md` exists and is different; `--force` replaces it',
	});
	expect(await entry('its-1.md')).toBe('edited');
	await jekyll('--force');
	expect(await entry('its-1.md')).toContain("title: It's number one");
});

test('an entry that is there under another file name, or in other case, is not doubled', async () => {
	await mkdir(join(cwd, 'content/posts/Its-1'), { recursive: true });
	await writeFile(join(cwd, 'content/posts/Its-1/index.mdx'), 'mine');
	expect((await jekyll('--force')).skipped).toContainEqual(
		expect.objectContaining({ reason: '`Its-1/index.mdx` in the collection is already this post' }),
	);
});

test('hostile folders: links, ways out, binaries, broken text and giants are told, never followed', async () => {
	const blog = join(cwd, 'hostile');
	await mkdir(join(blog, '_posts'), { recursive: true });
	const secret = join(cwd, 'secret.png');
	await cp(join(blogs, 'jekyll/assets/images/chairs.png'), secret);
	await symlink(secret, join(blog, 'link.png'));
	await symlink('/etc', join(blog, 'etc'));
	await symlink('/etc/passwd', join(blog, '_posts/2020-01-01-passwd.md'));
	const words =
		'Eight people at one table can hear each other and nobody has to raise a voice to be heard at the other end of it.';
	await writeFile(
		join(blog, '_posts/2020-01-02-out.md'),
		`${words} ![a](../../secret.png) ![b](/link.png) ![c](%2e%2e/%2e%2e/secret.png) ![d](empty.png)`,
	);
	await writeFile(join(blog, '_posts/empty.png'), '');
	await writeFile(join(blog, '_posts/2020-01-03-binary.md'), Buffer.from([1, 0, 2]));
	await writeFile(join(blog, '_posts/2020-01-04-latin1.md'), Buffer.from([0x63, 0xe9]));
	await writeFile(join(blog, '_posts/2020-01-05-giant.md'), Buffer.alloc(20_000_000, 'a'));
	await writeFile(join(blog, '_posts/2020-01-06-code.md'), '---js\n{ title: process.exit(7) }\n---\nx');
	const { stdout } = await command('hostile', '--from', 'jekyll', '--json');
	const { imported, skipped } = JSON.parse(stdout) as {
		imported: unknown[];
		skipped: { file: string; reason: string }[];
	};
	expect(imported).toHaveLength(1);
	expect(Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]))).toMatchInlineSnapshot(`
		{
		  "_posts/2020-01-01-passwd.md": "it is a symbolic link, which is not followed",
		  "_posts/2020-01-03-binary.md": "it is a binary file",
		  "_posts/2020-01-04-latin1.md": "it is not valid UTF-8; save it as UTF-8 and import again",
		  "_posts/2020-01-05-giant.md": "it has 20 MB; a post has at most 1",
		  "_posts/2020-01-06-code.md": "line 1: its front matter is written in \`js\`, which is never run",
		  "etc": "it is a symbolic link, which is not followed",
		  "link.png": "it is a symbolic link, which is not followed",
		}
	`);
	expect(await tree('content/posts')).toEqual(['out.md']);
	expect(await entry('out.md')).toMatch(/other end of it\. a b c d$/m);
});

test.each([
	[['--from', 'jekyll'], 'Which folder'],
	[['old'], 'What is the old blog made with?'],
	[['old', '--from', 'wordperfect'], 'wordperfect'],
	[['old', 'older', '--from', 'jekyll'], 'One folder at a time'],
	[['old', '--from', 'jekyll', '--lang', 'klingonish'], 'not a language'],
	[['old', '--from', 'jekyll', '--map', 'zh'], '--map zh=zh-Hans'],
	[['old', '--from', 'jekyll', '--dryrun'], '--dryrun'],
])('%j is misuse', async (args, message) => {
	const { code, stderr, stdout } = await command(...args);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).toContain(message);
	expect(stderr).toContain('kindred import <folder>');
});

test('a folder that is not there is told in two sentences', async () => {
	await expect(command('nowhere', '--from', 'jekyll')).rejects.toMatchObject({
		message: 'There is no folder `nowhere`.',
		hint: 'Write the path of your old blog: `kindred import ../my-blog --from jekyll`.',
	});
});
