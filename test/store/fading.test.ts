import { readFileSync, existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fadeAll, type FadeHouse } from '../../integrations/kindred/src/event/index.ts';
import { eventOf } from '../event/supper.ts';
import { site } from '../site.ts';
import { openPostgresForTest, openSqliteForTest, type TestStore } from './open.ts';

const BEFORE = '2031-05-01T09:00:00.000Z';
/** 90 days after the supper is over. */
const LATER = '2031-08-15T13:00:00.000Z';
const words = [
	'Hagebuttenmus',
	'Kellertür links',
	'a very private vegetable',
	'meet.example.com/zugang',
	'Sundays suit us better',
	'came to the picnic of 2029',
];

describe.each([
	['sqlite', openSqliteForTest],
	['postgres', openPostgresForTest],
] as const)('what guests said, in %s,', (engine, open) => {
	let test: TestStore;
	beforeEach(async () => {
		test = await open();
		const { store } = test;
		const { person } = await store.people.add({ email: 'ada@example.com', name: 'Ada' }, BEFORE);
		const detail = { answers: { eats: words[0]! }, comment: words[2]! };
		const row = { event: 'supper', person: person.id, answer: 'yes', seat: 'seated', guests: 1 } as const;
		await store.events.settle('supper', BEFORE, {
			decide: () => ({
				rows: [{ ...row, answeredAt: BEFORE, detail }],
				log: [{ person: person.id, at: BEFORE, kind: 'rsvp', subject: 'event:supper' }],
				tell: [],
			}),
			write: () => ({ key: '', letter: {} as never }),
		});
		await store.attendance.note('supper', BEFORE, {
			decide: () => ({ log: [{ person: person.id, at: BEFORE, kind: 'attended', subject: 'event:supper' }] }),
		});
		await store.people.log({
			person: person.id,
			at: BEFORE,
			kind: 'proposed',
			subject: 'event:supper',
			detail: { start: BEFORE, comment: words[4] },
		});
		const { id: invited } = (await store.people.add({ email: 'bob@example.com' }, BEFORE)).person;
		await store.db
			.insertInto('invitation')
			.values({
				event: 'supper',
				person_id: invited,
				position: 1,
				state: 'lapsed',
				reason: JSON.stringify({ rank: 'tie', why: words[5] }),
				updated_at: BEFORE,
			})
			.execute();
		await store.events.keepSecrets('supper', { joinUrl: `https://${words[3]}`, note: words[1] }, BEFORE);
	});
	afterEach(() => test.remove());

	const house = (now: string, days = 90): FadeHouse => ({
		site: { ...site, events: { ...site.events, fadeAfterDays: days } },
		snapshot: { events: [eventOf()] },
		store: test.store,
		now: () => now,
	});

	it('is erased some days after the event, not sooner, and said only once', async () => {
		expect(await fadeAll(house('2031-08-15T12:59:59.000Z'))).toEqual([]);
		expect(await test.store.events.secrets('supper')).toMatchObject({ note: words[1] });
		expect(await fadeAll(house(LATER))).toEqual([
			{ event: 'supper', guests: 2, private: true, invitations: 1 },
		]);
		expect(await fadeAll(house(LATER))).toEqual([]);
		expect(await test.store.events.secrets('supper')).toBeUndefined();
		expect(await test.store.fading.fadedAt()).toEqual(new Map([['supper', LATER]]));
	});

	it('goes, and that they came stays', async () => {
		await fadeAll(house(LATER));
		const [rsvp] = await test.store.events.ledger('supper');
		expect(rsvp).toMatchObject({ answer: 'yes', seat: 'seated', guests: 1 });
		expect(rsvp).toMatchObject({ detail: undefined, told: undefined });
		expect((await test.store.people.timeline(1)).map(({ kind }) => kind)).toEqual([
			'rsvp',
			'attended',
			'proposed',
		]);
		expect((await test.store.people.timeline(1)).at(-1)!.detail).toEqual({ start: BEFORE });
	});

	it('of an event whose file is gone is erased too, in its time', async () => {
		const gone = (now: string) => fadeAll({ ...house(now), snapshot: { events: [] } });
		expect(await gone('2031-07-30T08:59:59.000Z')).toEqual([]);
		expect(await gone('2031-07-30T09:00:00.000Z')).toHaveLength(1);
	});

	it('is erased once by two processes', async () => {
		const both = await Promise.all([fadeAll(house(LATER)), fadeAll(house(LATER))]);
		expect(both.flat()).toHaveLength(1);
	});

	it.runIf(engine === 'sqlite')('is not left over anywhere in the files', async () => {
		const file = test.store.place;
		const held = () =>
			words.filter((word) =>
				['', '-wal', '-shm'].some(
					(ending) => existsSync(file + ending) && readFileSync(file + ending).includes(word),
				),
			);
		expect(held()).toEqual(words);
		await fadeAll(house(LATER));
		expect(held()).toEqual([]);
	});
});
