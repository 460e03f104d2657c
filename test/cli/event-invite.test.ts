import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openInviteDesk, type InviteDesk } from './invite-desk.ts';

const current = vi.hoisted(() => ({ desk: {} as Record<string, unknown> }));
vi.mock('../../integrations/kindred/src/cli/open.ts', () => ({
	openDesk: async () => current.desk,
	environmentOf: () => ({}),
}));

let test: InviteDesk;
beforeEach(async () => {
	test = await openInviteDesk(current);
});
afterEach(() => test.remove());

describe('a list of invitations', () => {
	it('names people with the reasons they are on it for, in an order that can be told', async () => {
		const regular = await test.person('regular');
		const unlucky = await test.person('unlucky');
		test.at('2031-01-10T09:00:00.000Z');
		await test.answers('regular', 'yes', 'first');
		await test.answers('unlucky', 'yes', 'first');
		test.at('2031-05-01T09:00:00.000Z');
		const reader = await test.person('reader', { topics: ['food'] });
		const writer = await test.person('writer', { circle: 'core' });
		for (let letter = 0; letter < 4; letter++)
			for (const who of [reader, writer, regular])
				await test.log(who, 'delivered', {
					detail: { items: ['pot', 'groups'] },
					subject: `digest:${letter}`,
				});
		await test.log(writer, 'replied', {
			detail: { words: 60, items: [{ post: 'pot', share: 1 }], verified: true },
			subject: 'digest:0',
		});
		await test.log(writer, 'answered', { subject: 'digest:0' });
		await test.person('stranger', { state: 'contact', circle: 'core' });
		await test.person('gone', { state: 'left', circle: 'core' });
		expect(unlucky.id).toBe(2);
		expect(await test.says('--series --tags --circle core')).toMatchInlineSnapshot(`
			"Supper (supper)  2 seats, 0 taken, 0 kept.

			  1. unlucky <unlucky@example.com>
			      knows the series; waited in vain for first, so comes first; has never come
			      tie 3: 2031-01-10 rsvp (event:first)
			  2. writer <writer@example.com>
			      core circle; wrote about food; has never come
			      tie 38: 2031-04-01 replied (digest:0), 2031-04-01 answered (digest:0)
			      fit on food: 0.36, more than most (all people 0.17); gave 2.0 for 4 letters
			  3. regular <regular@example.com>
			      knows the series; came to first
			      tie 3: 2031-01-10 rsvp (event:first)
			      fit on food: 0.07, no more than most (all people 0.17); gave nothing for 4 letters
			  4. reader <reader@example.com>
			      chose food; has never come
			      tie 0
			      fit on food: 0.07, no more than most (all people 0.17); gave nothing for 4 letters

			Each has 7 days to answer.
			Wave 1 goes to 1–2, each with a seat kept until Thursday, 8 May 2031 at 23:59 (Taiwan Standard Time).
			Whoever says no, or nothing by then, makes room for the next on the list; the running site, or \`kindred sync\`, invites them.
			Nobody is mailed before you say yes to exactly this list (533448fb941e): kindred event invite supper --approve
			"
		`);
		expect(await test.names()).toEqual(['unlucky', 'writer', 'regular', 'reader']);
	});

	it('is changed by its author: somebody is added, taken off, moved', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di']) await test.person(name);
		await test.says('--add cy@example.com,ada@example.com');
		await test.says('--add bob@example.com,di@example.com,cy@example.com');
		expect(await test.names()).toEqual(['cy', 'ada', 'bob', 'di']);
		await test.says('--remove ada@example.com --move di@example.com 1');
		expect(await test.names()).toEqual(['di', 'cy', 'bob']);
		await test.says('--move di@example.com 9999');
		expect(await test.names()).toEqual(['cy', 'bob', 'di']);
	});

	it('says how to begin where there is none', async () => {
		expect(await test.says('')).toContain('kindred event invite supper --series');
		expect(test.letters).toEqual([]);
	});
});

