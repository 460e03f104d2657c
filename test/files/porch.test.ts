import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { forgetGuest } from '../../integrations/kindred/src/event/index.ts';
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

it('who is forgotten takes their files along, and leaves those that others sent as well', async () => {
	const root = await mkdtemp(join(tmpdir(), 'kindred porch '));
	const at = '2031-05-17T19:00:00.000Z';
	const porch = await openPorch(root, {}, () => at, ['public', 'dist']);
	try {
		const { people, replies } = porch.store;
		const [own, shared] = await Promise.all(
			['own', 'shared'].map((text) => porch.attachments.keep(Buffer.from(text))),
		);
		const file = (hash: string | undefined) => ({ name: 'a.png', type: 'image/png', bytes: 3, hash });
		const write = async (from: string, hashes: (string | undefined)[]) => {
			const { person } = await people.add({ email: from }, at);
			const about = { from, at, subject: '', text: 'x', quoted: '', signature: '', reason: '' };
			const kind = { kind: 'human', verified: false, attachments: hashes.map(file) } as const;
			await replies.keep({ ...about, ...kind, contentHash: from, person: person.id }, at);
			return person.id;
		};
		const lin = await write('lin@example.net', [own, shared, undefined]);
		await write('mia@example.net', [shared]);
		expect(await forgetGuest(lin, { ...porch, snapshot: { events: [] } } as never)).toBe(true);
		expect([own, shared].map((hash) => existsSync(porch.attachments.pathOf(hash!)))).toEqual([false, true]);
	} finally {
		await porch.store.close();
		await rm(root, { recursive: true });
	}
});
