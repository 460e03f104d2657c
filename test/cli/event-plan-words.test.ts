import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventFindings } from '../../integrations/kindred/src/cli/doctor-events.ts';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { openPlanning } from '../event/planning.ts';

const opened = vi.hoisted(() => ({ current: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({
	openDesk: async () => opened.current,
	environmentOf: (_root: string, env: unknown) => env,
}));

let desk: Awaited<ReturnType<typeof openPlanning>>;
let root: string;
beforeEach(async () => {
	desk = await openPlanning();
	root = await mkdtemp(join(tmpdir(), 'kindred plan '));
	await mkdir(join(root, 'content/events'), { recursive: true });
	await writeFile(join(root, 'content/events/supper.md'), '---\ntitle: Supper\n---\n');
	await writeFile(
		join(root, 'content/events/supper.zh-hant.md'),
		'---\ntitle: 晚餐\nstatus: scheduled\n---\n',
	);
});
afterEach(async () => {
	await desk.test.remove();
	await rm(root, { recursive: true });
});

/** Types a command about events, and says what it printed. */
async function type(...args: string[]): Promise<string> {
	const house = desk.planHouse();
	const flush = async () => ({ sent: 0, queued: 0, refused: [] });
	const postman = { ...house.postman, flush };
	opened.current = { ...house, root, postman, mailer: { name: 'outbox' }, close: async () => {} };
	let out = '';
	const io = {
		cwd: root,
		env: {},
		isTTY: false,
		stdout: (text: string) => void (out += text),
		stderr: () => {},
	};
	expect(await run(args, io)).toBe(0);
	return out;
}

describe('kindred event plan', () => {
	it('without an id is of all events that are to come, and says yes to none', async () => {
		expect(await type('plan')).toBe('supper: nothing to send\n');
		expect(JSON.parse(await type('plan', '--json'))).toMatchObject([{ event: 'supper', mails: [] }]);
		await expect(type('plan', '--approve')).rejects.toMatchObject({
			hint: 'Name it: kindred event plan <id> --approve',
		});
		desk.clock.now = '2031-06-01T09:00:00.000Z';
		expect(await type('plan')).toBe('No event is to come.\n');
	});

	it('has nothing to approve where nobody is written to', async () => {
		await desk.says('ada');
		await expect(type('plan', 'supper', '--approve')).rejects.toMatchObject({
			message: 'Nobody has to be written to about "supper", so there is nothing to approve.',
		});
	});

	it('tells by whose zone rules, where they are what has changed', async () => {
		await desk.says('ada');
		const [rsvp] = await desk.test.store.events.ledger('supper');
		const facts = { ...rsvp!.told!.facts, from: '2031-05-17T10:00:00.000Z', to: '2031-05-17T12:00:00.000Z' };
		const told = JSON.stringify({ ...rsvp!.told, facts });
		await desk.test.store.db.updateTable('rsvp').set({ told }).execute();
		const said = await type('plan', 'supper');
		expect(said).toContain('the rules of Asia/Taipei have changed: 19:00 is 11:00 UTC now, was 10:00\n');
		expect(said).toContain(`Zone rules are those of this machine (tzdata ${process.versions['tz']}).\n`);
	});

	it('cannot steer a terminal by the name of a guest', async () => {
		const ada = await desk.says('ada');
		await desk.test.store.people.update(ada.id, { name: 'Ada\u001b[2J\nApproved.' }, desk.clock.now);
		desk.edit({ place: { name: 'Elsewhere' } });
		expect(await type('plan', 'supper')).toContain('Ada[2J Approved. <ada@example.com>');
	});
});

describe('kindred event apply', () => {
	it.each(['abc', '0123456789abcdefg', '$(reboot)'])('wants a hash and not %j', async (hash) => {
		await expect(type('apply', 'supper', '--plan', hash)).rejects.toMatchObject({
			message: `\`${hash}\` is not the hash of a plan.`,
		});
	});

	it('says what moved since the yes, and where the sequence is to be written', async () => {
		await desk.says('ada');
		desk.edit({ start: '2031-05-17T20:00' });
		await type('plan', 'supper', '--approve');
		desk.edit({ place: { name: 'Elsewhere' } });
		await expect(type('apply', 'supper')).rejects.toMatchObject({
			message: 'What would be sent about "supper" is not what was approved. Nobody was mailed.',
		});
		await type('plan', 'supper', '--approve');
		expect(await type('apply', 'supper')).toBe(
			'Handed over 1 letter.\nWrite `sequence: 1` into content/events/supper.md, so that the public calendar file says the same.\n',
		);
	});

	it('says that the letters left also where the file cannot be written', async () => {
		await writeFile(join(root, 'content/events/supper.md'), '+++\ntitle = "Supper"\n+++\n');
		await desk.says('ada');
		desk.edit({ start: '2031-05-17T20:00' });
		await type('plan', 'supper', '--approve');
		expect(await type('apply', 'supper', '--write')).toContain(
			'Handed over 1 letter.\nWrite `sequence: 1` into content/events/supper.md',
		);
	});

	it('names those whose letter nobody carries', async () => {
		await desk.says('ada');
		await desk.says('bob');
		desk.edit({ start: '2031-05-17T20:00' });
		await type('plan', 'supper', '--approve');
		desk.outcome('refused', 'queued');
		const said = JSON.parse(await type('apply', 'supper', '--json')) as object;
		expect(said).toMatchObject({ queued: 1, refused: ['ada@example.com'] });
	});

	it('tells of nothing that is a draft', async () => {
		await desk.says('ada');
		desk.edit({ draft: true });
		await expect(type('apply', 'supper')).rejects.toMatchObject({
			message: 'The event "supper" is a draft, so nobody is told of it.',
		});
	});
});

describe('kindred event cancel', () => {
	it('says what to write, keeps the words, and takes them away again', async () => {
		expect(await type('cancel', 'supper', '--say', ' The oven broke. ')).toBe(
			'Write `status: cancelled` into content/events/supper.md, or type this again with `--write`.\n' +
				'Your words are kept for the letters.\nNobody has been told yet. Look who will be: kindred event plan supper\n',
		);
		desk.edit({ status: 'cancelled' });
		expect((await desk.plan()).words).toBe('The oven broke.');
		expect(await type('cancel', 'supper', '--say', '')).toContain('Your words are taken away.\n');
		expect((await desk.plan()).words).toBeUndefined();
	});

	it('writes it into each file that says how it stands', async () => {
		expect(JSON.parse(await type('cancel', 'supper', '--write', '--json'))).toMatchObject({
			written: ['content/events/supper.md', 'content/events/supper.zh-hant.md'],
		});
		const read = (name: string) => readFile(join(root, 'content/events', name), 'utf8');
		expect(await read('supper.md')).toBe('---\ntitle: Supper\nstatus: cancelled\n---\n');
		expect(await read('supper.zh-hant.md')).toBe('---\ntitle: 晚餐\nstatus: cancelled\n---\n');
	});

	it('says what to write where a file cannot be written', async () => {
		await writeFile(join(root, 'content/events/supper.md'), '+++\ntitle = "Supper"\n+++\n');
		await expect(type('cancel', 'supper', '--write')).rejects.toMatchObject({
			hint: 'Write `status: cancelled` into it.',
		});
	});

	it('refuses what is over, and a speech', async () => {
		await expect(type('cancel', 'supper', '--say', 'x'.repeat(4001))).rejects.toMatchObject({
			hint: 'Say it shorter; the page of the event can tell the rest.',
		});
		desk.clock.now = '2031-06-01T09:00:00.000Z';
		await expect(type('cancel', 'supper')).rejects.toMatchObject({ message: '"supper" is over.' });
	});
});

describe('kindred doctor', () => {
	const found = async () => (await eventFindings(desk.planHouse())).map(({ text }) => text);

	it('names events whose file is not as their guests were told', async () => {
		await desk.says('ada');
		expect(await found()).toEqual([]);
		desk.edit({ start: '2031-05-17T20:00' });
		expect(await found()).toEqual(['The file of "supper" is not what 1 guest was told.']);
		desk.edit({ start: '2030-05-17T20:00' });
		expect(await found()).toEqual([
			'Of "supper" the file says that it is over, and 1 guest expects it. Is the year right?',
		]);
	});

	it('names guests of a file that is gone, until the day is over', async () => {
		await desk.says('ada');
		await desk.says('bob', 'no');
		desk.edit({ draft: true });
		expect(await found()).toEqual(['1 guest was told of "supper", and its file is gone or a draft.']);
		desk.clock.now = '2031-06-01T09:00:00.000Z';
		expect(await found()).toEqual([]);
	});
});
