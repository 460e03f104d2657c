import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../integrations/kindred/src/files/fingerprint.ts';

describe('the fingerprint of a site', () => {
	let root: string;
	beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'a site '))));
	afterEach(() => rm(root, { recursive: true }));
	const config = (text: string) => writeFile(join(root, 'astro.config.mjs'), text);

	it('is the same while nothing changes, whatever else is set', async () => {
		await config('export default {};');
		expect(await fingerprint(root, { HOME: '/one' })).toBe(await fingerprint(root, { HOME: '/other' }));
	});

	it.each(['process.env.SITE', `process.env['SITE']`])(
		'changes with a variable that the configuration reads: %s',
		async (reading) => {
			await config(`export default { site: ${reading} };`);
			const without = await fingerprint(root, {});
			expect(await fingerprint(root, { SITE: 'https://blog.example.com' })).not.toBe(without);
			expect(await fingerprint(root, {})).toBe(without);
		},
	);

	it('changes with the time zone rules of the machine: the instants of events may be others', async () => {
		await config('export default {};');
		expect(await fingerprint(root, {}, '2026a')).not.toBe(await fingerprint(root, {}, '2026f'));
	});

	it('changes with the configuration and the content', async () => {
		await config('export default {};');
		const before = await fingerprint(root, {});
		await config('export default { site: "https://blog.example.com" };');
		const after = await fingerprint(root, {});
		await writeFile(join(root, 'package.json'), '{}');
		expect(new Set([before, after, await fingerprint(root, {})]).size).toBe(3);
	});
});
