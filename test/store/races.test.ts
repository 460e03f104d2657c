import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digest, now } from '../digest/sample.ts';
import { carrier, refused, sendingOn } from '../digest/sending.ts';
import { openPostgresForTest, POSTGRES, type TestStore } from './open.ts';

/*
 * Postgres lets two transactions write at once, and shows each statement what is committed by then. Here one of them is stopped
 * half way, until the other waits for it. SQLite has one writer; the Postgres inside this process has one connection.
 */
describe.skipIf(!POSTGRES)('two who write at the same moment to Postgres', () => {
	let test: TestStore;
	let other: pg.Client;
	beforeAll(async () => {
		test = await openPostgresForTest();
		other = new pg.Client(test.url);
		await other.connect();
	});
	beforeEach(() => test.empty());
	afterAll(async () => {
		await other.end();
		await test.remove();
	});

	/** Until so many transactions wait for this one, or for one that does. */
	async function untilWaiting(count: number): Promise<void> {
		for (;;) {
			const { rows } = await other.query(`
				with recursive waiting (pid) as (
					select pg_backend_pid()
					union select lock.pid from pg_locks lock
						join waiting on waiting.pid = any (pg_blocking_pids(lock.pid)) where not lock.granted
				) select count(*)::int - 1 as n from waiting`);
			if (rows[0].n >= count) return;
			await sleep(5);
		}
	}
	/** Something done while another transaction has written these statements and not yet committed. */
	async function during<T>(statements: readonly string[], act: () => Promise<T>, waiting = 1): Promise<T> {
		await other.query('begin');
		for (const statement of statements) await other.query(statement);
		const done = act();
		await untilWaiting(waiting);
		await other.query('commit');
		return done;
	}
	const word = (outcome: 'delivered' | 'bounced') => ({
		outcome,
		at: now,
		reason: '',
		providerId: 're_1',
		to: ['reader1@example.com'],
		tags: { stream: 'digest', thing: `digest-${digest.group}` },
	});
	const only = async () => {
		const { digests } = test.store;
		const [{ id }] = (await digests.openChunks(digest.group)) as [{ id: number }];
		return (await digests.chunk(id))!;
	};
	/** A run that has begun, and nobody was called. */
	async function begun(): Promise<void> {
		const { subscribe, plan, approve, digests } = sendingOn(test);
		await subscribe(2);
		await approve();
		await digests.begin(await plan(), now);
	}

	it('a webhook that meets the answer it is about is not lost', async () => {
		await begun();
		await sendingOn(test).send(carrier([refused('stop')]).mailer);
		const answer = `update delivery set state = 'sent', provider_id = 're_1' where person_id = 1`;
		const { people } = test.store;
		const { id } = (await people.byEmail('reader1@example.com'))!;
		const heard = await during([answer.replace('= 1', `= ${id}`)], () =>
			test.store.deliveries.hear(word('bounced'), now),
		);
		expect(heard).toEqual({ digest: digest.group, person: id });
		expect((await test.store.digests.status(digest.group)).outcomes.bounced).toBe(1);
	});

	it('somebody forgotten while their batch is taken up is not written to', async () => {
		await begun();
		const { digests, people } = test.store;
		const { id } = (await people.byEmail('reader1@example.com'))!;
		const chunk = await only();
		const frozen = { readings: chunk.readings, clock: now, bodyHash: 'hash', key: 'key' };
		const [forgotten, taken] = await during(
			[`select id from chunk where id = ${chunk.id} for update`],
			async () => {
				const forget = people.forget(id, now, () => ['x']);
				await untilWaiting(1);
				return Promise.all([forget, digests.attempt(chunk, frozen, [], now)]);
			},
			2,
		);
		expect(forgotten).toEqual([]);
		expect(taken).toBe(false);
		expect(JSON.stringify((await only()).readings)).not.toContain('reader1@');
	});

	it('a batch that is taken up while somebody of it is forgotten can be made again as it was', async () => {
		await begun();
		const { people } = test.store;
		const { id } = (await people.byEmail('reader1@example.com'))!;
		const { id: chunk, readings } = await only();
		const frozen = JSON.stringify({ readings, clock: now });
		await during(
			[`update chunk set state = 'attempted', attempted_at = '${now}', frozen = '${frozen}'`],
			() => people.forget(id, now, () => ['x']),
		);
		const { digests } = test.store;
		expect(await digests.chunk(chunk)).toMatchObject({ readings, attempt: { clock: now } });
	});

	it('an approval that is taken back while its run begins begins none', async () => {
		const { subscribe, plan, approve, digests } = sendingOn(test);
		await subscribe(2);
		await approve();
		const made = await plan();
		await during(['update plan set approved_at = null'], () => digests.begin(made, now));
		expect(await digests.run(digest.group)).toBeUndefined();
	});
});
