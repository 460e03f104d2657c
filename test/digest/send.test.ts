import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { planDigest, readingsOf, sendDigest } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest } from '../store/open.ts';
import { compiler, digest, now } from './sample.ts';
import { carrier, keys, posts, refused, sendingOn } from './sending.ts';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('sending a digest on %s', async (_engine, open) => {
	const place = await open();
	const { digests, people, subscribe, plan, approve, send, addsUp } = sendingOn(place);
	afterAll(() => place.remove());
	beforeEach(() => place.empty());

	test('250 readers make three batches with keys of their own, and a second send makes none', async () => {
		await subscribe(250);
		await approve();
		const { mailer, calls } = carrier();
		expect(await send(mailer)).toEqual({ kind: 'done' });
		expect(calls.map(({ letters }) => letters.length)).toEqual([100, 100, 50]);
		expect(new Set(calls.map(({ key }) => key)).size).toBe(3);
		expect(await send(mailer)).toEqual({ kind: 'done' });
		expect(calls).toHaveLength(3);
		expect(await addsUp()).toMatchObject({ candidates: 250, sent: 250 });
	});

	test('nothing goes without an approved plan', async () => {
		await subscribe(1);
		await digests.keepPlan(await plan(), now);
		const { mailer, calls } = carrier();
		expect(await send(mailer)).toEqual({ kind: 'not approved' });
		expect(calls).toEqual([]);
	});

	test('a plan that moved is refused with what moved', async () => {
		await subscribe(1);
		await approve();
		await subscribe(2);
		const { mailer, calls } = carrier();
		expect(await send(mailer)).toEqual({ kind: 'moved', differences: ['1 more reader'] });
		expect(calls).toEqual([]);
	});

	test('a draft is never sent', async () => {
		const answer = await sendDigest({ ...digest, draft: true }, plan, {
			store: digests,
			...carrier(),
			site,
			keys,
			now: () => now,
			wait: async () => {},
		});
		expect(answer).toEqual({ kind: 'draft' });
	});

	test('an unclear answer is tried again with the same key and the same bytes', async () => {
		await subscribe(3);
		await approve();
		const { mailer, calls } = carrier([refused('retry'), refused('retry')]);
		expect(await send(mailer)).toEqual({ kind: 'done' });
		expect(calls).toHaveLength(3);
		expect(new Set(calls.map(({ key }) => key)).size).toBe(1);
		expect(calls[2]!.letters).toEqual(calls[0]!.letters);
	});

	test('somebody who leaves between the plan and their batch gets nothing', async () => {
		await subscribe(150);
		await approve();
		const leaver = (await people.byEmail('reader120@example.com'))!;
		const first = carrier([refused('stop')]);
		await send(first.mailer);
		await people.update(leaver.id, { state: 'left' }, now);
		const second = carrier();
		expect(await send(second.mailer)).toEqual({ kind: 'done' });
		expect(second.calls.flatMap(({ letters }) => letters.map(({ to }) => to.email))).not.toContain(
			leaver.email,
		);
		expect(await addsUp()).toMatchObject({ sent: 149, excluded: { 'left after the plan': 1 } });
	});

	test('one bad address does not take its batch down', async () => {
		await subscribe(3);
		await approve();
		const { mailer } = carrier([
			(letters) => ({
				ok: true,
				results: letters.map((_, index) =>
					index === 1
						? { ok: false, kind: 'rejected', message: 'no such domain' }
						: { ok: true, id: `${index}` },
				),
			}),
		]);
		expect(await send(mailer)).toEqual({ kind: 'done' });
		expect(await addsUp()).toMatchObject({ sent: 2, failed: 1 });
	});

	test('what was delivered stands on the timeline once, and is never picked for them again', async () => {
		await subscribe(1);
		await approve();
		await send(carrier().mailer);
		const reader = (await people.byEmail('reader1@example.com'))!;
		const delivered = (await people.timeline(reader.id)).filter(({ kind }) => kind === 'delivered');
		expect(delivered).toMatchObject([
			{ subject: 'digest:2026-11', detail: { items: ['by-hand', 'a', 'b'] } },
		]);
		const next = await planDigest(
			{ ...digest, group: '2026-12' },
			{ site, posts, store: digests, compiler, now: () => now },
		);
		expect([...readingsOf(next)][0]!.items).toEqual({ 'post-0': [], 'picks-1': ['c', 'd'] });
	});

	test('the status counts what was sent by language and what was left out by reason', async () => {
		for (const [name, languages, circle] of [
			['a', ['en'], 'core'],
			['b', ['ar', 'en'], 'core'],
			['c', ['ar', 'en'], 'core'],
			['d', ['en'], 'loose'],
		] as const) {
			await people.add({ email: `${name}@example.com`, state: 'subscribed', languages, circle }, now);
		}
		const inner = { ...digest, audience: { circle: ['core'] } };
		const planInner = () => planDigest(inner, { site, posts, store: digests, compiler, now: () => now });
		await digests.keepPlan(await planInner(), now);
		await digests.approve((await planInner()).hash, now);
		await sendDigest(inner, planInner, {
			store: digests,
			mailer: carrier().mailer,
			site,
			keys,
			now: () => now,
			wait: async () => {},
		});
		expect(await digests.status(digest.group)).toMatchObject({
			byLanguage: { ar: { sent: 2 }, en: { sent: 1 } },
			excluded: { 'outside the circle': 1 },
		});
	});

	test('of the plans that nobody approved, one is kept', async () => {
		for (let count = 1; count <= 3; count++) {
			await subscribe(count);
			await digests.keepPlan(await plan(), now);
		}
		expect(await place.store.db.selectFrom('plan').select('hash').execute()).toEqual([
			{ hash: (await plan()).hash },
		]);
		await approve();
		await subscribe(4);
		await digests.keepPlan(await plan(), now);
		expect((await digests.planOf((await digests.approval(digest.group))!.hash))?.counts.readers).toBe(3);
	});
});
