import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mail } from '../inbox/house.ts';
import { openAnswerDesk, type AnswerDesk } from './answer-desk.ts';

const door = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => door.desk,
	environmentOf: (_root: string, env: unknown) => env,
}));

let here: AnswerDesk;
beforeEach(async () => {
	here = await openAnswerDesk();
	door.desk = here.desk;
});
afterEach(() => here.remove());

async function json(...args: string[]) {
	const { code, out } = await here.run('reply', ...args, '--json');
	return { code, said: JSON.parse(out) };
}

describe('kindred reply', () => {
	it('takes in a file, a folder, a Maildir and an mbox, and says of each what became of it', async () => {
		await mkdir(join(here.root, 'mails', 'deep', 'cur'), { recursive: true });
		const [a, b] = [mail({ subject: 'a' }), mail({ subject: 'b', body: 'x\r\n>From here on\r\ny' })];
		await writeFile(join(here.root, 'mails', 'a.eml'), a);
		await writeFile(join(here.root, 'mails', 'broken.eml'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
		await writeFile(join(here.root, 'mails', 'empty.eml'), '');
		await writeFile(join(here.root, 'mails', 'deep', 'cur', '1:2,S'), mail({ subject: 'maildir' }));
		await writeFile(join(here.root, 'mails', 'old.mbox'), `From a Sun\n${a}\nFrom b Mon\n${b}`);
		const { code, said } = await json('ingest', 'mails');
		expect(code).toBe(1);
		expect(
			said.map(({ file, outcome }: { file: string; outcome: string }) => [
				file.slice(here.root.length + 7),
				outcome,
			]),
		).toEqual([
			['a.eml', 'kept'],
			['broken.eml', 'kept'],
			['deep/cur/1:2,S', 'kept'],
			['empty.eml', 'unreadable'],
			['old.mbox#1', 'duplicate'],
			['old.mbox#2', 'kept'],
		]);
		expect((await here.run('reply', 'ingest', 'nowhere')).code).toBe(1);
	});

	it('lists who waits, oldest first, and shows one without steering the terminal', async () => {
		await here.house.take(
			mail({ subject: 'second', body: 'Do you \u001b[2Jknow?' }).replace('30 Apr', '29 Apr'),
		);
		await here.house.take(mail({ subject: 'first' }).replace('30 Apr', '28 Apr'));
		const { said } = await json('list', '--waiting');
		expect(said.map(({ subject }: { subject: string }) => subject)).toEqual(['first', 'second']);
		const { code, out } = await here.run('reply', 'show', '1');
		expect(code).toBe(0);
		expect(out).toContain('unverified');
		expect(out).toContain('Do you [2Jknow?');
		expect(out).not.toContain('\u001b');
		const lost = await here.run('reply', 'show', '99');
		expect([lost.code, lost.err]).toEqual([1, expect.stringContaining('reply list')]);
		expect((await here.run('reply', 'sing')).code).toBe(2);
	});
});
