import { describe, expect, it } from 'vitest';
import { companyOf, type Rsvp } from '../../integrations/kindred/src/event/index.ts';

const row = (person: number, more: Partial<Rsvp> = {}): Rsvp => ({
	person,
	answer: 'yes',
	seat: 'seated',
	guests: 0,
	answeredAt: '2031-05-01T00:00:00.000Z',
	detail: { shown: true },
	...more,
});
const names = [
	'',
	'Ada Lovelace',
	'Bob',
	'Zoë',
	'林雅婷',
	'eve@example.com',
	'Mal https://spam.example',
	' ',
];
const house = (ledger: readonly Rsvp[]) => ({
	people: { byId: async (id: number) => ({ id, name: names[id] ?? '' }) as never },
	events: { ledger: async () => ledger },
});
const everybody = [1, 2, 3, 4, 5, 6, 7].map((person) => row(person));

describe('who comes', () => {
	it('is told to a guest, by first names, companions counted', async () => {
		const ledger = [...everybody, row(8, { guests: 2, detail: {} })];
		expect(await companyOf('supper', 2, house(ledger), 'en')).toEqual({
			count: 10,
			names: ['Ada', 'Zoë', '林雅婷'],
		});
	});
	it('names nobody who did not say so, or has no seat', async () => {
		const ledger = [
			row(1, { detail: undefined }),
			row(2),
			row(3, { detail: { comment: 'x' } }),
			row(4, { seat: 'waiting' }),
		];
		expect(await companyOf('supper', 2, house(ledger), 'en')).toEqual({ count: 3, names: [] });
	});
	it.each(['waiting', 'requested', 'offered', 'invited', 'none'] as const)(
		'is nothing to somebody %s, or to nobody we know',
		async (seat) => {
			const ledger = [row(1, { seat }), row(2)];
			expect(await companyOf('supper', 1, house(ledger), 'en')).toBeUndefined();
			expect(await companyOf('supper', 9, house(ledger), 'en')).toBeUndefined();
		},
	);
});
