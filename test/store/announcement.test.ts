import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../integrations/kindred/src/base/letter.ts';
import {
	factsOf,
	settleAnswer,
	type Announcing,
	type GuestBooks,
	type Rules,
} from '../../integrations/kindred/src/event/index.ts';
import { eventOf } from '../event/supper.ts';
import { openPostgresForTest, openSqliteForTest, POSTGRES, type TestStore } from './open.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const rules: Rules = { capacity: 9, waitlist: true, entry: 'open', guests: 0, state: 'open' };
const letter: Letter = {
	from: { name: '', email: 'ada@example.com' },
	to: { name: '', email: 'x@example.com' },
	subject: 's',
	html: 'h',
	text: 't',
	headers: {},
	tags: {},
};
const facts = factsOf(eventOf(), {});
const none = { rows: [], log: [], tell: [] };

const engines = [
	['SQLite', openSqliteForTest],
	[POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest],
] as const;

describe.each(engines)('%s, announcements', (_name, open) => {
	let test: TestStore;
	beforeAll(async () => void (test = await open()), 60_000);
	beforeEach(() => test.empty());
	afterAll(() => test.remove());

	const say = async (name: string) => {
		const { person } = await test.store.people.add({ email: `${name}@example.com`, name }, NOW);
		await test.store.events.settle('supper', NOW, {
			decide: (ledger) =>
				settleAnswer(
					ledger,
					{ event: 'supper', person: person.id, answer: 'yes', door: 'form' },
					{ rules, at: NOW, replay: false },
				),
			write: ({ email }, _rsvp, announced) => ({
				key: `rsvp ${email}`,
				letter: { ...letter, to: { name, email } },
				told: { sequence: announced, facts },
			}),
		});
		return person;
	};
	/** Tells everybody who was not told of this sequence yet. */
	const telling =
		(sequence: number) =>
		({ ledger, people }: GuestBooks): { writes: Announcing } => {
			const due = ledger.filter(({ told }) => told!.sequence < sequence);
			const letters = due.map(({ person }) => ({
				person,
				key: `update ${person} ${sequence}`,
				letter: { ...letter, to: people.find(({ id }) => id === person)! },
				told: { sequence, facts },
			}));
			return { writes: { freed: none, log: [], letters, announced: { sequence, facts } } };
		};
	const outgoing = async () =>
		(await test.store.db.selectFrom('outgoing').select('key').orderBy('id').execute()).map(({ key }) => key);
	const announced = async () => (await test.store.announcements.books('supper')).announced;

	it('give ledger, people, secrets and what was announced at one moment', async () => {
		const ada = await say('ada');
		await test.store.people.add({ email: 'stranger@example.com' }, NOW);
		await test.store.events.keepSecrets('supper', { address: '1 Park Lane' }, NOW);
		const books = await test.store.announcements.books('supper');
		expect(books.ledger).toMatchObject([{ person: ada.id, told: { sequence: 0, facts } }]);
		expect(books.people.map(({ email }) => email)).toEqual(['ada@example.com']);
		expect(books.secrets).toMatchObject({ address: '1 Park Lane' });
		expect(books.announced).toBeUndefined();
		expect(await test.store.announcements.answered()).toEqual(['supper']);
	});

	it('keep a yes and the author’s words side by side, before and after anything was announced', async () => {
		const { announcements } = test.store;
		await announcements.approve('supper', 'hash', 3, NOW);
		await announcements.say('supper', 'The oven broke.', 0, NOW);
		expect(await announced()).toEqual({
			sequence: 3,
			facts: undefined,
			approved: 'hash',
			words: 'The oven broke.',
		});
		await announcements.announce('supper', NOW, telling(4));
		expect(await announced()).toEqual({ sequence: 4, facts, approved: undefined, words: undefined });
		await announcements.approve('supper', 'other', 0, NOW);
		expect(await announced()).toMatchObject({ sequence: 4, facts, approved: 'other' });
	});

	it('write letters, what they tell and the announcement, or nothing of it', async () => {
		await say('ada');
		await test.store.db.deleteFrom('outgoing').execute();
		const broken = ({ ledger, people, ...books }: GuestBooks) => {
			const { writes } = telling(1)({ ledger, people, ...books });
			const log = [{ person: 999_999, at: NOW, kind: 'informed', subject: 'event:supper' } as const];
			return { writes: { ...writes, log } };
		};
		await expect(test.store.announcements.announce('supper', NOW, broken)).rejects.toThrow();
		expect([await outgoing(), await announced()]).toEqual([[], undefined]);
		await test.store.announcements.announce('supper', NOW, telling(1));
		expect(await outgoing()).toHaveLength(1);
		expect((await test.store.events.ledger('supper'))[0]!.told).toMatchObject({ sequence: 1 });
	});

	it('write nothing where nothing is decided', async () => {
		await say('ada');
		const refused = { reason: 'moved', writes: undefined };
		expect(await test.store.announcements.announce('supper', NOW, () => refused)).toEqual(refused);
		expect(await announced()).toBeUndefined();
	});

	it('tell each guest once, however many announce at once while others answer', async () => {
		for (const name of ['ada', 'bob', 'cy']) await say(name);
		await test.store.db.deleteFrom('outgoing').execute();
		await Promise.all([
			...Array.from({ length: 8 }, () => test.store.announcements.announce('supper', NOW, telling(1))),
			say('dee'),
			say('eve'),
		]);
		await test.store.announcements.announce('supper', NOW, telling(1));
		const letters = (await outgoing()).filter((key) => key.startsWith('update'));
		expect(new Set(letters).size).toBe(letters.length);
		const told = (await test.store.events.ledger('supper')).map((rsvp) => rsvp.told?.sequence);
		expect(told).toEqual([1, 1, 1, 1, 1]);
	});
});
