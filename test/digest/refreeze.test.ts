import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sendDigest } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, keys, refused } from './sending.ts';
import { SteerDesk, takingCarrier } from './steer-desk.ts';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('what happens to a reader between approval and batch, on %s', async (_engine, open) => {
	const place = await open();
	const { digests, people } = place.store;
	let world: SteerDesk;
	afterAll(() => place.remove());
	beforeEach(async () => {
		await place.empty();
		world = new SteerDesk(place);
		await world.subscribe(150);
		await world.approve();
	});
	const idOf = async (n: number) => (await people.byEmail(`reader${n}@example.com`))!.id;
	const send = (mailer = takingCarrier().mailer) =>
		sendDigest(digest, () => world.plan(), {
			store: digests,
			mailer,
			site,
			keys,
			now: () => world.clock,
			wait: async () => {},
		});
	/** Sends, and lets this happen when the first of two batches is on its way. */
	const during = async (happens: () => Promise<unknown>) => {
		let isFirst = true;
		const { mailer, got } = takingCarrier(1, async () => {
			if (isFirst) await happens();
			isFirst = false;
		});
		await send(mailer);
		return got;
	};

	test.each(['left', 'bounced', 'complained'] as const)(
		'somebody who has %s is not written to',
		async (state) => {
			const got = await during(async () => people.update(await idOf(120), { state }, now));
			expect([got.length, got.includes('reader120@example.com')]).toEqual([149, false]);
			expect(await world.books()).toMatchObject({ sent: 149, excluded: { 'left after the plan': 1 } });
		},
	);

	test('somebody who left while their own batch is on its way has their letter', async () => {
		const got = await during(async () => people.update(await idOf(20), { state: 'left' }, now));
		expect(got).toContain('reader20@example.com');
		expect(await world.books()).toMatchObject({ sent: 150 });
	});

	test('somebody who is forgotten is not written to, and their address is nowhere', async () => {
		const got = await during(async () => people.forget(await idOf(120), now, () => ['x']));
		expect(got).not.toContain('reader120@example.com');
		const { db } = place.store;
		const kept = [
			await db.selectFrom('chunk').select('frozen').execute(),
			await db.selectFrom('plan_part').select('content').execute(),
		];
		expect(JSON.stringify(kept)).not.toContain('reader120@');
		await world.books();
	});

	test('somebody with a new address is written to there', async () => {
		const got = await during(async () => {
			const id = await idOf(120);
			await place.store.db
				.updateTable('address')
				.set({ email: 'moved@example.net' })
				.where('person_id', '=', id)
				.execute();
		});
		expect([got.includes('moved@example.net'), got.includes('reader120@example.com')]).toEqual([true, false]);
		expect(await world.books()).toMatchObject({ sent: 150 });
	});

	test('a batch all of whose readers left is settled without a call', async () => {
		const got = await during(async () => {
			for (let n = 101; n <= 150; n++) await people.update(await idOf(n), { state: 'left' }, now);
		});
		expect(got).toHaveLength(100);
		expect(await world.books()).toMatchObject({ sent: 100, excluded: { 'left after the plan': 50 } });
		expect((await digests.run(digest.group))?.state).toBe('done');
	});

	test('somebody who joins meanwhile waits for the next plan', async () => {
		const got = await during(() => world.subscribe(1, 151));
		expect(got).toHaveLength(150);
		expect((await world.plan()).counts).toMatchObject({ readers: 1, excluded: { 'got it already': 150 } });
	});

	test('before anything has begun, each of these is a plan that moved, and nobody is mailed', async () => {
		await people.update(await idOf(1), { state: 'left' }, now);
		await people.update(await idOf(2), { languages: ['ar', 'en'] }, now);
		await world.subscribe(2, 151);
		const { mailer, calls } = carrier([refused('stop')]);
		expect(await send(mailer)).toEqual({
			kind: 'moved',
			differences: [
				'2 more readers',
				'1 fewer reader',
				'1 reader gets something else',
				'the letter in ar reads differently',
			],
		});
		expect(calls).toEqual([]);
	});
});
