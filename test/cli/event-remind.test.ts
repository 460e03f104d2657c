import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', async (original) => ({
	...(await original<object>()),
	openDesk: async () => current.desk,
}));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	current.desk = test.desk;
});
afterEach(() => test.remove());

describe('kindred event remind', () => {
	it('shows who is reminded when, and sends only when it is told to', async () => {
		for (const name of ['ada', 'bob']) await test.comes(name);
		test.letters.length = 0;
		test.clock.now = '2031-05-10T12:00:00.000Z';
		expect(await run(['remind', 'supper'], test.io)).toBe(0);
		expect(test.letters).toEqual([]);
		expect(test.said()).toBe(
			[
				'2031-05-10 13:00  P7D before',
				'  is due now: ada@example.com, bob@example.com',
				'2031-05-16 13:00  P1D before',
				'  will go out: ada@example.com, bob@example.com',
				'',
			].join('\n'),
		);
		await run(['remind', 'supper', '--send'], test.io);
		expect(test.said()).toContain('2 guests reminded.\n2031-05-10 13:00  P7D before\n  has been sent: ada');
		expect(test.letters).toHaveLength(2);
		await run(['remind', 'supper', '--send'], test.io);
		expect(test.said()).toContain('Nothing is due.');
		await run(['remind', 'supper', '--json'], test.io);
		expect(JSON.parse(test.said())).toMatchObject({
			event: 'supper',
			sent: [],
			reminders: [{ email: 'ada@example.com', duration: 'P7D', state: 'sent' }, {}, {}, {}],
		});
	});

	it('sends nothing real by a clock that was set', async () => {
		for (const name of ['ada', 'bob']) await test.comes(name);
		test.letters.length = 0;
		test.clock.now = '2031-05-10T12:00:00.000Z';
		current.desk = { ...test.desk, mailer: { name: 'resend' } };
		await expect(run(['remind', 'supper', '--send'], test.io)).rejects.toThrow('`--now` is for rehearsals');
		expect(test.letters).toEqual([]);
		expect(await run(['remind', 'supper'], test.io)).toBe(0);
	});

	it('says why nobody is', async () => {
		await run(['remind', 'supper'], test.io);
		expect(test.said()).toBe('Nobody is reminded: nobody has a seat, or there are no reminders.\n');
	});
});
