import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tendEvents } from '../../integrations/kindred/src/astro/tending.ts';
import { answerEvent, nextToTend, tend, toEvents } from '../../integrations/kindred/src/event/index.ts';
import type { Kindred } from '../../integrations/kindred/src/kindred.ts';
import { site } from '../site.ts';
import { openEventHouse, type EventTest } from './house.ts';
import { supper } from './supper.ts';

let event: EventTest;
let house: EventTest['house'];
beforeEach(async () => {
	event = await openEventHouse();
	const events = toEvents([{ id: 'supper', data: { ...supper, capacity: 1, offer: 'PT1H' } }], site);
	Object.assign(event.house.snapshot, { events });
	house = event.house;
	for (const name of ['ada', 'bob', 'cy', 'di']) await event.comes(name);
	await event.comes('ada', 'no');
});
afterEach(() => event.test.remove());

const seats = async () =>
	Object.fromEntries(
		(await event.test.store.events.ledger('supper')).map(({ person, seat }) => [person, seat]),
	);

describe('an offer that nobody takes', () => {
	it('goes on to the next in the round that comes after its end, and each hears of it once', async () => {
		const { store } = event.test;
		expect(await seats()).toEqual({ 1: 'none', 2: 'offered', 3: 'waiting', 4: 'waiting' });
		expect(await nextToTend(event.clock.now, house)).toBe('2031-05-01T10:00:00.000Z');
		event.clock.now = '2031-05-01T09:59:59.999Z';
		expect(await tend(house)).toMatchObject({ seated: [], lapsed: [] });
		event.clock.now = '2031-05-01T10:00:00.000Z';
		expect(await tend(house)).toMatchObject({
			seated: [{ event: 'supper', person: 3 }],
			lapsed: [{ event: 'supper', person: 2 }],
		});
		expect(await tend(house)).toMatchObject({ seated: [], lapsed: [] });
		expect(event.subjects().slice(-2)).toEqual([
			'rsvp-answer → bob@example.com',
			'rsvp-offer → cy@example.com',
		]);
		expect((await store.people.timeline(2)).at(-1)).toMatchObject({ kind: 'lapsed' });
		expect(await nextToTend(event.clock.now, house)).toBe('2031-05-01T11:00:00.000Z');
	});

	it('goes on with any act, and the next hears of it also where the act was theirs and means nothing', async () => {
		event.clock.now = '2031-05-01T10:00:00.000Z';
		const person = (await event.test.store.people.byEmail('cy@example.com'))!;
		const answered = await answerEvent({ event: 'supper', person, answer: 'approve', door: 'host' }, house);
		expect(answered).toMatchObject({ ok: true, changed: false, standing: { seat: 'offered' } });
		expect(event.subjects().slice(-2)).toEqual([
			'rsvp-answer → bob@example.com',
			'rsvp-offer → cy@example.com',
		]);
		expect((await event.test.store.people.timeline(person.id)).at(-1)).toMatchObject({ kind: 'offered' });
	});

	it('stays as it is once the event has begun', async () => {
		event.clock.now = '2031-05-18T00:00:00.000Z';
		expect(await tend(house)).toMatchObject({ seated: [], lapsed: [] });
		expect(await seats()).toMatchObject({ 2: 'offered' });
	});
});

describe('a server that runs', () => {
	afterEach(() => {
		vi.useRealTimers();
		vi.restoreAllMocks();
	});

	it('looks after what runs out, also of what another process has offered, and goes on after a failure', async () => {
		vi.useFakeTimers({
			now: Date.parse('2031-05-01T09:00:00Z'),
			toFake: ['setTimeout', 'clearTimeout', 'Date'],
		});
		const said = vi.spyOn(console, 'error').mockImplementation(() => {});
		let fails = 2;
		const flushed = vi.fn<() => Promise<void>>(async () => {});
		tendEvents(async () => {
			if (fails-- > 0) throw new Error('The disk is full.');
			const kindred = {
				...house,
				now: () => new Date().toISOString(),
				postman: { ...house.postman, flush: flushed },
			};
			return kindred as unknown as Kindred;
		});
		await vi.advanceTimersByTimeAsync(70 * 60_000);
		expect(await seats()).toMatchObject({ 2: 'none', 3: 'offered', 4: 'waiting' });
		await vi.advanceTimersByTimeAsync(130 * 60_000);
		expect(await seats()).toMatchObject({ 3: 'none', 4: 'none' });
		expect(said).toHaveBeenCalledTimes(2);
		expect(flushed.mock.calls.length).toBeGreaterThan(20);
	});
});
