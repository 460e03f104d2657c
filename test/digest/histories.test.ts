import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beginning } from './histories.ts';
import { play } from './histories-play.ts';

/** `npm run soak` plays 100,000. */
const RUNS = Number(process.env['KINDRED_HISTORIES'] ?? 2000);

const beginnings: fc.Arbitrary<Beginning> = fc.record({
	readers: fc.integer({ min: 1, max: 6 }),
	chunk: fc.integer({ min: 1, max: 3 }),
	lanes: fc.integer({ min: 1, max: 3 }),
	refused: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(127) }),
	clocks: fc.array(fc.integer({ min: -2, max: 2 }), { maxLength: 3 }),
});
const steps = fc.array(fc.nat(2 ** 28), { maxLength: 300, size: 'max' });

describe('a digest that several processes send while everything happens', () => {
	it('reaches everybody once, and the books are right at every moment', { timeout: 3_600_000 }, async () => {
		const played = fc.asyncProperty(beginnings, steps, async (beginning, all) => {
			expect(await play(beginning, all)).toEqual([]);
		});
		await fc.assert(played, { numRuns: RUNS });
	});
});
