import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeys } from '../../integrations/kindred/src/files/secret.ts';

let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), 'kindred secret '));
});
afterEach(() => rm(root, { recursive: true }));

describe('the key that signs links', () => {
	it('is made once, by whoever comes first, and only its owner can read it', async () => {
		const rings = await Promise.all(Array.from({ length: 8 }, () => readKeys(root, {})));
		expect(new Set(rings.map(([key]) => key)).size).toBe(1);
		expect(rings[0]![0].length).toBeGreaterThanOrEqual(43);
		expect((await stat(join(root, '.kindred', 'secret'))).mode & 0o777).toBe(0o600);
		expect(await readdir(join(root, '.kindred'))).toEqual(['secret']);
	});

	it.each(['', ' \n', 'short'])('is not %j, whatever emptied its file', async (content) => {
		await mkdir(join(root, '.kindred'));
		await writeFile(join(root, '.kindred', 'secret'), content);
		await expect(readKeys(root, {})).rejects.toThrow(/could be forged/);
	});

	it('comes from the environment, newest first, and is never weak', async () => {
		const [fresh, old] = ['n'.repeat(32), 'o'.repeat(32)];
		expect(await readKeys(root, { KINDRED_SECRET: `${fresh}, ${old}` })).toEqual([fresh, old]);
		await expect(readKeys(root, { KINDRED_SECRET: `${fresh},short` })).rejects.toThrow(/only 5 characters/);
		expect(await readdir(root)).toEqual([]);
	});
});
