import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import {
	approvalOf,
	nextWave,
	rulesOf,
	settleAnswer,
	usualTerms,
	type InvitationList,
	type InvitationStore,
} from '../../integrations/kindred/src/event/index.ts';
import { joinPeople, type Person } from '../../integrations/kindred/src/person/index.ts';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { because } from '../event/guest-list.ts';
import { eventOf } from '../event/supper.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-04-01T09:00:00.000Z';
const event = eventOf();
const letterTo = ({ name, email }: Person): Letter => ({
	from: { name: '', email: 'ada@example.com' },
	to: { name, email },
	subject: 's',
	html: 'h',
	text: 't',
	headers: {},
	tags: {},
});

/** What every engine has to do for lists of invitations. `alone`: why nobody else can open this store. */
export function invitationContract(name: string, open: OpenTestStore, alone?: string): void {
	describe(`${name}, invitations`, () => {
		let test: TestStore;
		let store: InvitationStore;
		beforeAll(async () => {
			test = await open();
			store = test.store.invitations;
		}, 60_000);
		beforeEach(() => test.empty());
		afterAll(() => test.remove());

		/** A list of so many people that its author has said yes to. */
		async function listed(count: number): Promise<Person[]> {
			const people: Person[] = [];
			for (let index = 1; index <= count; index++)
				people.push((await test.store.people.add({ email: `g${index}@example.com` }, NOW)).person);
			await store.change('supper', NOW, {
				decide(list) {
					const rows = people.map((person) => ({
						person,
						suppressed: false,
						state: 'listed' as const,
						reason: because,
					}));
					const made: InvitationList = { ...list, invitations: rows };
					return { list: { ...made, approved: approvalOf(made, event, NOW) } };
				},
			});
			return people;
		}
		const roll = (
			on = store,
			write = (person: Person) => ({ key: `to ${person.email}`, letter: letterTo(person) }),
		) =>
			on.change('supper', NOW, {
				decide: (list, ledger) => nextWave(list, ledger, { event, now: NOW, bySend: true }),
				write,
			});
		const declines = (person: Person) =>
			test.store.events.settle('supper', NOW, {
				decide: (ledger, replay) =>
					settleAnswer(
						ledger,
						{ event: 'supper', person: person.id, answer: 'no', door: 'link' },
						{ rules: rulesOf(event, NOW), at: NOW, replay },
					),
				write: (to) => ({ key: `no ${to.email}`, letter: letterTo(to) }),
			});
		const letters = async () =>
			(await test.store.db.selectFrom('outgoing').select('key').orderBy('id').execute()).map(
				({ key }) => key,
			);
		const states = async () => (await store.list('supper')).invitations.map(({ state }) => state);

		it('keep a list in its order, with its terms and what its author said yes to', async () => {
			expect(await store.list('supper')).toEqual({ invitations: [], terms: usualTerms, wave: 0 });
			const people = await listed(3);
			const { approved } = await store.list('supper');
			expect(approved).toMatchObject({ at: NOW, people: people.map(({ id }) => id) });
			await store.change('supper', NOW, {
				decide: (list) => ({
					list: {
						...list,
						invitations: list.invitations.toReversed().slice(1),
						terms: { ...usualTerms, words: 'Come!' },
					},
				}),
			});
			const list = await store.list('supper');
			expect(list.invitations).toEqual(
				[people[1], people[0]].map((person) => ({
					person,
					suppressed: false,
					state: 'listed',
					reason: because,
					wave: undefined,
					until: undefined,
				})),
			);
			expect(list).toMatchObject({ terms: { words: 'Come!' }, approved });
		});

		it('keep a wave with its seats, its letters and the log, or nothing of it', async () => {
			const [ada] = await listed(3);
			const failing = roll(store, () => {
				throw new Error('no ink');
			});
			await expect(failing).rejects.toThrow('no ink');
			expect(await states()).toEqual(['listed', 'listed', 'listed']);
			expect(await test.store.events.ledger('supper')).toEqual([]);
			await roll();
			expect(await states()).toEqual(['open', 'open', 'listed']);
			expect(await test.store.events.ledger('supper')).toMatchObject([
				{ seat: 'invited' },
				{ seat: 'invited' },
			]);
			expect(await letters()).toEqual(['to g1@example.com', 'to g2@example.com']);
			expect(await test.store.people.timeline(ada!.id)).toMatchObject([
				{ kind: 'invited', subject: 'event:supper', key: `invite:supper:${ada!.id}:1` },
			]);
			await roll();
			expect(await letters()).toHaveLength(2);
		});

		it.skipIf(alone)(
			'invite nobody twice and lose nobody when four processes roll at once while people decline',
			{ timeout: 60_000 },
			async () => {
				const people = await listed(12);
				const more = await Promise.all([1, 2, 3].map(() => openStore(test.url, { root: tmpdir() })));
				const stores = [store, ...more.map(({ invitations }) => invitations)];
				await roll();
				for (let next = 0; next < 10; next += 2) {
					const gone = people.slice(next, next + 2);
					await Promise.all([...gone.map(declines), ...stores.map((one) => roll(one))]);
					await Promise.all(stores.map((one) => roll(one)));
				}
				await Promise.all(more.map((one) => one.close()));
				const invited = (await letters()).filter((key) => key.startsWith('to '));
				expect(invited).toEqual(people.map(({ email }) => `to ${email}`));
				expect((await states()).filter((state) => state === 'open')).toHaveLength(2);
			},
		);

		it('know who is never to be written to, and whose letter nobody would carry', async () => {
			const [ada, bob] = await listed(3);
			await test.store.people.suppress('g1@example.com', 'complaint', NOW);
			expect((await store.list('supper')).invitations.map(({ suppressed }) => suppressed)).toEqual([
				true,
				false,
				false,
			]);
			await roll();
			await store.refused(`invite:supper:${bob!.id}:1`);
			await store.refused(`invite:supper:${ada!.id}:1`);
			await store.refused(`reply:1`);
			expect(await states()).toEqual(['listed', 'returned', 'open']);
		});

		it('forget somebody, and take them off', async () => {
			const [ada, , cy] = await listed(3);
			await roll();
			const everything = await test.store.people.everything(ada!.id);
			expect(everything).toMatchObject({
				invitations: [{ event: 'supper', state: 'open', wave: 1, reason: because }],
			});
			await test.store.people.forget(ada!.id, NOW, () => ['none']);
			expect(await states()).toEqual(['open', 'listed']);
			await roll();
			expect((await letters()).at(-1)).toBe(`to ${cy!.email}`);
			const rows = await test.store.db.selectFrom('invitation').select('person_id').execute();
			expect(rows).toHaveLength(2);
		});

		it('make one line of two people who are one, and keep the one who was invited', async () => {
			const [ada, bob, cy] = await listed(3);
			await roll();
			await test.store.people.merge(cy!.id, ada!.id, NOW, joinPeople);
			const list = await store.list('supper');
			expect(list.invitations.map(({ person, state }) => [person.id, state])).toEqual([
				[cy!.id, 'open'],
				[bob!.id, 'open'],
			]);
		});

		it('say when a list has to roll on: at once after an answer or a returned letter, else when an invitation ends', async () => {
			const [ada, bob] = await listed(5);
			const due = (at = NOW) => store.due(at, ['supper', 'walk']);
			await declines(ada!);
			expect(await due()).toBeUndefined();
			await roll();
			const until = '2031-04-08T15:59:00.000Z';
			expect([await due(), await due(until), await store.due(NOW, [])]).toEqual([
				until,
				undefined,
				undefined,
			]);
			await test.store.db.updateTable('rsvp').set({ updated_at: '2031-04-02T09:00:00.000Z' }).execute();
			expect(await due()).toBe(NOW);
			await test.store.db.updateTable('rsvp').set({ updated_at: NOW }).execute();
			await test.store.people.update(bob!.id, { state: 'bounced' }, NOW);
			expect(await due()).toBe(NOW);
			await roll();
			expect(await due()).toBe(until);
			await store.refused(`invite:supper:${bob!.id + 1}:1`);
			expect(await due()).toBe(NOW);
			await roll();
			expect(await due()).toBe(until);
			await store.change('supper', NOW, { decide: (list) => ({ list }) });
			expect(await due()).toBe(NOW);
		});

		it('read the log of everybody, some kinds of it, a part at a time', async () => {
			const { person } = await test.store.people.add({ email: 'ada@example.com' }, NOW);
			for (const kind of ['replied', 'noted', 'attended'] as const)
				await test.store.people.log({ person: person.id, at: NOW, kind });
			const parts = [];
			for await (const part of store.log(['replied', 'attended'])) parts.push(part.map(({ kind }) => kind));
			expect(parts).toEqual([['replied', 'attended']]);
		});
	});
}
