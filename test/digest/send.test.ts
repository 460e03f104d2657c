import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { BatchHandover, Letter, Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { planDigest, sendDigest, type Plan } from '../../integrations/kindred/src/digest/index.ts';
import { openPostgresForTest, openSqliteForTest, type OpenTestStore } from '../store/open.ts';
import { compiler, digest, now, post } from './sample.ts';
import { site } from '../site.ts';

const keys = ['a key of a test that is long enough'] as const;
const posts = [post('a'), post('b', { tags: ['ties'] }), post('c'), post('d')];

/** A carrier that answers as it is told, one answer a call, and keeps every call it got. */
function carrier(answers: ((letters: readonly Letter[]) => BatchHandover | Error)[] = []) {
	const calls: { key: string; letters: readonly Letter[] }[] = [];
	const mailer: Mailer = {
		name: 'resend',
		send: () => Promise.reject(new Error('A digest goes in batches.')),
		async sendBatch(letters, key) {
			calls.push({ key, letters });
			const answer = answers.shift()?.(letters) ?? {
				ok: true,
				results: letters.map((_, index) => ({ ok: true, id: `id-${calls.length}-${index}` })),
			};
			if (answer instanceof Error) throw answer;
			return answer;
		},
	};
	return { mailer, calls };
}
const refused = (kind: 'retry' | 'stop' | 'rejected') => () =>
	({ ok: false, kind, message: `told to ${kind}` }) as const;

sendingContract('SQLite', openSqliteForTest);
sendingContract('Postgres', openPostgresForTest);

function sendingContract(engine: string, open: OpenTestStore) {
	describe(`sending a digest on ${engine}`, async () => {
		const place = await open();
		const { digests, people } = place.store;
		afterAll(() => place.remove());
		beforeEach(() => place.empty());

		const subscribe = async (count: number) => {
			for (let n = 1; n <= count; n++)
				await people.add({ email: `reader${n}@example.com`, state: 'subscribed', languages: ['en'] }, now);
		};
		const plan = (): Promise<Plan> =>
			planDigest(digest, { site, posts, store: digests, compiler, now: () => now });
		const approve = async () => {
			const made = await plan();
			await digests.keepPlan(made, now);
			await digests.approve(made.hash, now);
		};
		const send = (mailer: Mailer, clock = now) =>
			sendDigest(digest, plan, {
				store: digests,
				mailer,
				site,
				keys,
				now: () => clock,
				wait: async () => {},
			});
		const addsUp = async () => {
			const { candidates, sent, pending, failed, held, excluded } = await digests.status(digest.group);
			expect(sent + pending + failed + held + Object.values(excluded).reduce((a, b) => a + b, 0)).toBe(
				candidates,
			);
			return { candidates, sent, pending, failed, held, excluded };
		};

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
			expect(next.readings[0]!.picks['picks-0']!.map(({ post: id }) => id)).toEqual(['c', 'd']);
		});

		test('the status counts what was sent by language and what was left out by reason', async () => {
			for (const [name, languages, circle] of [
				['a', ['en'], 'core'],
				['b', ['ar'], 'core'],
				['c', ['ar'], 'core'],
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
				byLanguage: { ar: 2, en: 1 },
				excluded: { 'outside the circle': 1 },
			});
		});

		test('a run that read a batch before another one sent it sends nothing, also when somebody left since', async () => {
			await subscribe(3);
			await approve();
			const leaver = (await people.byEmail('reader2@example.com'))!;
			const [first, second] = [carrier(), carrier()];
			const overtaken = {
				...digests,
				stillSubscribed: async (ids: readonly number[]) => {
					await send(first.mailer);
					await people.update(leaver.id, { state: 'left' }, now);
					return digests.stillSubscribed(ids);
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

		describe('through a mail server, which knows no keys', () => {
			const smtp = (answers: Parameters<typeof carrier>[0]) => {
				const { mailer, calls } = carrier(answers);
				return { mailer: { ...mailer, name: 'smtp' as const }, calls };
			};

			test('a run that dies in a batch holds it: who got it cannot be known', async () => {
				await subscribe(2);
				await approve();
				await expect(send(smtp([() => new Error('killed')]).mailer)).rejects.toThrow('killed');
				const { mailer, calls } = smtp([]);
				expect(await send(mailer)).toMatchObject({ kind: 'held' });
				expect(calls).toEqual([]);
				expect(await addsUp()).toMatchObject({ held: 2 });
			});

			test('a server that takes nothing costs nobody their letter', async () => {
				await subscribe(2);
				await approve();
				expect(await send(smtp([refused('stop')]).mailer)).toMatchObject({ kind: 'stopped' });
				expect(await send(smtp(Array.from({ length: 5 }, () => refused('retry'))).mailer)).toMatchObject({
					kind: 'stopped',
				});
				expect(await addsUp()).toMatchObject({ pending: 2, failed: 0 });
				expect(await send(smtp([]).mailer)).toEqual({ kind: 'done' });
				expect(await addsUp()).toMatchObject({ sent: 2 });
			});

			test('a server that goes away in the middle is asked again for those it certainly did not take', async () => {
				await subscribe(4);
				await approve();
				const { mailer, calls } = smtp([
					() => ({
						ok: true,
						results: [
							{ ok: true, id: 'x' },
							{ ok: false, kind: 'retry', message: 'gone', unclear: true },
							...[3, 4].map(() => ({ ok: false, kind: 'stop', message: 'gone' }) as const),
						],
					}),
				]);
				expect(await send(mailer)).toEqual({ kind: 'stopped', message: 'gone' });
				expect(await addsUp()).toMatchObject({ sent: 1, held: 1, pending: 2 });
				expect(await send(mailer)).toEqual({ kind: 'done' });
				expect(calls[1]!.letters.map(({ to }) => to.email)).toEqual([
					'reader3@example.com',
					'reader4@example.com',
				]);
				expect(await addsUp()).toMatchObject({ sent: 3, held: 1, pending: 0 });
			});

			test('a mailbox that is busy is tried again alone, and given up after some tries', async () => {
				await subscribe(2);
				await approve();
				const busy = (letters: readonly Letter[]): BatchHandover => ({
					ok: true,
					results: letters.map(({ to }) =>
						to.email.startsWith('reader2')
							? { ok: false, kind: 'retry', message: 'busy' }
							: { ok: true, id: 'x' },
					),
				});
				const { mailer, calls } = smtp([busy, busy, busy, busy, busy]);
				expect(await send(mailer)).toEqual({ kind: 'done' });
				expect(calls.map(({ letters }) => letters.length)).toEqual([2, 1, 1, 1, 1]);
				expect(await addsUp()).toMatchObject({ sent: 1, failed: 1 });
			});
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
			expect((await digests.approvedPlan(digest.group))?.readings).toHaveLength(3);
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
}
