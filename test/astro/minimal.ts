import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** The smallest site that works: its address, who writes, and three collections. */
const minimal: Record<string, string> = {
	'package.json': '{ "name": "minimal", "type": "module" }',
	'astro.config.mjs': `import mdx from '@astrojs/mdx';
import { defineConfig } from 'astro/config';
import kindred from 'astro-kindred';

export default defineConfig({
	site: 'https://example.com',
	integrations: [mdx(), kindred({ from: 'Ada <ada@example.com>' })],
});
`,
	'src/content.config.ts': `import { defineCollection } from 'astro:content';
import { digestSchema, eventSchema, kindredLoader, postSchema } from 'astro-kindred/schema';

export const collections = {
	posts: defineCollection({ loader: kindredLoader('./content/posts'), schema: postSchema() }),
	digests: defineCollection({ loader: kindredLoader('./content/digests'), schema: digestSchema() }),
	events: defineCollection({ loader: kindredLoader('./content/events'), schema: eventSchema() }),
};
`,
	'src/pages/index.astro':
		'<html lang="en"><head><title>Minimal</title></head><body><h1>Minimal</h1></body></html>\n',
	'content/posts/hello.md': '---\ntitle: Hello\ndate: 2026-11-01\n---\n\nIt begins.\n',
	'content/digests/first.mdx':
		'---\ntitle: First\ndate: 2026-11-22\n---\n\nHello.\n\n<Post id="hello" />\n\n<ForYou />\n',
	'content/events/walk.md': '---\ntitle: A walk\nstart: 2031-05-17\n---\n\nSlowly.\n',
};

/** Writes a site into a folder of its own, with files changed or added. The path has a space in it. */
export function minimalSite(files: Readonly<Record<string, string>> = {}): { root: string; remove(): void } {
	const root = join(mkdtempSync(join(tmpdir(), 'kindred-site-')), 'a site');
	for (const [name, content] of Object.entries({ ...minimal, ...files })) {
		mkdirSync(dirname(join(root, name)), { recursive: true });
		writeFileSync(join(root, name), content);
	}
	symlinkSync(modules, join(root, 'node_modules'));
	return { root, remove: () => rmSync(dirname(root), { recursive: true, force: true }) };
}
