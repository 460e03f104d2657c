import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtPaths } from '../../integrations/kindred/src/files/built-paths.ts';

let root = '';
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'kindred built '));
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string) => {
	mkdirSync(dirname(join(root, file)), { recursive: true });
	writeFileSync(join(root, file), '');
};

describe('the paths of a build', () => {
	it('are its pages and files, of all its folders, below the base', async () => {
		for (const file of [
			'dist/index.html',
			'dist/posts/為什麼/index.html',
			'dist/404.html',
			'dist/_astro/a.webp',
			'public/cv.pdf',
		])
			write(file);
		const folders = [join(root, 'dist'), join(root, 'public')];
		expect([...(await builtPaths(folders, ''))!].sort()).toEqual([
			'/',
			'/404.html',
			'/_astro/a.webp',
			'/cv.pdf',
			'/posts/為什麼/',
		]);
		expect(await builtPaths([`${join(root, 'dist')}/`], '/blog')).toContain('/blog/posts/為什麼/');
	});

	it('are none without a page: a public folder alone is no build', async () => {
		write('public/cv.pdf');
		expect(await builtPaths([join(root, 'public'), join(root, 'dist')], '')).toBeUndefined();
	});
});
