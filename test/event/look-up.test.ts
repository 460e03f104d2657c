import { describe, expect, it } from 'vitest';
import { lookUp, type Rsvp } from '../../integrations/kindred/src/event/index.ts';
import { site } from '../site.ts';
import { eventOf } from './supper.ts';

const row = (person: number, more: Partial<Rsvp> = {}): Rsvp => ({
	person,
	answer: 'yes',
	seat: 'seated',
	guests: 0,
	answeredAt: '2031-05-01T00:00:00.000Z',
	...more,
});
const ledger = [
	row(1),
	row(2, { seat: 'offered', until: '2031-05-02T10:00:00.000Z' }),
	row(3, { seat: 'waiting', position: 7 }),
	row(4, { seat: 'waiting', position: 2 }),
];
const look = (person: number, now: string) =>
	lookUp('supper', person, {
		site,
		snapshot: { events: [eventOf({ capacity: 3 })] },
		store: {
			people: { byId: async (id) => ({ id, languages: ['en'] }) as never, log: async () => true },
			events: { ledger: async () => ledger },
		},
		now: () => now,
	});

describe('a glance at an event', () => {
	it('knows who has which place in the queue', async () => {
		const glances = await Promise.all([1, 3, 4].map((person) => look(person, '2031-05-02T09:00:00.000Z')));
		expect(glances.map((glance) => glance?.place)).toEqual([undefined, 2, 1]);
		expect(glances[0]).toMatchObject({ taken: 1, free: 1, waiting: 2 });
	});
	it('calls an offer over that has run out, also before anybody has given the seat on', async () => {
		const before = await look(2, '2031-05-02T09:59:59.999Z');
		const after = await look(2, '2031-05-02T10:00:00.000Z');
		expect([before?.standing?.seat, before?.free]).toEqual(['offered', 1]);
		expect([after?.standing?.seat, after?.free]).toEqual(['none', 2]);
	});
	it('has no standing for somebody who has not answered', async () => {
		expect((await look(9, '2031-05-02T09:00:00.000Z'))?.standing).toBeUndefined();
	});
});
