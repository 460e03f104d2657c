import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openPorch } from '../../integrations/kindred/src/porch.ts';

it('the private folder is closed and out of git, also where the people are kept elsewhere', async () => {
	const root = await mkdtemp(join(tmpdir(), 'kindred porch '));
	const env = { KINDRED_STORE: 'sqlite:people/kindred.db' };
	const porch = await openPorch(root, env, () => '2031-05-17T19:00:00.000Z', ['public', 'dist']);
	try {
		expect((await stat(join(root, '.kindred'))).mode & 0o777).toBe(0o700);
		expect(await readFile(join(root, '.kindred', '.gitignore'), 'utf8')).toBe('*\n');
	} finally {
		await porch.store.close();
		await rm(root, { recursive: true });
	}
});
