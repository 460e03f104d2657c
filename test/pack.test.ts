import { execFile, spawnSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSuitable } from '../integrations/kindred/bin/node.js';
import { copyBlog, removeKindred } from '../scripts/copy.ts';
import { build } from '../scripts/built.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const astro = join(root, 'node_modules/astro/bin/astro.mjs');

/** The smallest site of somebody who installs the package. */
const site: Record<string, string> = {
	'package.json':
		'{ "type": "module", "private": true, "dependencies": { "astro": "*", "astro-kindred": "*" } }',
	'astro.config.mjs': `
		import mdx from '@astrojs/mdx';
		import node from '@astrojs/node';
		import { defineConfig } from 'astro/config';
		import kindred from 'astro-kindred';
		export default defineConfig({
			site: 'https://example.com',
			adapter: node({ mode: 'standalone' }),
			integrations: [mdx(), kindred({ from: 'Ada <ada@example.com>' })],
		});`,
	'src/content.config.ts': `
		import { defineCollection } from 'astro:content';
		import { digestSchema, eventSchema, kindredLoader, postSchema } from 'astro-kindred/schema';
		export const collections = {
			posts: defineCollection({ loader: kindredLoader('./content/posts'), schema: postSchema() }),
			digests: defineCollection({ loader: kindredLoader('./content/digests'), schema: digestSchema() }),
			events: defineCollection({ loader: kindredLoader('./content/events'), schema: eventSchema() }),
		};`,
	'src/pages/index.astro': `---
import { Subscribe } from 'astro-kindred/components';
---
<html lang="en"><head><title>Ada</title></head><body><Subscribe /></body></html>`,
	'content/posts/hello.md': '---\ntitle: Hello\ndate: 2026-11-01\n---\nA first post.\n',
	'content/digests/first.mdx':
		'---\ntitle: First\ndate: 2026-11-02\n---\nDear reader,\n\n<Post id="hello" />\n',
	'content/events/supper.md':
		'---\ntitle: Supper\nstart: 2031-05-17T19:00\nduration: PT2H\nzone: Asia/Taipei\n---\nCome.\n',
};

describe('the published package', () => {
	const folder = mkdtempSync(join(tmpdir(), 'kindred pack '));
	const home = join(folder, 'a site');
	const installed = join(home, 'node_modules/astro-kindred');
	const kindred = (node: string, ...args: string[]) =>
		spawnSync(node, [join(installed, 'bin/kindred.js'), ...args], { cwd: home, encoding: 'utf8' });

	beforeAll(async () => {
		for (const [path, text] of Object.entries(site)) {
			mkdirSync(dirname(join(home, path)), { recursive: true });
			writeFileSync(join(home, path), text);
		}
		await run(process.execPath, [
			join(root, 'integrations/kindred/scripts/build.mjs'),
			'--out',
			join(folder, 'dist'),
		]);
		const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
			cwd: join(folder, 'dist'),
		});
		const packed: unknown = JSON.parse(stdout);
		const { filename } = (Array.isArray(packed) ? packed : Object.values(packed as object))[0] as {
			filename: string;
		};
		installWithoutRegistry(join(folder, filename), installed);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('has neither TypeScript nor anything of this repository in it', () => {
		const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(
			(file) => !file.startsWith('node_modules'),
		);
		expect(files.filter((file) => /(?<!\.d)\.ts$|tsconfig|^(src|test|scripts)\b/.test(file))).toEqual([]);
		const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
			string,
			unknown
		>;
		expect(manifest).not.toHaveProperty('scripts');
		expect(manifest).not.toHaveProperty('private');
		for (const path of Object.values(manifest['exports'] as Record<string, string>)) {
			expect(existsSync(join(installed, path.replace(/\/\*.*$/, ''))), path).toBe(true);
		}
	});

	it('builds a site, with cards, letters and a server', async () => {
		await run(process.execPath, [astro, 'build'], { cwd: home });
		const client = readdirSync(join(home, 'dist/client'), { recursive: true, encoding: 'utf8' });
		expect(client.filter((file) => file.endsWith('.png'))).toHaveLength(3);
		expect(client.filter((file) => file.includes('_kindred'))).toEqual([]);
		expect(existsSync(join(home, 'dist/server/kindred.json'))).toBe(true);
	});

	it('brings a command that any Node starts', () => {
		for (const node of [process.execPath, olderNode()].filter((path) => path !== undefined)) {
			const { status, stdout, stderr } = kindred(node, 'help');
			expect(stderr).toBe('');
			expect(stdout).toContain('kindred digest');
			expect(status).toBe(0);
		}
	});

	it('keeps people and plans a digest from the command line', () => {
		expect(kindred(process.execPath, 'person', 'add', 'ada@example.com')).toMatchObject({
			status: 0,
			stderr: '',
		});
		const planned = kindred(process.execPath, 'digest', 'plan', 'first');
		expect(planned.status, planned.stderr).toBe(0);
		expect(planned.stdout).toContain('first');
	});

	/** Unpacks as npm would; what the package depends on is linked from here. */
	function installWithoutRegistry(tarball: string, into: string): void {
		mkdirSync(join(into, 'node_modules'), { recursive: true });
		spawnSync('tar', ['-xzf', tarball, '-C', into, '--strip-components=1']);
		const link = (from: string, to: string) => {
			for (const name of existsSync(from) ? readdirSync(from) : []) {
				if (name !== 'astro-kindred' && !name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
			}
		};
		link(join(root, 'node_modules'), dirname(into));
		link(join(root, 'integrations/kindred/node_modules'), join(into, 'node_modules'));
	}
});

describe('the blog without the integration', () => {
	const folder = mkdtempSync(join(tmpdir(), 'kindred without '));
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	it('still builds, with nothing of ours on its pages', async () => {
		copyBlog(root, folder);
		removeKindred(folder, (path) => rmSync(path, { recursive: true }));
		const problem = await build({ root: folder, site: 'https://example.com', out: join(folder, 'dist') });
		expect(problem).toBeUndefined();
		const home = readFileSync(join(folder, 'dist/client/index.html'), 'utf8');
		expect(home).not.toContain('/kindred/');
		expect(home).toContain('mailto:');
	});
});

/**
 * A Node on this machine that could not run us, where there is one: the command has to find the newer one.
 */
function olderNode(): string | undefined {
	return (process.env['PATH'] ?? '')
		.split(delimiter)
		.map((folder) => join(folder, 'node'))
		.find(
			(path) => existsSync(path) && !isSuitable(spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout),
		);
}
