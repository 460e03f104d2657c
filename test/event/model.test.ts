import fc from 'fast-check';
import { describe, it } from 'vitest';
import { happenings, houses } from './happenings.ts';
import { Play } from './play.ts';

/** `npm run soak` plays 100,000. */
const RUNS = Number(process.env['KINDRED_HISTORIES'] ?? 500);

describe('an event to which everything happens in any order', () => {
	it(
		'gives no seat twice and leaves none idle, keeps the order, and tells everybody the truth',
		{ timeout: 3_600_000 },
		() => {
			fc.assert(
				fc.property(houses, happenings, (house, history) => {
					const play = new Play(house);
					for (const happening of history) play.happen(happening);
				}),
				{ numRuns: RUNS },
			);
		},
	);
});
