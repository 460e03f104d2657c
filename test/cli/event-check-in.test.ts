import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { checkInCode } from '../../integrations/kindred/src/event/index.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => current.desk }));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	current.desk = test.desk;
	for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
	test.clock.now = '2031-05-17T11:05:00.000Z';
});
afterEach(() => test.remove());

const came = async () => {
	const all = await Promise.all([1, 2, 3].map((id) => test.test.store.people.timeline(id)));
	return all.map((lines) => lines.findLast(({ kind }) => kind === 'attended' || kind === 'missed')?.kind);
};
const code = (person: number) => checkInCode('supper', person, test.house.keys);

describe('kindred event check-in', () => {
	it('notes who came by address or code, once', async () => {
		expect(await run(['check-in', 'supper', 'Ada@Example.com', code(2).toLowerCase()], test.io)).toBe(0);
		expect(test.said()).toBe('ada@example.com came.\nbob@example.com came.\n');
		expect(await run(['check-in', 'supper', 'ada@example.com'], test.io)).toBe(0);
		expect(test.said()).toBe('ada@example.com was noted before.\n');
		expect(await came()).toEqual(['attended', 'attended', undefined]);
	});

	it('takes what the sheet gave, notes whom it knows and names whom it does not', async () => {
		writeFileSync(
			join(test.root, 'result.txt'),
			`Came to supper:\n${code(1)} +1\nZZZZZZ\neve@example.com\nHave a good night \u001b[2J!\n`,
		);
		expect(await run(['check-in', 'supper', '--from', 'result.txt'], test.io)).toBe(1);
		expect(test.said()).toBe('ada@example.com came.\n');
		expect(test.printed.err).toContain('Nobody is known as `ZZZZZZ`.');
		expect(test.printed.err).toContain('Nobody is known as `eve@example.com`.');
		expect(test.printed.err).not.toContain('\u001b');
		expect(await run(['check-in', 'supper', '--from', 'result.txt', '--json'], test.io)).toBe(1);
		expect(JSON.parse(test.said())).toMatchObject({
			came: [],
			unknown: ['ZZZZZZ', 'eve@example.com', 'Have a good night \u001b[2J!'],
		});
	});

	it('takes back what was noted by mistake', async () => {
		await run(['check-in', 'supper', code(1)], test.io);
		test.said();
		await run(['check-in', 'supper', code(1), code(2), '--undo'], test.io);
		expect(test.said()).toBe('ada@example.com is taken back.\nbob@example.com was not noted.\n');
		expect(await came()).toEqual([undefined, undefined, undefined]);
	});

	it('says who missed it, when nobody else will come', async () => {
		await run(['check-in', 'supper', code(1), '--done'], test.io);
		expect(test.said()).toBe('ada@example.com came.\n1 guest missed it: bob@example.com.\n');
		await run(['check-in', 'supper', '--done'], test.io);
		expect(test.said()).toBe('Everybody with a seat is accounted for.\n');
		expect(await came()).toEqual(['attended', 'missed', undefined]);
	});

	it('refuses what makes no sense, and notes nothing', async () => {
		writeFileSync(join(test.root, 'other.txt'), `Came to lunch:\n${code(1)}\n`);
		const refused = async (...args: string[]) => {
			const hint = await run(['check-in', 'supper', ...args], test.io).catch(
				(error: { hint?: string }) => error.hint,
			);
			return hint;
		};
		expect(await refused()).toContain('kindred event check-in supper ada@example.com');
		expect(await refused('--from', 'other.txt')).toContain('kindred event check-in lunch --from other.txt');
		expect(await refused('--from', 'none.txt')).toContain('`--from -`');
		expect(await refused(code(1), '--guests', 'many')).toContain('`--guests 2`');
		expect(await refused(code(1), '--undo', '--done')).toBe('Write one of them.');
		test.clock.now = '2031-05-17T10:00:00.000Z';
		expect(await refused('--done')).toContain('until it is over');
		expect(await came()).toEqual([undefined, undefined, undefined]);
	});
});
