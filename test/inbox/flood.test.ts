import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stateOf } from './consequences.ts';
import { mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse({ dynamic: true });
});
afterEach(() => house.test.remove());

/** Mails that our server took at these minutes, one each. */
async function takeAt(
	times: readonly string[],
	each: (index: number) => Parameters<typeof mail>[0] = () => ({}),
) {
	for (const [index, time] of times.entries())
		await house.take(`Received: from a by mx; ${time}\r\n${mail({ subject: 'Hello', ...each(index) })}`);
}
const minutes = (count: number, hour = '08') =>
	Array.from(
		{ length: count },
		(_, at) => `Thu, 1 May 2031 ${hour}:${String(at % 60).padStart(2, '0')}:00 +0000 (UTC)`,
	);
const count = async (start: string) => (await stateOf(house)).filter((line) => line.startsWith(start)).length;

describe('A flood', () => {
	it('from one sender is filed, and stands in their log twenty times within an hour', async () => {
		await house.add('lin@example.net');
		await takeAt(minutes(25));
		expect(await count('human of lin')).toBe(25);
		expect(await count('log lin replied')).toBe(20);
		expect((await house.store.replies.list({ most: 1 }))[0]?.reason).toContain('within an hour');
	});

	it('in the name of somebody causes no letters to them, and keeps them from leaving as little as from staying', async () => {
		const lin = await house.add('lin@example.net');
		await takeAt(minutes(25), () => ({ body: 'unsubscribe' }));
		const letters = await count('letter');
		await takeAt(minutes(1), () => ({ body: 'Unsubscribe me' }));
		expect(await count('letter')).toBe(letters);
		expect(await count('person lin@example.net subscribed')).toBe(1);
		await takeAt(minutes(1), () => ({ to: tagged(lin.id), body: 'unsubscribe' }));
		expect(await count('person lin@example.net left')).toBe(1);
	});

	it('is over an hour later', async () => {
		await house.add('lin@example.net');
		await takeAt([...minutes(25, '06'), ...minutes(3)]);
		expect(await count('log lin replied')).toBe(23);
	});

	it('of invented senders makes no more than three hundred contacts, and whoever is known is heard', async () => {
		await house.add('lin@example.net');
		const { db } = house.store;
		const row = {
			subject: '',
			text: '',
			quoted: '',
			signature: '',
			kind: 'human',
			reason: '',
			verified: 0 as const,
		};
		const at = '2031-05-01T08:00:00.000Z';
		const rows = Array.from({ length: 300 }, (_, index) => ({
			...row,
			content_hash: `${index}`,
			from_email: `${index}@example.com`,
			at,
			created_at: at,
			received_at: at,
		}));
		await db.insertInto('reply').values(rows).execute();
		await takeAt(minutes(1), () => ({ from: 'Eve <eve@example.com>' }));
		await takeAt(minutes(1));
		expect(await count('person eve@')).toBe(0);
		expect(await count('human of nobody')).toBe(301);
		expect(await count('log lin replied')).toBe(1);
	});

	it('is none where an old mailbox is read in at once', async () => {
		await house.add('lin@example.net');
		const days = Array.from({ length: 28 }, (_, day) => `Tue, ${day + 1} Jan 2030 08:00:00 +0000`);
		await takeAt(days);
		expect(await count('log lin replied')).toBe(28);
	});

	it('does not end by a header that its sender wrote', async () => {
		await house.add('lin@example.net');
		const own = Array.from({ length: 25 }, (_, day) => ({
			headers: [`Received: from x; ${day + 1} Jan 2030 08:00:00 +0000`],
		}));
		await takeAt(minutes(25), (index) => own[index]!);
		expect(await count('log lin replied')).toBe(20);
	});
});
