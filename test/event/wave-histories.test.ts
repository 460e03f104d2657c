import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeld, seatsHeld, seatsTaken } from '../../integrations/kindred/src/event/index.ts';
import { guest, GuestList } from './guest-list.ts';

const HISTORIES = Number(process.env['KINDRED_HISTORIES'] ?? 400);

/** What can happen to an event that people were invited to. */
const step = fc.oneof(
	{ weight: 3, arbitrary: fc.constant(['roll'] as const) },
	{
		weight: 5,
		arbitrary: fc.tuple(
			fc.constantFrom('yes', 'no', 'maybe', 'remove', 'add'),
			fc.integer({ min: 1, max: 11 }),
			fc.nat(2),
		),
	},
	fc.tuple(fc.constant('pass' as const), fc.integer({ min: 1, max: 120 })),
	fc.tuple(fc.constant('seats' as const), fc.integer({ min: 1, max: 6 })),
	fc.tuple(fc.constant('bounce' as const), fc.integer({ min: 1, max: 8 })),
);

describe('whatever people answer, in whatever order', () => {
	it(
		'seats are never exceeded, nobody is invited twice, the order is kept, and no room stays unused',
		{ timeout: 900_000 },
		() => {
			const histories = fc.tuple(
				fc.nat(2),
				fc.integer({ min: 1, max: 4 }),
				fc.array(step, { maxLength: 40 }),
			);
			fc.assert(
				fc.property(histories, ([over, capacity, steps]) => {
					const list = new GuestList(8, { over }, { capacity, guests: 2 });
					const had = new Set<number>();
					for (const one of steps) {
						const before = seatsTaken(list.ledger) + seatsHeld(list.ledger);
						if (one[0] === 'roll') checkRoll(list, over, had);
						else if (one[0] === 'pass') list.pass(one[1]);
						else if (one[0] === 'seats') list.data = { ...list.data, capacity: one[1] };
						else if (one[0] === 'bounce')
							list.become(one[1], { person: guest(one[1], { state: 'bounced' }) });
						else list.answer(one[1], one[0], one[2]);
						const seats = seatsTaken(list.ledger) + seatsHeld(list.ledger);
						expect(seats).toBeLessThanOrEqual(Math.max(list.data.capacity!, before));
					}
					expect(new Set(list.mailed).size).toBe(list.mailed.length);
				}),
				{ numRuns: HISTORIES },
			);
		},
	);
});

function checkRoll(list: GuestList, over: number, had: Set<number>): void {
	const known = new Set(
		list.ledger.filter((row) => row.answer !== 'none' || row.seat !== 'none').map((row) => row.person),
	);
	const wave = list.roll();
	const invited = wave.invited.map(({ person }) => person);
	const last = Math.max(0, ...had);
	for (const { person } of wave.invited) {
		expect(had.has(person) || known.has(person)).toBe(false);
		had.add(person);
	}
	expect(invited).toEqual(invited.toSorted((a, b) => a - b));
	if (wave.invited.length) expect(wave.invited[0]!.person).toBeGreaterThan(last);
	expect(wave.settlement.tell.map(({ person }) => person)).toEqual(expect.arrayContaining(invited));

	const open = list.list.invitations.filter(({ state }) => state === 'open').map(({ person }) => person.id);
	const held = list.ledger.filter((row) => isHeld(row) && !open.includes(row.person));
	const claimed = seatsTaken(list.ledger) + seatsHeld(held) + open.length;
	if (wave.invited.length) expect(claimed).toBeLessThanOrEqual(list.data.capacity! + over);
	if (wave.rest === 'no-seat') expect(claimed).toBeGreaterThanOrEqual(list.data.capacity! + over);
	if (wave.rest === 'nobody-left')
		expect(
			list.list.invitations.filter(
				({ state, person }) => state === 'listed' && person.state === 'subscribed',
			),
		).toEqual([]);
}
