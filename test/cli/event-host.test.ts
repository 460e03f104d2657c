import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/event.ts';
import { toEvents, type EventFrontMatter } from '../../integrations/kindred/src/event/index.ts';
import { tokenOf } from '../event/house.ts';
import { supper } from '../event/supper.ts';
import { site } from '../site.ts';
import { openEventDesk, type EventDesk } from './event-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({ openDesk: async () => current.desk }));

let test: EventDesk;
beforeEach(async () => {
	test = await openEventDesk();
	hold({});
});
afterEach(() => test.remove());

/** The supper with other facts, as if its file had been edited. */
function hold(more: Partial<EventFrontMatter>): void {
	const events = toEvents([{ id: 'supper', data: { ...supper, ...more } }], site);
	Object.assign(test.house.snapshot, { events });
	current.desk = { ...test.desk, snapshot: test.house.snapshot };
}
/** What a command printed, without the line break at its end. */
async function says(...args: string[]): Promise<string> {
	expect(await run(args, test.io)).toBe(0);
	return test.said().trimEnd();
}
const seats = async () =>
	(await test.test.store.events.ledger('supper')).map(({ person, seat, guests }) => [person, seat, guests]);

describe('the host of an event that asks them first', () => {
	beforeEach(() => hold({ entry: 'approval' }));

	it('says yes, and the guest gets what a guest needs', async () => {
		await test.comes('ada');
		expect(await seats()).toEqual([[1, 'requested', 0]]);
		expect(await says('approve', 'supper', 'Ada@example.com')).toBe('ada@example.com has a seat.');
		expect(test.subjects().at(-1)).toBe('rsvp-answer → ada@example.com');
		expect(test.letters.at(-1)?.attachments).toHaveLength(1);
		expect(await says('approve', 'supper', 'ada@example.com')).toBe(
			'ada@example.com has a seat. Nothing was changed.',
		);
		expect(test.letters.filter(({ subject }) => subject === 'rsvp-answer')).toHaveLength(2);
	});

	it('says yes to more than there is room for, and those wait in the order of the yes', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di']) await test.comes(name);
		const addresses = ['di', 'cy', 'bob', 'ada'].map((name) => `${name}@example.com`);
		expect(await says('approve', 'supper', ...addresses)).toBe(
			[
				'di@example.com has a seat.',
				'cy@example.com has a seat.',
				'bob@example.com waits as number 1 in the queue.',
				'ada@example.com waits as number 2 in the queue.',
			].join('\n'),
		);
	});

	it('says no, and who asked hears of it and may ask again', async () => {
		await test.comes('ada');
		const token = tokenOf(test.letters.at(-1));
		expect(await says('decline', 'supper', 'ada@example.com')).toBe('ada@example.com has no seat.');
		expect(test.letters.at(-1)!.text).toContain('There is no seat for you this time');
		expect(await seats()).toEqual([[1, 'none', 0]]);
		expect(token).not.toBe('');
		await test.comes('ada');
		expect(await seats()).toEqual([[1, 'requested', 0]]);
	});
});

describe('the host', () => {
	it('adds somebody who told them, with those they bring, and counts them', async () => {
		await test.test.store.people.add({ email: 'ada@example.com', name: 'Ada' }, test.clock.now);
		expect(await says('add', 'supper', 'ada@example.com', '--guests', '1')).toBe(
			'Ada <ada@example.com> has a seat and brings 1.',
		);
		expect(JSON.parse(await says('add', 'supper', 'ada@example.com', '--guests', '0', '--json'))).toEqual({
			event: 'supper',
			guests: [{ person: 1, changed: true, stands: 'seated', seat: 'seated', guests: 0, promoted: [] }],
		});
	});

	it('takes a seat away, and says who moved up', async () => {
		for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
		expect(await says('remove', 'supper', 'ada@example.com')).toBe(
			'ada@example.com has no seat.\nMoved up: cy@example.com.',
		);
		expect(test.subjects().slice(-2)).toEqual([
			'rsvp-answer → ada@example.com',
			'rsvp-promoted → cy@example.com',
		]);
	});

	it('puts somebody at the head of the queue, who hears of it when there is a seat', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di']) await test.comes(name);
		const before = test.letters.length;
		expect(await says('first', 'supper', 'di@example.com')).toBe(
			'di@example.com waits as number 1 in the queue.',
		);
		expect(test.letters).toHaveLength(before);
		await test.comes('ada', 'no');
		expect(await seats()).toContainEqual([4, 'seated', 0]);
	});

	it('offers what comes free where the event has it so, and a lapsed offer goes on', async () => {
		hold({ offer: 'PT24H' });
		for (const name of ['ada', 'bob', 'cy', 'di']) await test.comes(name);
		await says('remove', 'supper', 'ada@example.com');
		expect(test.subjects().at(-1)).toBe('rsvp-offer → cy@example.com');
		test.clock.now = '2031-05-02T09:00:00.000Z';
		expect(await says('remove', 'supper', 'eve@example.com').catch((error: Error) => error.message)).toBe(
			'Nobody with the address `eve@example.com` is known.',
		);
		expect(await says('first', 'supper', 'di@example.com')).toContain('is offered a seat until 2031-05-03');
		expect(await seats()).toContainEqual([3, 'none', 0]);
	});

	it.each([
		[['add', 'supper', 'ada@example.com', '--guests', 'two'], 'Write `--guests 2`, or `--guests 0`.'],
		[
			['add', 'supper', 'ada@example.com', '--guests', '7'],
			'Raise its `capacity`, set `waitlist: true`, or let them bring fewer.',
		],
		[
			['remove', 'supper', 'ada@example.com', '--guests', '1'],
			'Leave it out, or write `kindred event add <id> <address> --guests 2`.',
		],
		[['approve', 'supper', 'nobody@example.com'], 'Type `kindred person add nobody@example.com` first.'],
		[['approve', 'supper', 'nobody'], 'Write a mail address, such as `ada@example.com`.'],
		[['approve', 'lunch', 'ada@example.com'], 'Name one of these: `supper`.'],
	])('reads what to write instead of %j', async (args, hint) => {
		await test.test.store.people.add({ email: 'ada@example.com' }, test.clock.now);
		await expect(run(args, test.io)).rejects.toMatchObject({ name: 'KindredError', hint });
		expect(await seats()).toEqual([]);
	});

	it('can do nothing any more when it is over or called off', async () => {
		await test.comes('ada');
		hold({ status: 'cancelled' });
		await expect(run(['remove', 'supper', 'ada@example.com'], test.io)).rejects.toThrow('is cancelled');
		hold({});
		test.clock.now = '2031-05-18T00:00:00.000Z';
		await expect(run(['remove', 'supper', 'ada@example.com'], test.io)).rejects.toThrow('has taken place');
	});
});
