import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).map((file) => ({
	file,
	text: readFileSync(join(root, file), 'utf8'),
}));

/** The links of a page to other files of the repository, as paths from its root; code is no prose. */
function linksOf({ file, text }: (typeof pages)[number]) {
	const prose = text.replace(/^ *```[\s\S]*?^ *```/gm, '').replace(/`[^`\n]*`/g, '');
	return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link!)
		.filter((link) => !/^(https?|mailto):/.test(link))
		.map((link) => {
			const [path = '', anchor] = link.split('#');
			return { link, anchor, target: path ? normalize(join(dirname(file), path)) : file };
		});
}

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
	const headings = readFileSync(join(root, file), 'utf8').matchAll(/^#+ (.*)$/gm);
	return [...headings].map(([, title]) =>
		title!
			.toLowerCase()
			.replace(/[^\p{L}\p{N} -]/gu, '')
			.replaceAll(' ', '-'),
	);
}

it.each(pages)('every link of $file leads somewhere', (page) => {
	for (const { link, target, anchor } of linksOf(page)) {
		expect.soft([link, existsSync(join(root, target))]).toEqual([link, true]);
		if (anchor) expect.soft(anchorsOf(target)).toContain(anchor);
	}
});

it('every page can be found from the README', () => {
	const found = new Set(['README.md']);
	for (const file of found) {
		const page = pages.find((one) => one.file === file);
		for (const { target } of page ? linksOf(page) : [])
			found.add(existsSync(join(root, target, 'README.md')) ? join(target, 'README.md') : target);
	}
	const decisions = /^docs\/decisions\//;
	expect(pages.map(({ file }) => file).filter((file) => !found.has(file) && !decisions.test(file))).toEqual([]);
});
