import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const docs = fileURLToPath(new URL('../../docs/', import.meta.url));
const pictures = globSync('pictures/*', { cwd: docs });

it('every picture of the docs is shown with words for those who do not see it, and loads fast', () => {
	const pages = globSync('*.md', { cwd: docs }).map((page) => readFileSync(join(docs, page), 'utf8'));
	const shown = pages.flatMap((page) => [...page.matchAll(/!\[([^\]]*)\]\((pictures\/[^)]+)\)/g)]);
	const words = new Map(shown.map(([, alt, path]) => [path, alt]));
	expect(pictures.length).toBeGreaterThan(0);
	expect([...words.keys()].sort()).toEqual(pictures.map((path) => path.replaceAll('\\', '/')).sort());
	for (const path of pictures) {
		expect.soft(words.get(path.replaceAll('\\', '/'))?.length).toBeGreaterThan(10);
		expect.soft(statSync(join(docs, path)).size).toBeLessThan(150_000);
	}
});