describe('what cannot be done', () => {
	beforeEach(() => test.person('ada'));

	it.each([
		['--add nobody@example.com', 'There is nobody with the id or address `nobody@example.com`.'],
		['--circle inner', 'There is no circle "inner".'],
		['--move ada@example.com', '`--move ada@example.com` needs one address and a place on the list.'],
		['--move ada@example.com 2', 'ada <ada@example.com> is not on the list.'],
		['--remove ada@example.com', 'ada <ada@example.com> is not on the list.'],
		['--days 0', '`--days 0` is not a number from 1 to 90.'],
		['--days 3 --until 2031-05-10', '`--days` and `--until` say the same thing twice.'],
		['--until 2031-02-30', '`--until 2031-02-30` is no day.'],
		['--until 2031-05-17', '`--until 2031-05-17` leaves no day between the answer and the event.'],
		['--until 2031-05-01', '`--until 2031-05-01` leaves less than a day to answer.'],
		['--over=-1', '`--over -1` is not a number from 0 to 9999.'],
		['--known', '`--known` is about people added by hand.'],
		[
			'--add ada@example.com --approve',
			'`--approve` is about the list as you saw it, and the same command changes it.',
		],
		['--approve --send', '`--approve` is about the list as you saw it, and the same command says `--send`.'],
		['--approve', 'Nobody is left on the list to be invited.'],
		['3', '`3` means nothing here.'],
	])('%s', async (line, message) => {
		await expect(test.types(line)).rejects.toMatchObject({ name: 'KindredError', message });
		expect(await test.names()).toEqual([]);
	});

	it.each([
		['a contact who never wrote', { state: 'contact' }, 'has never written to you, answered or come'],
		['somebody who left', { state: 'left' }, 'has asked not to be written to'],
		['a mailbox that is gone', { state: 'bounced' }, 'comes back, or was called spam'],
	] as const)('%s is not invited, and nobody with them', async (_, change, message) => {
		await test.person('bob', change);
		await expect(test.types('--add ada@example.com,bob@example.com')).rejects.toThrow(message);
		expect(await test.names()).toEqual([]);
	});

	it('an address that is never to be written to is not invited', async () => {
		await test.store.people.suppress('ada@example.com', 'complaint', test.clock.now);
		await expect(test.types('--add ada@example.com')).rejects.toThrow('was called spam');
	});

	it('a contact is invited whom the author knows, or who wrote or came', async () => {
		for (const name of ['friend', 'writer', 'forged'])
			await test.person(name, { state: 'contact', circle: 'core' });
		await test.log({ id: 3 }, 'replied', { detail: { words: 9, verified: true } });
		await test.log({ id: 4 }, 'replied', { detail: { words: 9, verified: false } });
		await test.says('--circle core');
		expect(await test.names()).toEqual(['writer']);
		await test.says('--add friend@example.com --known');
		expect(await test.names()).toEqual(['writer', 'friend']);
	});

	it('too late, a list invites nobody', async () => {
		await test.says('--add ada@example.com');
		test.at('2031-05-15T20:00:00.000Z');
		await expect(test.types('--approve')).rejects.toThrow('Less than a day would be left to answer');
	});

	it('a whole list of readers is not invited', async () => {
		const values = Array.from({ length: 1001 }, (_, index) => ({
			id: 10 + index,
			state: 'subscribed',
			name: null,
		}));
		const rest = {
			languages: '[]',
			topics: '[]',
			frequency: 'every',
			circle: 'loose',
			zone: null,
			via: null,
		};
		const times = { created_at: test.clock.now, updated_at: test.clock.now };
		const { db } = test.store;
		await db
			.insertInto('person')
			.values(values.map((one) => ({ ...one, ...rest, ...times })))
			.execute();
		const addresses = values.map(({ id }) => ({
			email: `r${id}@example.com`,
			person_id: id,
			is_primary: 1 as const,
			created_at: test.clock.now,
		}));
		await db.insertInto('address').values(addresses).execute();
		await expect(test.types('--circle loose')).rejects.toThrow('1002 people are more than a list');
		expect(await test.names()).toEqual([]);
	});
});
