import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryWord } from '../../integrations/kindred/src/digest/index.ts';
import { forgiveTroubleOf, healthOf } from '../../integrations/kindred/src/store/health.ts';
import { inTransaction } from '../../integrations/kindred/src/store/transaction.ts';
import { deliver } from '../inbox/delivery.ts';
import { NOW } from '../inbox/house.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { holdChunk } from './held.ts';

const DIGEST = '2031-04';
const LATER = '2031-05-03T09:00:00.000Z';
const MUCH_LATER = '2031-05-20T09:00:00.000Z';

describe.each([
	['SQLite', openSqliteForTest],
	['Postgres', openPostgresForTest],
] as const)('the ledger of a digest on %s', (_engine, open) => {
	let test: TestStore;
	beforeAll(async () => {
		test = await open();
	});
	beforeEach(() => test.empty());
	afterAll(() => test.remove());

	const status = () => test.store.digests.status(DIGEST);
	const add = async (name: string) =>
		(await test.store.people.add({ email: `${name}@example.net`, state: 'subscribed' }, NOW)).person.id;
	const sent = async (name: string, more: Partial<Parameters<typeof deliver>[1]> = {}) => {
		const person = await add(name);
		await deliver(test.store.db, { person, state: 'sent', providerId: `re_${name}`, ...more });
		return person;
	};
	const hear = (name: string, outcome?: DeliveryWord['outcome'], at = NOW) =>
		test.store.deliveries.hear(
			{
				outcome,
				at,
				reason: '',
				providerId: `re_${name}`,
				to: [`${name}@example.net`],
				tags: { stream: 'digest', thing: `digest-${DIGEST}` },
			},
			NOW,
		);
	const log = (person: number, kind: 'replied' | 'left' | 'rsvp', subject?: string, at = LATER) =>
		test.store.people.log({ person, kind, subject, at });
	const addsUp = async () => {
		const { candidates, sent: had, pending, failed, held, excluded, outcomes, noWordYet } = await status();
		const sum = (of: Readonly<Record<string, number>>) => Object.values(of).reduce((a, b) => a + b, 0);
		const { n } = await test.store.db
			.selectFrom('delivery')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('digest', '=', DIGEST)
			.executeTakeFirstOrThrow();
		expect(had + sum(excluded) + pending + failed + held).toBe(candidates);
		expect(noWordYet + sum(outcomes)).toBe(had);
		expect(candidates).toBe(Number(n));
	};

	it('adds up while words come, in every state a letter can be in', async () => {
		const states = ['pending', 'sent', 'failed', 'held', 'excluded'] as const;
		const outcomes = ['delivered', 'bounced', 'delayed', 'complained', 'soft-bounced', undefined] as const;
		for (let n = 0; n < 30; n++) {
			const state = states[n % 5]!;
			const person = await add(`r${n}`);
			const reason = state === 'excluded' ? `reason ${n % 2}` : null;
			await deliver(test.store.db, {
				person,
				state,
				reason,
				providerId: state === 'sent' ? `re_r${n}` : null,
			});
		}
		await addsUp();
		await Promise.all(Array.from({ length: 60 }, (_, n) => hear(`r${n % 30}`, outcomes[(n * 7) % 6])));
		await addsUp();
		expect(await status()).toMatchObject({
			candidates: 30,
			sent: 24,
			excluded: { 'reason 0': 3, 'reason 1': 3 },
			pending: 0,
			held: 0,
			failed: 0,
		});
	});

	it('says who wrote back, by language and by article, without counting anybody twice', async () => {
		const [ann, bo, cy] = [
			await sent('ann', { items: ['why', 'table'] }),
			await sent('bo', { items: ['why'], lang: 'ar' }),
			await sent('cy', { items: ['table'] }),
		];
		for (const _ of [1, 2]) await log(ann, 'replied', `digest:${DIGEST}`);
		await log(bo, 'replied', 'post:why');
		await log(cy, 'replied', 'post:why');
		await log(cy, 'replied', 'digest:another');
		await log(await add('stranger'), 'replied', `digest:${DIGEST}`);
		expect(await status()).toMatchObject({
			replies: 4,
			wroteBack: 2,
			byLanguage: { ar: { sent: 1, wroteBack: 1 }, en: { sent: 2, wroteBack: 1 } },
			byItem: [
				{ item: 'why', sent: 2, wroteBack: 2, replies: 1 },
				{ item: 'table', sent: 2, wroteBack: 1, replies: 0 },
			],
		});
	});

	it('tells which articles answers speak of, by one rule: filed under it, or a share of an answer to the digest', async () => {
		const [ann, bo, cy] = [
			await sent('ann', { items: ['why', 'table', 'ink'] }),
			await sent('bo', { items: ['why', 'ink'] }),
			await sent('cy', { items: ['table'] }),
		];
		const answer = (person: number, items: readonly { post: string; share: number }[], subject?: string) =>
			test.store.people.log({ person, kind: 'replied', subject, at: LATER, detail: { items } });
		const thirds = ['why', 'table', 'ink'].map((post) => ({ post, share: 1 / 3 }));
		await answer(ann, thirds, `digest:${DIGEST}`);
		await answer(
			bo,
			[
				{ post: 'why', share: 0.75 },
				{ post: 'ink', share: 0.25 },
			],
			`digest:${DIGEST}`,
		);
		await answer(cy, [{ post: 'table', share: 1 }], 'digest:another');
		await log(bo, 'replied', 'post:ink');
		expect((await status()).byItem).toEqual([
			{ item: 'ink', sent: 2, wroteBack: 2, replies: 1.58 },
			{ item: 'why', sent: 2, wroteBack: 2, replies: 1.08 },
			{ item: 'table', sent: 2, wroteBack: 1, replies: 0.33 },
		]);
		const { answers } = await test.store.digests.past();
		expect(answers).toEqual(
			new Map([
				['ink', 2],
				['why', 1],
				['table', 1],
			]),
		);
	});

	it('counts who left or answered an invitation after their letter and soon, each once', async () => {
		const [ann, bo, cy, dee] = [
			await sent('ann'),
			await sent('bo'),
			await sent('cy'),
			await sent('dee', { at: LATER }),
		];
		await log(ann, 'left', `digest:${DIGEST}`);
		await log(bo, 'left', 'digest:another');
		await log(cy, 'left', undefined, MUCH_LATER);
		await log(dee, 'left', undefined, NOW);
		for (const _ of [1, 2]) await log(ann, 'rsvp', 'event:supper');
		await log(await add('stranger'), 'rsvp', 'event:supper');
		expect(await status()).toMatchObject({ left: 2, leftByItsLink: 1, answeredInvitation: 1 });
	});

	it('is empty for a digest that nobody was sent', async () => {
		expect(await status()).toMatchObject({
			candidates: 0,
			sent: 0,
			noWordYet: 0,
			byItem: [],
			byLanguage: {},
		});
	});

	it('names everybody, page by page', async () => {
		const people = Array.from({ length: 1005 }, (_, n) => n + 1);
		await inTransaction(test.store.db, async (trx) => {
			for (const person of people) await deliver(trx, { person, state: 'excluded', reason: 'no' });
		});
		const seen: number[] = [];
		for await (const one of test.store.deliveries.recipients(DIGEST)) seen.push(one.person);
		expect(seen).toEqual(people);
	});

	it('tells a breaker what went wrong since the author went on', async () => {
		const [first, second] = [
			await holdChunk(test.store, DIGEST, 'settled'),
			await holdChunk(test.store, DIGEST, 'planned'),
		];
		for (let n = 0; n < 6; n++) await sent(`r${n}`, { chunk: n < 4 ? first : second });
		await deliver(test.store.db, { person: await add('x'), state: 'failed', chunk: first });
		expect(await healthOf(test.store.db, DIGEST)).toMatchObject({ failed: 1, handed: 5 });
		await hear('r0', 'bounced');
		await hear('r1', 'soft-bounced');
		await hear('r2', 'complained');
		await hear('r3', 'delivered');
		const trouble = { handed: 5, failed: 2, bounced: 1, complained: 1 };
		expect(await healthOf(test.store.db, DIGEST)).toEqual(trouble);
		await forgiveTroubleOf(test.store.db, DIGEST);
		await hear('r4', 'bounced');
		expect(await healthOf(test.store.db, DIGEST)).toEqual({
			handed: 5,
			failed: 0,
			bounced: 1,
			complained: 0,
		});
	});

	it('keeps no words about somebody who was erased, and still adds up', async () => {
		const ann = await sent('ann');
		await hear('ann', 'bounced');
		await test.store.people.forget(ann, NOW, () => ['x']);
		expect(await hear('ann', 'complained')).toBeUndefined();
		const row = await test.store.db.selectFrom('delivery').selectAll().executeTakeFirstOrThrow();
		expect(row).toMatchObject({ provider_id: null, message_id: null, reason: null, outcome: 'bounced' });
		await addsUp();
	});
});
