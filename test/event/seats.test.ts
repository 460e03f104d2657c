import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	answerEvent,
	guestList,
	lookUp,
	tend,
	tendEvent,
	toEvents,
} from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { openEventHouse, type EventTest } from './house.ts';
import { supper } from './supper.ts';

let test: EventTest['test'];
let letters: EventTest['letters'];
let clock: EventTest['clock'];
let house: EventTest['house'];
let subjects: EventTest['subjects'];
let comes: EventTest['comes'];
let close: () => Promise<void>;
beforeEach(async () => {
	const opened = await openEventHouse();
	close = () => opened.test.remove();
	({ test, letters, clock, house, subjects, comes } = opened);
});
afterEach(() => close());

describe('64 people who press at once', () => {
	it(
		'for two seats: two are seated, each of the others has a place of their own',
		{ timeout: 60_000 },
		async () => {
			for (let index = 0; index < 64; index++)
				await test.store.people.add({ email: `g${index}@example.com` }, clock.now);
			const people = await test.store.people.everybody();
			const answered = await Promise.all(
				people.map((person) => answerEvent({ event: 'supper', person, answer: 'yes', door: 'link' }, house)),
			);
			expect(answered.filter((one) => one.ok && one.standing.seat === 'seated')).toHaveLength(2);
			expect(new Set(answered.flatMap((one) => (one.ok && one.place ? [one.place] : []))).size).toBe(62);
			expect(letters).toHaveLength(64);
		},
	);
});

describe('the author', () => {
	it('raises the capacity, and those who wait move up', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di']) await comes(name);
		house = {
			...house,
			snapshot: { events: toEvents([{ id: 'supper', data: { ...supper, capacity: 3 } }], site) },
		};
		expect(await tendEvent('supper', house)).toMatchObject({ promoted: [3], lapsed: [] });
		expect(await tendEvent('supper', house)).toMatchObject({ promoted: [] });
		expect(subjects().at(-1)).toBe('rsvp-promoted → cy@example.com');
	});

	it('forgets somebody, and the seat goes to the next', async () => {
		for (const name of ['ada', 'bob', 'cy']) await comes(name);
		await test.store.people.forget(1, clock.now, () => ['none']);
		expect(await tend(house)).toMatchObject({ seated: [{ event: 'supper', person: 3 }], lapsed: [] });
	});

	it('sees who comes, who waits and who does not', async () => {
		for (const name of ['ada', 'bob', 'cy']) await comes(name);
		await comes('di', 'no');
		expect(
			(await guestList('supper', house)).map(({ person, rsvp }) => [person.email, rsvp.answer, rsvp.seat]),
		).toEqual([
			['ada@example.com', 'yes', 'seated'],
			['bob@example.com', 'yes', 'seated'],
			['cy@example.com', 'yes', 'waiting'],
			['di@example.com', 'no', 'none'],
		]);
		expect(await lookUp('supper', undefined, house)).toMatchObject({ taken: 2, free: 0, waiting: 1 });
	});
});
