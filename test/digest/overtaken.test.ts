import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBatch } from '../../integrations/kindred/src/base/batch.ts';
import type { Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { digest, now } from './sample.ts';
import { carrier, sendingOn } from './sending.ts';

const DAYS_LATER = '2026-11-25T09:00:00.000Z';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('webhooks that come before the answer, on %s', (_engine, open) => {
	let test: TestStore;
	beforeAll(async () => {
		test = await open();
	});
	beforeEach(() => test.empty());
	afterAll(() => test.remove());

	const tell = (email: string) =>
		test.store.deliveries.hear(
			{
				at: now,
				reason: '',
				providerId: `re_${email}`,
				to: [email],
				tags: { stream: 'digest', thing: `digest-${digest.group}` },
			},
			now,
		);
	/** A carrier whose webhooks are faster than its answer, for the first so many letters; then it answers, or breaks. */
	const hasty = (first: number, breaks: boolean): Mailer => ({
		...carrier().mailer,
		async sendBatch({ bytes }) {
			const letters = readBatch(bytes);
			for (const { to } of letters.slice(0, first)) await tell(to.email);
			if (breaks) throw new Error('killed');
			return { ok: true, results: letters.map(({ to }) => ({ ok: true, id: `re_${to.email}` })) };
		},
	});
	const lines = () =>
		test.store.db.selectFrom('delivery').select(['state', 'provider_id']).orderBy('person_id').execute();
	const logged = () =>
		test.store.db.selectFrom('interaction').select('key').where('kind', '=', 'delivered').execute();

	it('are not undone by the answer, and each letter stands in its reader’s log once', async () => {
		const { subscribe, approve, send, addsUp } = sendingOn(test);
		await subscribe(3);
		await approve();
		expect(await send(hasty(2, false))).toEqual({ kind: 'done' });
		expect(await lines()).toEqual(
			[1, 2, 3].map((n) => ({ state: 'sent', provider_id: `re_reader${n}@example.com` })),
		);
		expect(await logged()).toHaveLength(3);
		expect(await addsUp()).toMatchObject({ sent: 3 });
	});

	it('are all that is needed to end a run whose answer was lost', async () => {
		const { subscribe, approve, send, addsUp } = sendingOn(test);
		await subscribe(3);
		await approve();
		await send(hasty(3, true)).catch(() => {});
		const { mailer, calls } = carrier();
		expect(await send(mailer, DAYS_LATER)).toEqual({ kind: 'done' });
		expect(calls).toEqual([]);
		expect(await addsUp()).toMatchObject({ sent: 3, pending: 0, held: 0 });
	});

	it('leave the others to the author, whose word sends those again and nobody else', async () => {
		const { subscribe, approve, send, addsUp } = sendingOn(test);
		await subscribe(3);
		await approve();
		await send(hasty(2, true)).catch(() => {});
		const { mailer, calls } = carrier();
		expect(await send(mailer, DAYS_LATER)).toMatchObject({ kind: 'held' });
		expect(calls).toEqual([]);
		expect(await addsUp()).toMatchObject({ sent: 2, held: 1 });
		const { deliveries } = test.store;
		expect(await deliveries.heldChunks(digest.group)).toMatchObject([
			{ open: [{ email: 'reader3@example.com' }] },
		]);
		expect(await deliveries.resolveHeld(digest.group, 'again', DAYS_LATER)).toMatchObject({ again: 1 });
		expect(await send(mailer, DAYS_LATER)).toEqual({ kind: 'done' });
		expect(calls.map(({ letters }) => letters.map(({ to }) => to.email))).toEqual([['reader3@example.com']]);
		expect(await addsUp()).toMatchObject({ sent: 3, held: 0 });
	});

	it('keep a letter that turns up after all from being sent again', async () => {
		const { subscribe, approve, send } = sendingOn(test);
		await subscribe(2);
		await approve();
		await send(hasty(0, true)).catch(() => {});
		const { mailer, calls } = carrier();
		await send(mailer, DAYS_LATER);
		await test.store.deliveries.resolveHeld(digest.group, 'again', DAYS_LATER);
		await tell('reader1@example.com');
		await send(mailer, DAYS_LATER);
		expect(calls.flatMap(({ letters }) => letters.map(({ to }) => to.email))).toEqual([
			'reader2@example.com',
		]);
	});
});
