import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { byAndBy } from '../../integrations/kindred/src/astro/by-and-by.ts';
import type { Letter, Postman } from '../../integrations/kindred/src/base/letter.ts';

const letter = {} as Letter;
let left: string[];
let carry: () => void;
/** A postman whose carrier takes a letter when it is told to. */
const postman: Postman = {
	post: async () => 'sent',
	handOver: async (_, key) => {
		left.push(key);
		await new Promise<void>((resolve, reject) => {
			carry = () => (key === 'bad' ? reject(new Error('no carrier')) : resolve());
		});
		return 'sent';
	},
	forget: async () => {},
};
const turn = () => vi.advanceTimersByTimeAsync(1);
beforeEach(() => {
	left = [];
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

it('letters leave one after the other while nobody waits, also behind one that fails', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {});
	const { handOver } = byAndBy(postman);
	expect(await Promise.all(['a', 'bad', 'c'].map((key) => handOver(letter, key)))).toEqual(
		Array.from({ length: 3 }, () => 'queued'),
	);
	for (const leaving of [['a'], ['a', 'bad'], ['a', 'bad', 'c']]) {
		await turn();
		expect(left).toEqual(leaving);
		carry();
	}
	await turn();
	expect(said).toHaveBeenCalledTimes(1);
});

it('a letter that stood in line for longer than it is ours is left to the next round', async () => {
	const { handOver } = byAndBy(postman);
	await handOver(letter, 'first');
	await handOver(letter, 'late');
	await vi.advanceTimersByTimeAsync(5 * 60_000);
	carry();
	await turn();
	expect(left).toEqual(['first']);
});

it('a flood of letters does not fill the memory: most are left to the next round', async () => {
	const { handOver } = byAndBy(postman);
	for (let n = 0; n < 1000; n++) await handOver(letter, `${n}`);
	for (let n = 0; n < 1000; n++) {
		await turn();
		carry();
	}
	await turn();
	expect(left).toHaveLength(200);
	await handOver(letter, 'again');
	await turn();
	expect(left.at(-1)).toBe('again');
	carry();
	await turn();
});
