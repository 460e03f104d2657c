import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, refused, sendingOn } from './sending.ts';

const after = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const DAY = 24 * 60;

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('a batch that is handed over again, on %s', (_engine, open) => {
	let test: TestStore;
	beforeAll(async () => {
		test = await open();
	});
	beforeEach(() => test.empty());
	afterAll(() => test.remove());

	/** One batch of two readers that was tried once, without an answer. */
	const unanswered = async () => {
		const sending = sendingOn(test);
		await sending.subscribe(2);
		await sending.approve();
		await sending.send(carrier([refused('stop')]).mailer);
		return sending;
	};
	const listing = (mailer: Mailer, ...to: string[]): Mailer => ({
		...mailer,
		async *taken() {
			for (const email of to)
				yield { id: `re_${email}`, to: email, subject: 'What I learnt (en)', at: after(1) };
			yield { id: 'old', to: 'old@example.com', subject: '', at: after(-DAY) };
		},
	});
	const openChunk = async () => {
		const { digests } = test.store;
		return (await digests.chunk((await digests.openChunks(digest.group))[0]!.id))!;
	};
	const row = () =>
		test.store.db.selectFrom('chunk').select(['state', 'attempted_at']).executeTakeFirstOrThrow();
	const lines = async () =>
		(await test.store.db.selectFrom('delivery').select('state').execute()).map(({ state }) => state);

	it('says so before, and is looked for only ten minutes after the last time', async () => {
		const { send } = await unanswered();
		await send(carrier([refused('stop')]).mailer, after(22 * 60 + 58));
		expect((await row()).attempted_at).toBe(after(22 * 60 + 58));
		const { mailer, calls } = carrier();
		expect(await send(listing(mailer), after(23 * 60 + 5))).toMatchObject({ kind: 'stopped' });
		expect(calls).toEqual([]);
		expect(await send(listing(mailer), after(23 * 60 + 9))).toEqual({ kind: 'done' });
		expect(calls).toHaveLength(1);
	});

	it('is not made anew by a run that looked for it before', async () => {
		await unanswered();
		const { digests } = test.store;
		const seen = await openChunk();
		expect(await digests.attemptAgain(seen, after(1))).toBe(true);
		expect(await digests.attemptAgain(seen, after(2))).toBe(false);
		await digests.settle(seen, [], after(2), seen.readings);
		expect(await row()).toEqual({ state: 'attempted', attempted_at: after(1) });
	});

	it('is not handed over by a machine that slept since it wrote that down', async () => {
		const { send } = await unanswered();
		const { mailer, calls } = carrier();
		let clock = after(1);
		const sleepy: Mailer = {
			...mailer,
			async sendBatch(batch, key, isFresh) {
				clock = after(2 * DAY);
				expect(isFresh?.()).toBe(false);
				clock = after(1);
				return mailer.sendBatch(batch, key);
			},
		};
		await send(sleepy, () => clock);
		expect(calls).toHaveLength(1);
	});

	it('takes back those that another run had held', async () => {
		const { addsUp } = await unanswered();
		const { digests } = test.store;
		const seen = await openChunk();
		await digests.hold(seen.id, 'the list could not be read', after(DAY));
		await digests.settle(seen, [], after(DAY), seen.readings);
		expect(await lines()).toEqual(['pending', 'pending']);
		expect((await row()).state).toBe('planned');
		expect(await addsUp()).toMatchObject({ pending: 2, held: 0 });
	});

	it('does not stay held when another run, which had it before, knows of the rest', async () => {
		await unanswered();
		const { digests } = test.store;
		const seen = await openChunk();
		await digests.attemptAgain(seen, after(1));
		await digests.hold(seen.id, 'nobody knows', after(DAY));
		const found = seen.readings.map(
			({ person }) => ({ person, state: 'sent', providerId: `re_${person}` }) as const,
		);
		await digests.settle(seen, found, after(DAY));
		expect((await row()).state).toBe('settled');
	});

	it('is not held when all of it is known, and neither by a run that is cancelled', async () => {
		await unanswered();
		const { digests, deliveries } = test.store;
		const seen = await openChunk();
		for (const { email } of seen.readings) {
			const tags = { stream: 'digest', thing: `digest-${digest.group}` };
			await deliveries.hear({ at: now, reason: '', providerId: `re_${email}`, to: [email], tags }, now);
		}
		await digests.steer(digest.group, 'cancelled', undefined, after(1));
		expect((await row()).state).toBe('settled');
	});
});
