import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, type Instant } from '../../integrations/kindred/src/base/time.ts';
import {
	admit,
	compareTurns,
	isFlood,
	lastHour,
	mostWaiting,
	nextPlace,
	type Turn,
} from '../../integrations/kindred/src/person/index.ts';

const START = '2031-05-17T19:00:00.000Z';
const HOUR = 3_600_000;
const budgetOf = (perHour: number) => ({ perHour, perAddress: 3, perNetwork: 20 });
const at = (milliseconds: number): Instant => new Date(Date.parse(START) + milliseconds).toISOString();

/** Sends whenever there is a place, at the given pauses in milliseconds. Answers with when letters left, and the longest wait. */
function run(perHour: number, pauses: readonly number[]): { sent: Instant[]; longest: number } {
	const sent: Instant[] = [];
	let now = 0;
	let longest = 0;
	for (const pause of pauses) {
		now += pause;
		const place = nextPlace(sent, budgetOf(perHour), at(now));
		longest = Math.max(longest, Date.parse(place) - Date.parse(at(now)));
		if (place <= at(now)) sent.push(at(now));
	}
	return { sent, longest };
}

describe('the places of an hour', () => {
	const pauses = fc.array(
		fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 2 * HOUR })),
		{ minLength: 1, maxLength: 400 },
	);

	it('are never more than the budget in any 60 minutes, and none is further away than its share of the hour', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 90 }), pauses, (perHour, given) => {
				const { sent, longest } = run(perHour, given);
				for (const last of sent)
					expect(lastHour(sent, last).filter((one) => one <= last).length).toBeLessThanOrEqual(perHour);
				expect(longest).toBeLessThanOrEqual(Math.ceil(HOUR / (perHour - Math.floor(perHour / 2))));
			}),
			{ numRuns: 300 },
		);
	});

	it('come every two minutes under a flood that asks each second for a day, 59 in the first hour and 30 in each other', () => {
		const { sent, longest } = run(60, Array<number>(24 * 3600).fill(1000));
		const hours = Map.groupBy(sent, (one) => Math.floor((Date.parse(one) - Date.parse(at(1000))) / HOUR));
		expect([...hours.values()].map(({ length }) => length)).toEqual([59, ...Array<number>(23).fill(30)]);
		expect(longest).toBeLessThanOrEqual(120_000);
	});

	it('are there at once while little is asked for', () => {
		expect(nextPlace([], budgetOf(1), START)).toBe(START);
		expect(nextPlace(Array<string>(29).fill(START), budgetOf(60), START)).toBe(START);
		expect(nextPlace(Array<string>(30).fill(START), budgetOf(60), START)).toBe(after(START, { minutes: 2 }));
	});
});

describe('the queue', () => {
	const unheard = { wideLetters: 0, wideAsked: 1 };
	const turn = fc.record({
		wideLetters: fc.integer({ min: 0, max: 2 }),
		wideAsked: fc.integer({ min: 1, max: 3 }),
		asked: fc.integer({ min: 1, max: 3 }),
		askedAt: fc.integer({ min: 0, max: 20 }).map(at),
	});

	it('lets wide networks take turns, then puts first whoever asked for least, and of equals the newest', () => {
		fc.assert(
			fc.property(fc.array(turn, { minLength: 2, maxLength: 30 }), (turns: Turn[]) => {
				let rest = turns;
				const keepLeast = (of: (one: Turn) => number) => {
					const least = Math.min(...rest.map(of));
					rest = rest.filter((one) => of(one) === least);
				};
				keepLeast(({ wideLetters }) => wideLetters);
				keepLeast(({ wideAsked }) => wideAsked);
				keepLeast(({ asked }) => asked);
				keepLeast(({ askedAt }) => -Date.parse(askedAt));
				expect(turns.toSorted(compareTurns)[0]).toEqual(rest[0]);
			}),
		);
	});

	it('is as long as what a day can hand out, and then takes in only who comes before its last', () => {
		const budget = budgetOf(60);
		const full = { length: mostWaiting(budget), worst: { ...unheard, asked: 4, askedAt: START } };
		const asking = { ...unheard, askedAt: at(1), toAddress: 0, toNetwork: 0 };
		expect(full.length).toBe(720);
		expect(admit({ ...asking, asked: 9 }, { ...full, length: 719 }, budget)).toBe('wait');
		expect(admit({ ...asking, asked: 1 }, full, budget)).toBe('instead-of-worst');
		expect(admit({ ...asking, asked: 5 }, full, budget)).toBe('refuse');
	});

	it('takes no letter to an address, or from a network, that has had its share', () => {
		const asking = { ...unheard, asked: 1, askedAt: START, toAddress: 0, toNetwork: 0 };
		const empty = { length: 0, worst: undefined };
		expect(admit({ ...asking, toAddress: 3 }, empty, budgetOf(60))).toBe('refuse');
		expect(admit({ ...asking, toNetwork: 20 }, empty, budgetOf(60))).toBe('refuse');
		expect(admit({ ...asking, toAddress: 2, toNetwork: 19 }, empty, budgetOf(60))).toBe('wait');
		expect(admit({ ...asking, asked: 999, toNetwork: undefined }, empty, budgetOf(60))).toBe('wait');
	});

	it('is a flood when an hour of evenly spaced letters waits, but never less than ten', () => {
		expect([isFlood(29, budgetOf(60)), isFlood(30, budgetOf(60))]).toEqual([false, true]);
		expect([isFlood(9, budgetOf(1)), isFlood(10, budgetOf(1))]).toEqual([false, true]);
	});
});
