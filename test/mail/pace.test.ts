import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace } from '../../integrations/kindred/src/mail/pace.ts';
import { rehearse, virtualTime, type Scene } from './rehearsal.ts';

type Pace = ReturnType<typeof createPace>;

/** When so many requests go that are all wanted at once. */
async function turns(count: number, prepare: (pace: Pace) => void = () => {}): Promise<number[]> {
	const time = virtualTime();
	const pace = createPace(time);
	prepare(pace);
	return time.until(Promise.all(Array.from({ length: count }, () => pace.turn())));
}

const windows = ['sliding', 'calendar', 'opened'] as const;

describe('the pace of requests', () => {
	it('is 2 a second as long as nothing is known', async () => {
		expect(await turns(5)).toEqual([0, 250, 1040, 1290, 2080]);
	});

	it('follows the limit the provider names', async () => {
		const times = await turns(25, (pace) =>
			pace.learn({ 'ratelimit-limit': '10', 'ratelimit-reset': '1' }, 0),
		);
		for (const [index, time] of times.slice(10).entries()) expect(time - times[index]!).toBeGreaterThan(1000);
		expect(times.at(-1)).toBeLessThan(2400);
	});

	it('reads the window of a policy', async () => {
		const headers = { 'ratelimit-limit': '60', 'ratelimit-policy': '60;w=60', 'ratelimit-reset': '3' };
		const times = await turns(61, (pace) => pace.learn(headers, 0));
		expect(times.filter((time) => time <= 60_000).length).toBeLessThanOrEqual(60);
	});

	it('waits as long as it is told to, also for those in line already', async () => {
		const time = virtualTime();
		const pace = createPace(time);
		await pace.turn();
		const waiting = pace.turn();
		pace.learn({ 'retry-after': '3' }, 0);
		expect(await time.until(waiting)).toBe(3000);
	});

	it.each([
		[{ 'retry-after': 'Infinity' }],
		[{ 'retry-after': '1e12' }],
		[{ 'ratelimit-limit': '1', 'ratelimit-policy': '1;w=99999999999' }],
	])('waits an hour at most, whatever a header says: %o', async (headers) => {
		const time = virtualTime();
		const pace = createPace(time);
		await pace.turn();
		pace.learn(headers, 0);
		const waited = await time.until(pace.turn());
		expect(waited).toBeGreaterThanOrEqual(3_600_000);
		expect(waited).toBeLessThan(3_601_000);
	});

	it('keeps a pause that was asked for when a late answer says all is well', async () => {
		const [first] = await turns(1, (pace) => {
			pace.learn({ 'retry-after': '3' }, 0);
			pace.learn({ 'ratelimit-limit': '10', 'ratelimit-remaining': '4', 'ratelimit-reset': '1' }, 0);
		});
		expect(first).toBe(3000);
	});

	it('learns nothing from silence or nonsense', async () => {
		const times = await turns(3, (pace) => {
			pace.learn(null, 0);
			pace.learn(
				{ 'ratelimit-limit': 'many', 'ratelimit-remaining': 'few', 'retry-after': 'Sun, 22 Nov 2026' },
				0,
			);
			pace.learn({ 'ratelimit-limit': '-3', 'ratelimit-policy': '10;w=x', 'retry-after': '-1' }, 0);
		});
		expect(times).toEqual([0, 250, 1040]);
	});

	it('does not let the first guess outlive the answer that corrects it', async () => {
		const time = virtualTime();
		const pace = createPace(time);
		await time.until(Promise.all([pace.turn(), pace.turn()]));
		const third = pace.turn();
		void time.sleep(50).then(() => pace.learn({ 'ratelimit-limit': '10', 'ratelimit-remaining': '8' }, 0));
		expect(await time.until(third)).toBeLessThan(400);
	});
});

describe('several requests at once, before a server that counts', () => {
	const home: Pick<Scene, 'network' | 'delay'> = {
		network: { from: 5, to: 40 },
		delay: { from: 50, to: 400 },
	};

	it.each(windows.flatMap((window) => [2, 10].map((limit) => [limit, window] as const)))(
		'use most of %i a second and never meet a 429 (%s window)',
		async (limit, window) => {
			for (const seed of [1, 2, 3]) {
				const { refused, used } = await rehearse({
					...home,
					requests: 30 * limit,
					limit,
					window,
					seed,
					offset: seed * 331,
				});
				expect(refused).toBe(0);
				expect(used.whole).toBeGreaterThan(0.95);
				expect(used.sustained).toBeGreaterThan(0.95);
			}
		},
	);

	it(
		'never meet a 429, whatever the limit, the window, the clocks and the answers are',
		{ timeout: 60_000 },
		async () => {
			const scenes = fc.record({
				limit: fc.integer({ min: 2, max: 20 }),
				window: fc.constantFrom(...windows),
				offset: fc.integer({ min: 0, max: 999 }),
				seed: fc.integer(),
				lanes: fc.integer({ min: 1, max: 8 }),
				network: fc.record({
					from: fc.integer({ min: 0, max: 300 }),
					spread: fc.integer({ min: 0, max: 39 }),
				}),
				delay: fc.record({
					from: fc.integer({ min: 0, max: 200 }),
					spread: fc.integer({ min: 0, max: 900 }),
				}),
			});
			await fc.assert(
				fc.asyncProperty(scenes, async ({ network, delay, ...scene }) => {
					const spread = ({ from, spread: more }: typeof network) => ({ from, to: from + more });
					const { refused } = await rehearse({
						...scene,
						requests: 60,
						network: spread(network),
						delay: spread(delay),
					});
					expect(refused).toBe(0);
				}),
				{ numRuns: 60 },
			);
		},
	);

	it.each(windows)('see that they overtake each other, and slow down (%s window)', async (window) => {
		let refused = 0;
		for (let seed = 1; seed <= 10; seed++) {
			const scene = { requests: 150, limit: 10, window, seed, network: { from: 50, to: 400 }, delay: 0 };
			const outcome = await rehearse(scene);
			refused += outcome.refused;
			expect(outcome.used.sustained).toBeGreaterThan(0.7);
		}
		// A 429 can be the first thing that tells: in at most one request of five hundred.
		expect(refused).toBeLessThanOrEqual(3);
	});

	it.each(windows)('leave others of the account their part (%s window)', async (window) => {
		const { refused, accepted, used } = await rehearse({
			...home,
			requests: 300,
			limit: 10,
			window,
			others: 3,
		});
		expect(accepted).toHaveLength(300);
		expect(refused).toBeLessThan(25);
		expect(used.sustained).toBeGreaterThan(0.3);
	});

	it.each([
		[10, 5],
		[5, 10],
		[10, 2],
	])('follow a limit that changes from %i to %i', async (limit, next) => {
		const scene = { ...home, requests: 100 + 20 * next, limit, window: 'sliding' as const };
		const { refused, accepted } = await rehearse({ ...scene, change: { after: 100, limit: next } });
		// What was under way when it changed may be refused.
		expect(refused).toBeLessThanOrEqual(limit > next ? 8 : 0);
		const settled = accepted.slice(100 + 2 * limit);
		const seconds = (settled.at(-1)! - settled[0]!) / 1000;
		expect((settled.length - 1) / seconds / next).toBeGreaterThan(0.9);
	});
});
