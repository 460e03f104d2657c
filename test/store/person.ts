import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonStore } from '../../integrations/kindred/src/person/index.ts';
import type { OpenTestStore, TestStore } from './open.ts';
import { ROWS, insertRows } from './rows.ts';

const NOW = '2031-05-17T19:00:00.000Z';
const LATER = '2031-05-18T19:00:00.000Z';
const ada = {
	email: 'ada@example.com',
	name: 'Ada',
	languages: ['en', 'zh-Hant'],
	topics: ['groups'],
	via: 'wechat',
};

/** What every engine has to do for people. */
export function personContract(name: string, open: OpenTestStore): void {
	describe(`${name}, people`, () => {
		let test: TestStore;
		let people: PersonStore;
		beforeAll(async () => {
			test = await open();
			people = test.store.people;
		}, 60_000);
		beforeEach(() => test.empty());
		afterAll(() => test.remove());

		const logOf = async (id: number) => (await people.timeline(id)).map(({ kind }) => kind);

		it('somebody new is a contact in the loose circle until more is known', async () => {
			const { person } = await people.add({ email: 'new@example.com' }, NOW);
			expect(person).toEqual({
				id: person.id,
				email: 'new@example.com',
				name: '',
				state: 'contact',
				languages: [],
				topics: [],
				frequency: 'every',
				circle: 'loose',
				createdAt: NOW,
			});
		});

		it('are found as they were added, by id and by address', async () => {
			const { person } = await people.add({ ...ada, state: 'subscribed', zone: 'Asia/Taipei' }, NOW);
			expect(person).toMatchObject({ ...ada, state: 'subscribed', zone: 'Asia/Taipei' });
			expect(await people.byId(person.id)).toEqual(person);
			expect(await people.byEmail(ada.email)).toEqual(person);
			expect(await people.subscribers()).toEqual([person]);
		});

		it('are one person however often and however simultaneously the same address is added', async () => {
			const added = await Promise.all(Array.from({ length: 8 }, () => people.add(ada, NOW)));
			expect(new Set(added.map(({ person }) => person.id)).size).toBe(1);
			expect(added.filter((one) => one.added)).toHaveLength(1);
		});

		it('change only in what is named', async () => {
			const { person } = await people.add(ada, NOW);
			expect(await people.update(person.id, { circle: 'core', name: '' }, LATER)).toEqual({
				...person,
				circle: 'core',
				name: '',
			});
			expect(await people.update(4711, { circle: 'core' }, LATER)).toBeUndefined();
		});

		it('a decision sees the past, changes and logs at once, and answers', async () => {
			const confirm = () =>
				people.decide(ada.email, NOW, (person, past) => ({
					answer: [person?.state, past.length],
					change: { state: 'subscribed' },
					log: [{ kind: 'subscribed', key: 'once' }],
				}));
			expect(await confirm()).toEqual([undefined, 0]);
			expect(await confirm()).toEqual(['subscribed', 1]);
			const person = await people.byEmail(ada.email);
			expect(person?.state).toBe('subscribed');
			expect(await logOf(person!.id)).toEqual(['subscribed']);
		});

		it('a decision about an unknown id changes nothing', async () => {
			await people.decide(4711, NOW, () => ({ answer: 0, change: { name: 'X' }, log: [{ kind: 'noted' }] }));
			expect(await people.everybody()).toEqual([]);
		});

		it('decisions that meet are made one after the other', async () => {
			const counts = await Promise.all(
				Array.from({ length: 6 }, () =>
					people.decide(ada.email, NOW, (_person, past) => ({
						answer: past.length,
						change: {},
						log: [{ kind: 'noted' as const }],
					})),
				),
			);
			expect(counts.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
		});

		it('the log is told in order, once per key', async () => {
			const { person } = await people.add(ada, NOW);
			const replied = {
				person: person.id,
				at: LATER,
				kind: 'replied',
				subject: 'digest:one',
				detail: { words: 3 },
			} as const;
			expect(await people.log({ ...replied, key: 'reply:1' })).toBe(true);
			expect(await people.log({ ...replied, key: 'reply:1' })).toBe(false);
			expect(await people.log({ person: person.id, at: NOW, kind: 'delivered' })).toBe(true);
			expect(await logOf(person.id)).toEqual(['delivered', 'replied']);
			expect((await people.timeline(person.id))[1]).toMatchObject(replied);
		});

		it('an address moves to a new main one, and stays known', async () => {
			const { person } = await people.add(ada, NOW);
			expect(await people.changeAddress(person.id, 'ada@new.example', LATER)).toBe('changed');
			expect((await people.byEmail('ada@example.com'))?.email).toBe('ada@new.example');
			expect(await people.changeAddress(person.id, 'ada@example.com', LATER)).toBe('changed');
			expect((await people.byId(person.id))?.email).toBe('ada@example.com');
			expect(await people.changeAddress(4711, 'x@example.com', LATER)).toBe('unknown');
		});

		it('an address of somebody else is not taken from them', async () => {
			const { person } = await people.add(ada, NOW);
			await people.add({ email: 'bea@example.com' }, NOW);
			expect(await people.changeAddress(person.id, 'bea@example.com', LATER)).toBe('taken');
			expect((await people.byId(person.id))?.email).toBe('ada@example.com');
		});

		it('a suppressed address is kept as a hash only', async () => {
			expect(await people.suppressed(ada.email)).toBe(false);
			await people.suppress(ada.email, 'complaint', NOW);
			await people.suppress(ada.email, 'forgotten', LATER);
			expect(await people.suppressed(ada.email)).toBe(true);
			expect(await people.suppressed('bea@example.com')).toBe(false);
			const rows = await test.store.db.selectFrom('suppression').selectAll().execute();
			expect(rows).toEqual([
				{ email_hash: expect.stringMatching(/^[0-9a-f]{64}$/), reason: 'complaint', at: NOW },
			]);
		});

		it('everything about a person can be taken along', async () => {
			await insertRows(test.store);
			expect(await people.everything(1)).toMatchObject({
				person: { name: ROWS.person.name, languages: ['zh-Hant'] },
				addresses: [{ email: ROWS.address.email }],
				interactions: [{ kind: 'replied', detail: { words: 12 } }],
				deliveries: [{ digest: '2031-05' }],
				rsvps: [{ event: 'picnic' }],
				replies: [{ text: 'Yes!' }],
			});
			expect(await people.everything(2)).toBeUndefined();
		});

		it('a forgotten person leaves counts and a hash behind, and nothing else', async () => {
			await insertRows(test.store);
			await test.store.db
				.updateTable('outgoing')
				.set({ letter: `{"to":{"name":"","email":"${ROWS.address.email}"}}` })
				.execute();
			const reader = { person: 1, email: ROWS.address.email, name: 'x', lang: 'en' };
			await test.store.db
				.updateTable('plan_part')
				.set({ content: JSON.stringify([reader]) })
				.execute();
			await test.store.db
				.updateTable('chunk')
				.set({ frozen: JSON.stringify({ clock: LATER, readings: [reader] }) })
				.execute();
			expect(await people.forget(1, LATER, () => [ROWS.signup.email_hash])).toEqual(['picnic']);
			expect(await test.store.db.selectFrom('plan_part').select('content').execute()).toEqual([
				{ content: '[]' },
			]);
			expect(await test.store.db.selectFrom('chunk').select('frozen').execute()).toEqual([
				{ frozen: `{"clock":"${LATER}","readings":[{"person":1,"email":"","name":"","lang":"en"}]}` },
			]);
			for (const table of [
				'address',
				'signup',
				'waiting',
				'interaction',
				'rsvp',
				'reply',
				'outgoing',
			] as const) {
				expect(await test.store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
			}
			expect(
				await test.store.db.selectFrom('delivery').select(['items', 'state', 'provider_id']).execute(),
			).toEqual([{ items: '[]', state: 'sent', provider_id: null }]);
			expect(await people.byId(1)).toMatchObject({
				state: 'forgotten',
				name: '',
				email: '',
				languages: [],
				topics: [],
			});
			expect(await people.suppressed(ROWS.address.email)).toBe(true);
			expect(await people.everybody()).toEqual([]);
			expect(await people.forget(1, LATER, () => ['x'])).toBeUndefined();
		});
	});
}
