import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../inbox/delivery.ts';
import { NOW } from '../inbox/house.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { holdChunk } from './held.ts';

const DIGEST = '2031-04';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('batches whose fate nobody knows, on %s', (_engine, open) => {
	let test: TestStore;
	let people: { person: number; email: string }[];
	let chunk: number;
	beforeAll(async () => {
		test = await open();
	});
	beforeEach(async () => {
		await test.empty();
		people = [];
		for (const name of ['ann', 'bo']) {
			const email = `${name}@example.net`;
			people.push({
				person: (await test.store.people.add({ email, state: 'subscribed' }, NOW)).person.id,
				email,
			});
		}
		chunk = await holdChunk(test.store, DIGEST, 'held', people);
		for (const { person } of people)
			await deliver(test.store.db, { person, state: 'held', chunk, items: ['why'] });
		await run('paused');
	});
	afterAll(() => test.remove());

	const run = async (state: string, plan = 'plan') => {
		const row = { plan, state, begun_at: NOW, updated_at: NOW };
		await test.store.db
			.insertInto('run')
			.values({ digest: DIGEST, ...row })
			.onConflict((conflict) => conflict.column('digest').doUpdateSet(row))
			.execute();
	};
	const chunkNow = async () => {
		const row = await test.store.db.selectFrom('chunk').selectAll().executeTakeFirstOrThrow();
		return { ...row, frozen: JSON.parse(row.frozen) as object };
	};
	const letters = () =>
		test.store.db.selectFrom('delivery').select(['state', 'reason']).orderBy('person_id').execute();
	const arrives = (name: string) =>
		test.store.deliveries.hear(
			{
				outcome: 'delivered',
				at: NOW,
				reason: '',
				providerId: `re_${name}`,
				to: [`${name}@example.net`],
				tags: { stream: 'digest', thing: `digest-${DIGEST}` },
			},
			NOW,
		);
	const resolve = (verdict: 'sent' | 'again') => test.store.deliveries.resolveHeld(DIGEST, verdict, NOW);

	it('are shown with everybody in them', async () => {
		expect(await test.store.deliveries.heldChunks(DIGEST)).toEqual([
			{
				chunk,
				seq: 0,
				why: 'unclear',
				attemptedAt: NOW,
				open: people.map((one) => ({ ...one, lang: 'en' })),
			},
		]);
		expect(await test.store.deliveries.heldChunks('another')).toEqual([]);
	});

	it('are settled by webhooks, letter by letter, and keep no addresses then', async () => {
		await arrives('ann');
		expect((await chunkNow()).state).toBe('held');
		expect(await test.store.deliveries.heldChunks(DIGEST)).toMatchObject([{ open: [people[1]] }]);
		await arrives('bo');
		expect(await chunkNow()).toMatchObject({ state: 'settled', frozen: {} });
	});

	it('count as sent when the author says so, with a line in each reader’s log', async () => {
		expect(await resolve('sent')).toEqual({ chunks: 1, sent: 2, again: 0, lost: 0 });
		expect(await letters()).toEqual([1, 2].map(() => ({ state: 'sent', reason: null })));
		expect(await chunkNow()).toMatchObject({ state: 'settled', frozen: {} });
		expect(await test.store.people.timeline(people[0]!.person)).toMatchObject([
			{ kind: 'delivered', subject: `digest:${DIGEST}`, detail: { items: ['why'] } },
		]);
		expect(await resolve('again')).toEqual({ chunks: 0, sent: 0, again: 0, lost: 0 });
	});

	it('go out again to those who do not have it, under another key', async () => {
		const before = await chunkNow();
		await arrives('ann');
		expect(await resolve('again')).toEqual({ chunks: 1, sent: 0, again: 1, lost: 0 });
		const { state, key, frozen, attempted_at, body_hash } = await chunkNow();
		expect({ state, frozen, attempted_at, body_hash }).toEqual({
			state: 'planned',
			frozen: { readings: [people[1]] },
			attempted_at: null,
			body_hash: '',
		});
		expect(key).not.toBe(before.key);
		expect(await letters()).toMatchObject([{ state: 'sent' }, { state: 'pending', reason: null }]);
	});

	it.each([
		['was cancelled', 'cancelled', 'plan'],
		['has ended', 'done', 'plan'],
		['carries out another plan by now', 'running', 'another plan'],
	])('are left to a new plan when their run %s', async (_name, state, plan) => {
		await run(state, plan);
		expect(await resolve('again')).toEqual({ chunks: 1, sent: 0, again: 0, lost: 2 });
		expect(await letters()).toEqual([1, 2].map(() => ({ state: 'failed', reason: 'it did not arrive' })));
		expect((await chunkNow()).state).toBe('settled');
	});

	it.each(['sent', 'again'] as const)(
		'do not take the readers with them whose turn is yet to come, when %s',
		async (verdict) => {
			const rest = { state: 'planned', frozen: JSON.stringify({ readings: [people[1]] }), key: 'rest:key 0' };
			await test.store.db.updateTable('chunk').set(rest).execute();
			await test.store.db
				.updateTable('delivery')
				.set({ state: 'pending' })
				.where('person_id', '=', people[1]!.person)
				.execute();
			expect(await resolve(verdict)).toMatchObject(verdict === 'sent' ? { sent: 1 } : { lost: 1 });
			expect(await chunkNow()).toMatchObject({ ...rest, frozen: { readings: [people[1]] } });
			expect((await letters())[1]).toMatchObject({ state: 'pending' });
		},
	);

	it('are resolved once, by two who say so at the same time', async () => {
		const both = await Promise.all([resolve('sent'), resolve('sent')]);
		expect(both.reduce((sum, { sent }) => sum + sent, 0)).toBe(2);
		expect(await test.store.people.timeline(people[0]!.person)).toHaveLength(1);
	});
});
