import { describe, expect, it } from 'vitest';
import { createPace } from '../../integrations/kindred/src/mail/pace.ts';

/** A clock that moves only when somebody sleeps. */
function stillTime() {
	let time = 0;
	return {
		elapsed: () => time,
		sleep: async (milliseconds: number) => {
			time += milliseconds;
		},
	};
}

async function turns(
	count: number,
	pace: ReturnType<typeof createPace>,
	elapsed: () => number,
): Promise<number[]> {
	const times: number[] = [];
	await Promise.all(Array.from({ length: count }, () => pace.turn().then(() => void times.push(elapsed()))));
	return times;
}

describe('the pace of requests', () => {
	it('is 2 a second as long as nothing is known', async () => {
		const clock = stillTime();
		expect(await turns(4, createPace(clock), clock.elapsed)).toEqual([0, 500, 1000, 1500]);
	});

	it('follows the limit the provider names', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		pace.learn({ 'ratelimit-limit': '10', 'ratelimit-remaining': '9', 'ratelimit-reset': '1' });
		expect(await turns(4, pace, clock.elapsed)).toEqual([0, 100, 200, 300]);
	});

	it('reads the window of a policy', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		pace.learn({ 'ratelimit-limit': '60', 'ratelimit-policy': '60;w=60', 'ratelimit-reset': '3' });
		expect(await turns(3, pace, clock.elapsed)).toEqual([0, 1000, 2000]);
	});

	it('waits for the reset when nothing remains', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		pace.learn({ 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '1' });
		expect(await turns(2, pace, clock.elapsed)).toEqual([1000, 1100]);
	});

	it('waits as long as it is told to, also for those in line already', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		await pace.turn();
		const waiting = turns(2, pace, clock.elapsed);
		pace.learn({ 'retry-after': '3' });
		expect(await waiting).toEqual([3000, 3500]);
	});

	it('keeps a pause that was asked for when a late answer says all is well', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		pace.learn({ 'retry-after': '3' });
		pace.learn({ 'ratelimit-limit': '10', 'ratelimit-remaining': '4', 'ratelimit-reset': '1' });
		expect(await turns(2, pace, clock.elapsed)).toEqual([3000, 3100]);
	});

	it('learns nothing from silence or nonsense', async () => {
		const clock = stillTime();
		const pace = createPace(clock);
		pace.learn(null);
		pace.learn({ 'ratelimit-limit': 'many', 'retry-after': 'Sun, 22 Nov 2026 10:00:00 GMT' });
		expect(await turns(2, pace, clock.elapsed)).toEqual([0, 500]);
	});
});
