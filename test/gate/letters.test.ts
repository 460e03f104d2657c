import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkWhole } from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, headers, letterOf, lines, rawOf } from './sample.ts';

const folder = fileURLToPath(new URL('../letters/golden/', import.meta.url));
const letters = globSync('*.html', { cwd: folder })
	.map((file) => file.slice(0, -'.html'.length))
	.sort();

/** A golden letter as the mail it was: its files are subject and both bodies, one element a line. */
function golden(name: string) {
	const [subject = '', , ...text] = readFileSync(`${folder}${name}.txt`, 'utf8').split('\n');
	const html = readFileSync(`${folder}${name}.html`, 'utf8');
	const leave = /https:\/\/example\.com\/kindred\/leave\/[^"\s]+/.exec(html)?.[0];
	const own = leave ? { headers: { ...headers, 'List-Unsubscribe': `<${leave}>` } } : {};
	return letterOf({
		subject,
		html,
		text: text.join('\n'),
		to: { name: 'Grace', email: 'grace@example.net' },
		...own,
	});
}

/** The pages of the site the golden letters come from. */
const pages = new Set(
	['posts', 'events', 'digests'].flatMap((kind) =>
		globSync(`${kind}/*.{md,mdx}`, {
			cwd: fileURLToPath(new URL('../letters/content/', import.meta.url)),
		}).map((file) => {
			const [, group = '', lang] = /\/([^./]+)(?:\.([a-z-]+))?\.mdx?$/.exec(file)!;
			return `${lang ? `/${lang}` : ''}/${kind}/${group}/`;
		}),
	),
);

describe('the gate', () => {
	it.each(letters)('lets the golden letter %s through', async (name) => {
		const letter = golden(name);
		const lang = name.split('.')[1]!;
		const world = { ...context, paths: new Set([...pages, '/frame/', '/posts/what-the-table-said/']) };
		const found = await checkWhole({ item: name, letter, lang, raw: await rawOf(letter) }, world);
		// Letters that follow one person's own act are on no list, and have no way out of it to show.
		const isDigest = name.startsWith('digest');
		expect(lines(found.filter(({ rule }) => isDigest || rule !== 'list-unsubscribe'))).toEqual([]);
	});

	it('has all letters in three languages to look at', () => {
		expect([letters.length, new Set(letters.map((name) => name.split('.')[1])).size]).toEqual([39, 3]);
	});
});
