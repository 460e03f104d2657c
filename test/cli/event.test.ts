import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import type { Io } from '../../integrations/kindred/src/cli/io.ts';
import { settleAnswer, toEvents } from '../../integrations/kindred/src/event/index.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const desk = vi.hoisted(() => ({ current: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => desk.current }));

let test: TestStore;
let out: string;
let err: string;
const io: Io = {
	cwd: '.',
	env: {},
	isTTY: false,
	stdout: (text) => void (out += text),
	stderr: (text) => void (err += text),
};

beforeEach(async () => {
	test = await openSqliteForTest();
	[out, err] = ['', ''];
	const events = toEvents(
		[
			{ id: 'supper', data: supper },
			{ id: 'supper.ar', data: { ...supper, title: 'عشاء' } },
		],
		site,
	);
	desk.current = {
		site,
		snapshot: { events },
		store: test.store,
		now: () => NOW,
		keys: ['a secret'],
		close: async () => {},
	};
});
afterEach(() => test.remove());

const letter = {
	from: { name: '', email: 'a@example.com' },
	subject: 's',
	html: 'h',
	text: 't',
	headers: {},
	tags: {},
};

/** Somebody said yes. */
async function comes(email: string) {
	const { person } = await test.store.people.add({ email, name: 'Ada' }, NOW);
	const rules = { capacity: 1, waitlist: true, entry: 'open', guests: 0, state: 'open' } as const;
	await test.store.events.settle('supper', NOW, {
		decide: (ledger, replay) =>
			settleAnswer(
				ledger,
				{ event: 'supper', person: person.id, answer: 'yes', door: 'host' },
				{ rules, at: NOW, replay },
			),
		write: ({ email: to }) => ({ key: to, letter: { ...letter, to: { name: '', email: to } } }),
	});
	return person;
}

describe('kindred event', () => {
	it('lists each gathering once, with its seats', async () => {
		await comes('ada@example.com');
		await comes('bob@example.com');
		expect(await run(['list', '--json'], io)).toBe(0);
		expect(JSON.parse(out)).toMatchObject([
			{
				id: 'supper',
				title: 'Supper',
				phase: 'upcoming',
				status: 'scheduled',
				capacity: 2,
				taken: 1,
				waiting: 1,
			},
		]);
		await run(['list'], io);
		expect(out).toContain('1 of 2 seats taken, 1 waiting');
	});

	it('names the guests, seated first, by the group or any of its entries', async () => {
		await comes('ada@example.com');
		await comes('bob@example.com');
		expect(await run(['guests', 'supper.ar'], io)).toBe(0);
		expect(out).toBe(
			'seated    2031-05-01  Ada <ada@example.com>\nwaiting   2031-05-01  Ada <bob@example.com>, place 1\n',
		);
	});

	it('keeps what only guests see, one thing at a time, and takes it away again', async () => {
		await run(['private', 'supper', '--join', 'https://meet.example.com/x'], io);
		await run(['private', 'supper', '--address', '1 Park Lane'], io);
		expect(await test.store.events.secrets('supper')).toMatchObject({
			joinUrl: 'https://meet.example.com/x',
			address: '1 Park Lane',
		});
		await run(['private', 'supper', '--join', ''], io);
		out = '';
		await run(['private', 'supper', '--json'], io);
		expect(JSON.parse(out)).toEqual({ address: '1 Park Lane' });
	});

	it.each([
		[['guests', 'nope'], 'Name one of these: `supper`.'],
		[
			['private', 'supper', '--join', 'javascript:x'],
			'Write `kindred event private supper --join https://meet.example.com/table`.',
		],
	])('says what to write instead of %j', async (args, hint) => {
		await expect(run(args, io)).rejects.toMatchObject({ name: 'KindredError', hint });
	});

	it('explains itself where it is misused', async () => {
		expect(await run(['dance'], io)).toBe(2);
		expect(err).toContain('kindred event check-in <id> [<address|code> …]');
	});
});
