import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { exclusionsOf, readingsOf, sendDigest } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { keys } from './sending.ts';
import { SteerDesk, takingCarrier } from './steer-desk.ts';

const wrong = digest;
const right = { ...digest, id: '2026-11-right', group: '2026-11-right', corrects: wrong.group };

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('a correction on %s', async (_engine, open) => {
	const place = await open();
	const { digests, people } = place.store;
	let world: SteerDesk;
	afterAll(() => place.remove());
	beforeEach(async () => {
		await place.empty();
		world = new SteerDesk(place);
	});
	const send = async (entry: typeof digest, mailer = takingCarrier()) => {
		const answer = await sendDigest(entry, () => world.plan(entry), {
			store: digests,
			mailer: mailer.mailer,
			site,
			keys,
			now: () => world.clock,
			wait: async () => {},
		});
		return { kind: answer.kind, got: mailer.got };
	};
	const leave = async (email: string) =>
		people.update((await people.byEmail(email))!.id, { state: 'left' }, now);

	test('of a digest that was cancelled half-way goes to exactly those who have it and have not left since', async () => {
		await world.subscribe(150);
		await people.update((await people.byEmail('reader7@example.com'))!.id, { frequency: 'quarterly' }, now);
		await world.approve(wrong);
		const half = takingCarrier(1, () => digests.steer(wrong.group, 'cancelled', 'a wrong date', now));
		expect(await send(wrong, half)).toMatchObject({ kind: 'halted' });
		expect(half.got).toHaveLength(100);
		await leave('reader9@example.com');
		await world.subscribe(5, 151);

		const plan = await world.approve(right);
		expect(plan.counts).toMatchObject({ readers: 99, excluded: { 'did not get what it corrects': 55 } });
		// The posts of the wrong one come again, also to somebody who wants letters four times a year.
		const [quarterly] = [...readingsOf(plan)].filter(({ email }) => email === 'reader7@example.com');
		expect(quarterly?.items['post-0']).toEqual(['by-hand']);
		const { kind, got } = await send(right);
		expect(kind).toBe('done');
		expect(got.toSorted()).toEqual(half.got.filter((email) => email !== 'reader9@example.com').toSorted());
		expect(await world.books(right.group)).toMatchObject({ candidates: 154, sent: 99 });
	});

	test('reaches somebody who left between its plan and its batch no more', async () => {
		await world.subscribe(2);
		await world.approve(wrong);
		await send(wrong);
		await world.approve(right);
		const { mailer } = takingCarrier();
		const stopped = {
			...mailer,
			sendBatch: async () => ({ ok: false, kind: 'stop', message: 'x' }) as const,
		};
		await leave('reader2@example.com');
		// Somebody left: it is looked at again, as every plan is.
		expect(await send(right, { mailer: stopped, got: [] })).toMatchObject({ kind: 'moved' });
		await world.approve(right);
		expect((await send(right)).got).toEqual(['reader1@example.com']);
	});

	test('of what nobody got is for nobody', async () => {
		await world.subscribe(2);
		const plan = await world.plan(right);
		expect([...exclusionsOf(plan)].map(({ reason }) => reason)).toEqual([
			'did not get what it corrects',
			'did not get what it corrects',
		]);
		await world.approve(right);
		expect(await send(right)).toEqual({ kind: 'nobody', got: [] });
	});

	test('comes after what is held: somebody who may have the wrong one gets it', async () => {
		await world.subscribe(2);
		await world.approve(wrong);
		const cut = takingCarrier(1, () => Promise.reject(new Error('killed')));
		await expect(send(wrong, cut)).rejects.toThrow('killed');
		await digests.steer(wrong.group, 'cancelled', undefined, now);
		expect(await world.books(wrong.group)).toMatchObject({ held: 2, sent: 0 });
		expect((await world.plan(right)).counts.readers).toBe(2);
	});
});

test('at least so many: who would find fewer gets nothing, and the plan says so', async () => {
	const place = await openSqliteForTest();
	try {
		const world = new SteerDesk(place);
		await world.subscribe(2);
		expect((await world.plan({ ...digest, atLeast: 3 })).counts.readers).toBe(2);
		const { counts } = await world.plan({ ...digest, atLeast: 4 });
		expect(counts).toMatchObject({ readers: 0, excluded: { 'would find nothing in it': 2 } });
	} finally {
		await place.remove();
	}
});
