import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sendDigest } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, keys, refused, sendingOn } from './sending.ts';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('a digest whose sending was cut off on %s', async (_engine, open) => {
	const place = await open();
	const { digests, people, subscribe, plan, approve, send, addsUp } = sendingOn(place);
	afterAll(() => place.remove());
	beforeEach(() => place.empty());

	test('a run that dies after the call goes on with the same key and the same bytes', async () => {
		await subscribe(150);
		await approve();
		const crash = carrier([() => new Error('killed')]);
		await expect(send(crash.mailer)).rejects.toThrow('killed');
		await addsUp();
		const { mailer, calls } = carrier();
		expect(await send(mailer, '2026-11-22T10:00:00.000Z')).toEqual({ kind: 'done' });
		expect(calls).toHaveLength(2);
		expect(calls[0]).toEqual(crash.calls[0]);
		expect(await addsUp()).toMatchObject({ sent: 150 });
	});

	test('a batch without a clear answer is held when its key has died, and nobody of it is mailed again', async () => {
		await subscribe(2);
		await approve();
		await expect(send(carrier([() => new Error('killed')]).mailer)).rejects.toThrow('killed');
		const { mailer, calls } = carrier();
		expect(await send(mailer, '2026-11-23T08:30:00.000Z')).toMatchObject({ kind: 'held' });
		expect(await send(mailer, '2026-11-23T08:31:00.000Z')).toEqual({ kind: 'done' });
		expect(calls).toEqual([]);
		expect(await addsUp()).toMatchObject({ held: 2, sent: 0 });
	});

	test('a batch is held when its bytes cannot be made again', async () => {
		await subscribe(2);
		await approve();
		await expect(send(carrier([() => new Error('killed')]).mailer)).rejects.toThrow('killed');
		const { mailer, calls } = carrier();
		const answer = await sendDigest(digest, plan, {
			store: digests,
			mailer,
			site,
			keys: ['another key altogether, also long'],
			now: () => now,
			wait: async () => {},
		});
		expect(answer).toMatchObject({ kind: 'held' });
		expect(calls).toEqual([]);
	});

	test('the run stops when the provider takes nothing, and the next one goes on where it was', async () => {
		await subscribe(150);
		await approve();
		const first = carrier([
			(letters) => ({ ok: true, results: letters.map(() => ({ ok: true, id: 'x' })) }),
			refused('stop'),
		]);
		expect(await send(first.mailer)).toEqual({ kind: 'stopped', message: 'told to stop' });
		expect(await addsUp()).toMatchObject({ sent: 100, pending: 50 });
		const second = carrier();
		expect(await send(second.mailer)).toEqual({ kind: 'done' });
		expect(second.calls.map(({ key }) => key)).toEqual([first.calls[1]!.key]);
		expect(await addsUp()).toMatchObject({ sent: 150, pending: 0 });
	});

	test('a run that read a batch before another one sent it sends nothing, also when somebody left since', async () => {
		await subscribe(3);
		await approve();
		const leaver = (await people.byEmail('reader2@example.com'))!;
		const [first, second] = [carrier(), carrier()];
		const overtaken = {
			...digests,
			addresses: async (ids: readonly number[]) => {
				await send(first.mailer);
				await people.update(leaver.id, { state: 'left' }, now);
				return digests.addresses(ids);
			},
		};
		const world = {
			store: overtaken,
			mailer: second.mailer,
			site,
			keys,
			now: () => now,
			wait: async () => {},
		};
		expect(await sendDigest(digest, plan, world)).toEqual({ kind: 'done' });
		expect([first.calls.length, second.calls.length]).toEqual([1, 0]);
		expect(await addsUp()).toMatchObject({ sent: 3, excluded: {} });
	});

	test('a run whose batch another one froze anew hands over the new bytes or nothing', async () => {
		await subscribe(3);
		await approve();
		const leaver = (await people.byEmail('reader2@example.com'))!;
		const [first, second] = [carrier([() => new Error('killed')]), carrier()];
		let isFirst = true;
		const overtaken: typeof digests = {
			...digests,
			attempt: async (...given) => {
				if (isFirst) {
					isFirst = false;
					await people.update(leaver.id, { state: 'left' }, now);
					await expect(send(first.mailer)).rejects.toThrow('killed');
				}
				return digests.attempt(...given);
			},
		};
		const world = {
			store: overtaken,
			mailer: second.mailer,
			site,
			keys,
			now: () => now,
			wait: async () => {},
		};
		expect(await sendDigest(digest, plan, world)).toEqual({ kind: 'done' });
		expect(second.calls).toEqual(first.calls);
		expect(await addsUp()).toMatchObject({ sent: 2, excluded: { 'left after the plan': 1 } });
	});

	test('a key that changed before a batch was tried changes its links, and holds nobody', async () => {
		await subscribe(2);
		await approve();
		const { attempt: _never, ...rest } = digests;
		const dead = { ...rest, attempt: () => Promise.reject(new Error('killed')) };
		const world = { site, now: () => now, wait: async () => {} };
		await expect(sendDigest(digest, plan, { ...world, store: dead, ...carrier(), keys })).rejects.toThrow(
			'killed',
		);
		const answer = await sendDigest(digest, plan, {
			...world,
			store: digests,
			...carrier(),
			keys: ['another key altogether, also long', ...keys],
		});
		expect(answer).toEqual({ kind: 'done' });
		expect(await addsUp()).toMatchObject({ sent: 2, held: 0 });
	});

	test('somebody forgotten while their batch is under way leaves neither address nor log', async () => {
		await subscribe(2);
		await approve();
		await expect(send(carrier([() => new Error('killed')]).mailer)).rejects.toThrow('killed');
		const gone = (await people.byEmail('reader1@example.com'))!;
		await people.forget(gone.id, now, () => ['x']);
		expect(await send(carrier().mailer)).toEqual({ kind: 'done' });
		const { db } = place.store;
		const kept = [
			await db.selectFrom('chunk').select('frozen').execute(),
			await db.selectFrom('plan').select('content').execute(),
		];
		expect(JSON.stringify(kept)).not.toContain('reader1@');
		expect(await people.timeline(gone.id)).toEqual([]);
		expect(await addsUp()).toMatchObject({ sent: 2 });
	});

	test('two sends at once write one ledger', async () => {
		await subscribe(120);
		await approve();
		const { mailer, calls } = carrier();
		await Promise.all([send(mailer), send(mailer)]);
		expect(new Set(calls.map(({ key }) => key)).size).toBe(2);
		expect(await addsUp()).toMatchObject({ candidates: 120, sent: 120 });
	});
});
