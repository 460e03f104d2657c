import { describe, expect, it } from 'vitest';
import { together } from '../../integrations/kindred/src/store/together.ts';

/** Work that takes a turn of the loop, and remembers what came in one go. */
function working(most: number, isBad: (one: number) => boolean = () => false) {
	const goes: number[][] = [];
	const call = together(most, async (all: readonly number[]) => {
		goes.push([...all]);
		await new Promise((resolve) => setImmediate(resolve));
		if (all.some(isBad)) throw new Error('bad');
		return all.map((one) => one * 10);
	});
	return { goes, call };
}

describe('calls that come at once', () => {
	it('are done in one go, each with its own answer', async () => {
		const { goes, call } = working(100);
		expect(await Promise.all([1, 2, 3, 4].map(call))).toEqual([10, 20, 30, 40]);
		expect(goes).toEqual([[1, 2, 3, 4]]);
		expect(await call(5)).toBe(50);
	});

	it('are never more than so many', async () => {
		const { goes, call } = working(2);
		await Promise.all([1, 2, 3, 4, 5].map(call));
		expect(goes).toEqual([[1, 2], [3, 4], [5]]);
	});

	it('fail alone', async () => {
		const { call } = working(100, (one) => one === 3);
		const ends = await Promise.allSettled([1, 2, 3, 4].map(call));
		expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
		expect(await call(6)).toBe(60);
	});
});
