import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import {
	settleAnswer,
	settleFreeSeats,
	seatsTaken,
	type Answer,
	type EventStore,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const rules: Rules = { capacity: 1, waitlist: true, entry: 'open', guests: 0, state: 'open' };
const letter: Letter = {
	from: { name: '', email: 'ada@example.com' },
	to: { name: '', email: 'x@example.com' },
	subject: 's',
	html: 'h',
	text: 't',
	headers: {},
	tags: {},
};

/** What every engine has to do for events. `alone`: why nobody else can open this store. */
export function eventContract(name: string, open: OpenTestStore, alone?: string): void {
	describe(`${name}, events`, () => {
		let test: TestStore;
		let events: EventStore;
		beforeAll(async () => {
			test = await open();
			events = test.store.events;
		}, 60_000);
		beforeEach(() => test.empty());
		afterAll(() => test.remove());

		const guest = async (name: string) =>
			(await test.store.people.add({ email: `${name}@example.com` }, NOW)).person;
		const answer = (
			person: Person,
			said: Answer,
			more: { key?: string; rules?: Rules; store?: EventStore } = {},
		) =>
			(more.store ?? events).settle('supper', NOW, {
				key: more.key,
				decide: (ledger, replay) =>
					settleAnswer(
						ledger,
						{ event: 'supper', person: person.id, answer: said, door: 'form', key: more.key },
						{ rules: more.rules ?? rules, at: NOW, replay },
					),
				write: (to, rsvp) => ({
					key: `${to.email} ${rsvp.seat}`,
					letter: { ...letter, to: { name: to.name, email: to.email } },
				}),
			});
		const outgoing = async () =>
			(await test.store.db.selectFrom('outgoing').select('key').orderBy('id').execute()).map(
				({ key }) => key,
			);

		it('keep an answer, its seat, what it moved and the letters about it', async () => {
			const [ada, bob] = [await guest('ada'), await guest('bob')];
			await answer(ada, 'yes');
			await answer(bob, 'yes');
			const { letters, settlement } = await answer(ada, 'no');
			expect(settlement.outcome).toMatchObject({ ok: true, promoted: [bob.id] });
			expect(await events.ledger('supper')).toEqual([
				{ person: ada.id, answer: 'no', seat: 'none', guests: 0, answeredAt: NOW },
				{ person: bob.id, answer: 'yes', seat: 'seated', guests: 0, answeredAt: NOW },
			]);
			expect(
				(await test.store.people.timeline(bob.id)).map(({ kind, subject }) => `${kind} ${subject}`),
			).toEqual(['rsvp event:supper', 'waiting event:supper', 'promoted event:supper']);
			expect(letters.map(({ key }) => key)).toEqual(['ada@example.com none', 'bob@example.com seated']);
			expect(await outgoing()).toEqual([
				'ada@example.com seated',
				'bob@example.com waiting',
				'ada@example.com none',
				'bob@example.com seated',
			]);
		});

		it('change nothing when the same act comes again, even after a change of mind', async () => {
			const ada = await guest('ada');
			await answer(ada, 'yes', { key: 'rsvp:1' });
			await answer(ada, 'no', { key: 'rsvp:2' });
			const { settlement, letters } = await answer(ada, 'yes', { key: 'rsvp:1' });
			expect(settlement.outcome).toMatchObject({ ok: true, changed: false, standing: { answer: 'no' } });
			expect(letters).toEqual([]);
		});

		it('write all of a settlement or nothing', async () => {
			const ada = await guest('ada');
			const failing = events.settle('supper', NOW, {
				decide: (ledger, replay) =>
					settleAnswer(
						ledger,
						{ event: 'supper', person: ada.id, answer: 'yes', door: 'form' },
						{ rules, at: NOW, replay },
					),
				write: () => {
					throw new Error('no ink');
				},
			});
			await expect(failing).rejects.toThrow('no ink');
			expect(await events.ledger('supper')).toEqual([]);
			expect(await test.store.people.timeline(ada.id)).toEqual([]);
		});

		it(
			'give the last seat to exactly one of 64 who confirm at once, and a place in the queue to the others',
			{ timeout: 60_000 },
			async () => {
				const guests = await Promise.all(Array.from({ length: 64 }, (_, index) => guest(`g${index}`)));
				const settled = await Promise.all(guests.map((person) => answer(person, 'yes')));
				const outcomes = settled.map(({ settlement }) => settlement.outcome);
				expect(outcomes.filter((outcome) => outcome.ok && outcome.standing.seat === 'seated')).toHaveLength(
					1,
				);
				const places = outcomes.flatMap((outcome) => (outcome.ok && outcome.place ? [outcome.place] : []));
				expect(places.sort((a, b) => a - b)).toEqual(Array.from({ length: 63 }, (_, index) => index + 1));
				expect(seatsTaken(await events.ledger('supper'))).toBe(1);
			},
		);

		it.skipIf(alone)(
			'give it to one of 64 whichever of four open stores they come through',
			{ timeout: 60_000 },
			async () => {
				const more = await Promise.all([1, 2, 3].map(() => openStore(test.url, { root: tmpdir() })));
				const stores = [events, ...more.map((store) => store.events)];
				const guests = await Promise.all(Array.from({ length: 64 }, (_, index) => guest(`g${index}`)));
				const settled = await Promise.all(
					guests.map((person, index) => answer(person, 'yes', { store: stores[index % 4]! })),
				);
				expect(
					settled.filter(({ settlement: { outcome } }) => outcome.ok && outcome.standing.seat === 'seated'),
				).toHaveLength(1);
				expect(seatsTaken(await events.ledger('supper'))).toBe(1);
				await Promise.all(more.map((store) => store.close()));
			},
		);

		it('refuse 63 of 64 at once where nobody may wait', { timeout: 60_000 }, async () => {
			const guests = await Promise.all(Array.from({ length: 64 }, (_, index) => guest(`g${index}`)));
			const settled = await Promise.all(
				guests.map((person) => answer(person, 'yes', { rules: { ...rules, waitlist: false } })),
			);
			expect(settled.filter(({ settlement }) => settlement.outcome.ok)).toHaveLength(1);
			expect(await events.ledger('supper')).toHaveLength(1);
		});

		it('move exactly one up for each of many who leave at once', { timeout: 60_000 }, async () => {
			const guests = await Promise.all(Array.from({ length: 24 }, (_, index) => guest(`g${index}`)));
			const wide = { ...rules, capacity: 8 };
			for (const person of guests) await answer(person, 'yes', { rules: wide });
			const left = await Promise.all(
				guests.slice(0, 8).map((person) => answer(person, 'no', { rules: wide })),
			);
			const promoted = left.flatMap(({ settlement }) =>
				settlement.outcome.ok ? settlement.outcome.promoted : [],
			);
			expect(promoted.sort((a, b) => a - b)).toEqual(
				guests
					.slice(8, 16)
					.map(({ id }) => id)
					.sort((a, b) => a - b),
			);
			expect(seatsTaken(await events.ledger('supper'))).toBe(8);
		});

		it('fill seats that are suddenly there', async () => {
			const [ada, bob] = [await guest('ada'), await guest('bob')];
			await answer(ada, 'yes');
			await answer(bob, 'yes');
			const { letters } = await events.settle('supper', NOW, {
				decide: (ledger) => settleFreeSeats(ledger, 'supper', { ...rules, capacity: 2 }, NOW),
				write: (to) => ({ key: `up ${to.email}`, letter }),
			});
			expect(letters.map(({ key }) => key)).toEqual(['up bob@example.com']);
		});

		it('keep what only guests may see', async () => {
			expect(await events.secrets('supper')).toBeUndefined();
			await events.keepSecrets('supper', { joinUrl: 'https://example.com/j', address: '1 Park Lane' }, NOW);
			await events.keepSecrets('supper', { address: '2 Park Lane' }, NOW);
			expect(await events.secrets('supper')).toEqual({
				address: '2 Park Lane',
				joinUrl: undefined,
				note: undefined,
			});
		});
	});
}
