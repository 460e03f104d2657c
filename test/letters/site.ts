import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { siteDoor } from '../../integrations/kindred/src/cli/compiler.ts';
import type { SiteCode } from '../../integrations/kindred/src/kindred.ts';
import { minimalSite } from '../astro/minimal.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** The site that golden letters come from: three languages, an imprint, the default look. */
export const goldenOptions = {
	from: 'Ada <ada@example.com>',
	inbound: 'letters@in.example.com',
	name: 'The Long Table',
	imprint: '1 Park Lane, London',
	languages: ['en', 'zh-Hant', 'ar'],
	zone: 'Europe/Berlin',
};

/** A site whose letters are compiled the way a build does it, by Astro. */
export interface LetterSite {
	readonly root: string;
	code(): Promise<SiteCode>;
	close(): Promise<void>;
}

/** Opens a site with the posts, digests and events of `content/`, and files and options of its own. */
export function openLetterSite(
	options: Readonly<Record<string, unknown>> = {},
	files: Readonly<Record<string, string>> = {},
): LetterSite {
	const content = globSync('content/**/*.{md,mdx}', { cwd: here }).map((name) => [
		name,
		readFileSync(join(here, name), 'utf8'),
	]);
	const { root, remove } = minimalSite({
		...Object.fromEntries(content),
		'content/posts/hello.md': '---\ntitle: Hello\ndate: 2026-11-01\ndraft: true\n---\n',
		'content/digests/first.mdx': '---\ntitle: First\ndate: 2026-11-22\ndraft: true\n---\n',
		'content/events/walk.md': '---\ntitle: A walk\nstart: 2031-05-17\ndraft: true\n---\n',
		'astro.config.mjs': `
			import mdx from '@astrojs/mdx';
			import node from '@astrojs/node';
			import { defineConfig } from 'astro/config';
			import kindred from 'astro-kindred';
			export default defineConfig({
				site: 'https://example.com',
				adapter: node({ mode: 'standalone' }),
				integrations: [mdx(), kindred(${JSON.stringify({ ...goldenOptions, ...options })})],
			});`,
		...files,
	});
	const door = siteDoor(root, () => {});
	return {
		root,
		code: () => door.code(),
		async close() {
			await door.close();
			remove();
		},
	};
}
