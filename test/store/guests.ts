import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	settleAnswer,
	type EventStore,
	type GivenAnswer,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';
import { joinPeople, type Person } from '../../integrations/kindred/src/person/index.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const LATER = '2031-05-18T19:00:00.000Z';
const rules: Rules = { capacity: 1, waitlist: true, entry: 'open', guests: 0, state: 'open' };

/** What every engine has to do for those who answered an event, besides giving seats. */
export function guestsContract(name: string, open: OpenTestStore): void {
	describe(`${name}, guests`, () => {
		let test: TestStore;
		let events: EventStore;
		let ada: Person;
		let bob: Person;
		beforeAll(async () => {
			test = await open();
			events = test.store.events;
		}, 60_000);
		beforeEach(async () => {
			await test.empty();
			[ada, bob] = [await guest('ada'), await guest('bob')];
		});
		afterAll(() => test.remove());

		const guest = async (who: string) =>
			(await test.store.people.add({ email: `${who}@example.com` }, NOW)).person;
		/** An answer of which nobody is told. */
		const answer = (
			person: Person,
			said: GivenAnswer['answer'],
			more: Partial<Omit<Rules, 'guests'> & Pick<GivenAnswer, 'detail'>> = {},
		) =>
			events.settle('supper', NOW, {
				person: person.id,
				decide: (ledger, replay) => ({
					...settleAnswer(
						ledger,
						{ event: 'supper', door: 'form', answer: said, person: person.id, detail: more.detail },
						{ rules: { ...rules, ...more }, at: NOW, replay },
					),
					tell: [],
				}),
				write: nobodyIsTold,
			});
		const merge = () => test.store.people.merge(ada.id, bob.id, NOW, joinPeople);

		it('know the next moment at which a seat that is kept comes free', async () => {
			const offering = { offerMinutes: 60, begins: '2031-05-01T09:30:00.000Z' };
			for (const [person, said] of [
				[ada, 'yes'],
				[bob, 'yes'],
				[ada, 'no'],
			] as const)
				await answer(person, said, offering);
			expect(await events.ledger('supper')).toMatchObject([
				{ seat: 'none' },
				{ seat: 'offered', until: offering.begins },
			]);
			expect(await events.nextLapse(NOW)).toBe(offering.begins);
			expect(await events.nextLapse(offering.begins)).toBeUndefined();
			await answer(bob, 'yes', offering);
			expect(await events.nextLapse(NOW)).toBeUndefined();
		});

		it('keep what a guest said besides, and that they were invited', async () => {
			const detail = { answers: { diet: 'no nuts' }, comment: '到了再说', shown: true } as const;
			await answer(ada, 'invite');
			await answer(ada, 'yes', { detail });
			expect(await events.ledger('supper')).toMatchObject([{ detail, invited: true }]);
			expect(await test.store.people.everything(ada.id)).toMatchObject({ rsvps: [{ detail, invited: 1 }] });
		});

		it('give no seat to somebody who was forgotten while they answered, and ask for whom they are since', async () => {
			await test.store.people.merge(bob.id, ada.id, NOW, joinPeople);
			const owners: (number | undefined)[] = [];
			const look = (person: number) =>
				events.settle('supper', NOW, {
					person,
					decide: (_, __, owner) => (owners.push(owner), { rows: [], log: [], tell: [] }),
					write: nobodyIsTold,
				});
			await look(ada.id);
			await test.store.people.forget(bob.id, NOW, () => ['none']);
			await look(bob.id);
			await look(ada.id);
			expect(owners).toEqual([bob.id, undefined, undefined]);
		});

		it('hold of an event what counts more: a seat, then what is kept for them, then the place in front', async () => {
			const answer = { guests: 0, answered_at: NOW, updated_at: NOW, answer: 'yes' };
			const rsvps = [
				{ event: 'a', of: ['offered', 'seated'] },
				{ event: 'b', of: ['invited', 'waiting'] },
				{ event: 'c', of: ['requested', 'waiting'] },
				{ event: 'd', of: ['none', 'none'] },
				{ event: 'e', of: ['waiting', 'waiting'] },
			];
			const rows = rsvps.flatMap(({ event, of }) =>
				of.map((seat, index) => ({
					...answer,
					event,
					seat,
					person_id: [ada.id, bob.id][index]!,
					// The other one is in front, and answered last.
					position: seat === 'waiting' ? 7 - index : null,
					answered_at: index ? LATER : NOW,
					guests: index,
					invited: index ? 0 : 1,
				})),
			);
			await test.store.db.insertInto('rsvp').values(rows).execute();
			expect(await merge()).toEqual({ ok: true, events: ['a', 'b', 'c', 'd', 'e'] });
			const all = await Promise.all(rsvps.map(({ event }) => test.store.events.ledger(event)));
			expect(all.map((ledger) => ledger.map(({ seat, guests, invited }) => [seat, guests, invited]))).toEqual(
				[
					[['seated', 1, true]],
					[['invited', 0, true]],
					[['waiting', 1, true]],
					[['none', 1, true]],
					[['waiting', 1, true]],
				],
			);
		});
	});
}

const nobodyIsTold = () => {
	throw new Error('Nobody is told.');
};
