import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { tieOf, type Interaction } from '../../integrations/kindred/src/person/index.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const happened = (
	kind: Interaction['kind'],
	days: number,
	detail: Interaction['detail'] = kind === 'replied' ? { words: 20 } : {},
	subject = 'digest:spring',
): Interaction => ({ id: ++id, person: 1, at: after(NOW, { days: -days }), kind, detail, subject });
let id = 0;
const exchange = (days: number) => [happened('replied', days), happened('answered', days)];
const value = (past: readonly Interaction[]) => tieOf(past, NOW).value;

describe('a tie', () => {
	it('is about 35 after one exchange last month, and about 75 after six in a year', () => {
		expect(value(exchange(30))).toBeGreaterThan(32);
		expect(value(exchange(30))).toBeLessThan(38);
		const six = [30, 91, 152, 213, 274, 335].flatMap(exchange);
		expect(value(six)).toBeGreaterThan(72);
		expect(value(six)).toBeLessThan(78);
	});

	it('that is one-way comes to 30 at most, and one old line of ours changes that by little', () => {
		const theirs = Array.from({ length: 40 }, (_, day) => happened('replied', day, { words: 400 }));
		const ours = Array.from({ length: 40 }, (_, day) => happened('answered', day));
		expect([value(theirs), value(ours)]).toEqual([30, 30]);
		expect(value([...theirs, happened('answered', 900)])).toBeLessThan(31);
	});

	it('is halved in what it counts every 180 days', () => {
		const [one] = tieOf([happened('replied', 180)], NOW).because;
		expect(one!.weight).toBeCloseTo(2.5);
	});

	it('grows with what an answer has in it, within bounds', () => {
		const weight = (detail: Interaction['detail']) => tieOf([happened('replied', 0, detail)], NOW).theirs;
		expect([{}, { words: 20 }, { words: 0 }, { words: 60 }, { words: 1e9 }].map(weight)).toEqual([
			5, 5, 2.5, 10, 15,
		]);
		expect(weight({ words: 20, asks: true, inline: true })).toBeCloseTo(5 * 1.2 * 1.3);
		expect(weight({ words: 'many', asks: 'yes' })).toBe(5);
	});

	it('counts the last answer to an event only, if it is a yes', () => {
		const rsvp = (days: number, answer: string, subject = 'event:supper') =>
			happened('rsvp', days, { answer }, subject);
		expect(tieOf([rsvp(3, 'yes'), rsvp(2, 'maybe'), rsvp(0, 'yes')], NOW).theirs).toBe(3);
		expect(tieOf([rsvp(3, 'yes'), rsvp(0, 'no')], NOW).theirs).toBe(0);
		expect(tieOf([rsvp(0, 'yes'), rsvp(0, 'yes', 'event:walk')], NOW).theirs).toBe(6);
	});

	it('is nothing by letters we sent, by clicks, and by what has not happened yet', () => {
		expect(tieOf([happened('delivered', 1), happened('reminded', 1), happened('replied', -1)], NOW)).toEqual({
			value: 0,
			theirs: 0,
			ours: 0,
			because: [],
		});
	});

	it('explains itself whatever happened: the shares add up, the heaviest comes first, the rest is recomputed from it', () => {
		const kinds = ['attended', 'introduced', 'replied', 'answered', 'forwarded', 'delivered'] as const;
		const line = fc
			.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 900 }))
			.map(([kind, days, words]) => happened(kind, days, { words }));
		fc.assert(
			fc.property(fc.array(line, { maxLength: 30 }), (past) => {
				const tie = tieOf(past, NOW);
				expect(tie.value).toBeGreaterThanOrEqual(0);
				expect(tie.value).toBeLessThanOrEqual(100);
				if (Math.min(tie.theirs, tie.ours) === 0) expect(tie.value).toBeLessThanOrEqual(30);
				const weights = tie.because.map(({ weight }) => weight);
				expect(weights).toEqual(weights.toSorted((a, b) => b - a));
				const shares = tie.because.reduce((sum, { share }) => sum + share, 0);
				if (tie.because.length) expect(shares).toBeCloseTo(1);
				const named = new Set(tie.because.map(({ interaction }) => interaction));
				expect(
					tieOf(
						past.filter((one) => named.has(one.id)),
						NOW,
					).value,
				).toBeCloseTo(tie.value);
			}),
			{ numRuns: 200 },
		);
	});
});
