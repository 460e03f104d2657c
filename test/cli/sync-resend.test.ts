import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import { readResend } from '../../integrations/kindred/src/cli/sync-resend.ts';
import { mail, openHouse, type TestHouse } from '../inbox/house.ts';
import { startResend, type ResendStandIn } from '../resend/server.ts';

let house: TestHouse;
let resend: ResendStandIn;
let hour: number;
beforeEach(async () => {
	house = await openHouse();
	hour = Date.parse('2031-05-01T06:00:00Z');
	resend = await startResend({ limit: 1000, now: () => hour });
});
afterEach(async () => {
	await resend.close();
	await house.test.remove();
});

/** One round: what became of the mails, and what was told. */
async function round(budget = 600) {
	const env = { RESEND_API_KEY: 're_good', RESEND_BASE_URL: resend.url };
	const counts: Record<string, number> = {};
	const problems: string[] = [];
	const count = (outcome: string) => (counts[outcome] = (counts[outcome] ?? 0) + 1);
	const tell = (problem: string) => void problems.push(problem);
	const end = readResend(house as unknown as Desk, env, count, tell, budget);
	const error = await end.then(() => undefined).catch(({ message }: Error) => message);
	return { counts, problems, error };
}
const put = (subject: string, more: object = {}) => resend.receive(more, Buffer.from(mail({ subject })));
const kept = async () => (await house.store.replies.list({})).map(({ subject }) => subject).sort();
const fetched = () => resend.requests.filter(({ path }) => /receiving\/./.test(path)).length;
const sorry = { statusCode: 500, name: 'internal_server_error', message: 'sorry' };

describe('a round through what Resend has received', () => {
	it('takes a mail that turns up late among those that were read', async () => {
		put('first');
		hour += 3_600_000;
		put('second');
		await round();
		put('late', { created_at: new Date(hour - 1_800_000).toISOString() });
		expect((await round()).counts).toEqual({ kept: 1 });
		expect(await kept()).toEqual(['first', 'late', 'second']);
		const before = fetched();
		expect(await round()).toMatchObject({ counts: {}, problems: [] });
		expect(fetched()).toBe(before);
	});

	it('tries again within the round what fails for a moment: an error, a cut line, too many questions', async () => {
		put('one');
		const busy = {
			statusCode: 429,
			name: 'rate_limit_exceeded',
			message: 'slow',
			headers: { 'retry-after': '0' },
		};
		resend.trouble(busy, 'drop');
		expect(await round(3000)).toMatchObject({ counts: { kept: 1 }, problems: [], error: undefined });
	});

	it('goes on past a mail that cannot be fetched, tells of it, and takes it in a later round', async () => {
		const broken = put('broken');
		put('two');
		resend.trouble({ trouble: sorry, path: `/emails/receiving/${broken.id}` });
		const first = await round(100);
		expect(first).toMatchObject({ counts: { kept: 1 }, error: undefined });
		expect(first.problems).toEqual([expect.stringMatching(/sorry.*The next round tries again\.$/)]);
		expect((await round()).counts).toEqual({ kept: 1 });
		expect(await kept()).toEqual(['broken', 'two']);
	});

	it('ends at an outage without losing its place', async () => {
		for (const subject of ['one', 'two', 'three']) put(subject);
		await round();
		expect(await kept()).toEqual(['one', 'three', 'two']);
		const [four, five] = [put('four'), put('five')];
		const path = ({ id }: { id: string }) => `/emails/receiving/${id}`;
		resend.trouble(...[four, five].map((one) => ({ trouble: sorry, path: path(one) })));
		expect(await round(100)).toMatchObject({
			counts: {},
			problems: [],
			error: expect.stringContaining('sorry'),
		});
		expect((await round(100)).counts).toEqual({ kept: 2 });
		expect(await kept()).toEqual(['five', 'four', 'one', 'three', 'two']);
	});

	it('gives up what Resend has no more, after some rounds', async () => {
		const gone = put('gone');
		put('two');
		const path = `/emails/receiving/${gone.id}`;
		const missing = { statusCode: 404, name: 'not_found', message: 'Email not found' };
		resend.trouble(...Array.from({ length: 30 }, () => ({ trouble: missing, path })));
		const told = [];
		for (let more = 0; more < 4; more++) told.push((await round(100)).problems.join());
		expect(told.map((text) => /tries again|given up/.exec(text)?.[0])).toEqual([
			'tries again',
			'tries again',
			'given up',
			undefined,
		]);
		expect(await kept()).toEqual(['two']);
	});

	it('fetches what a webhook wrote down before its process ended', async () => {
		const noted = put('noted', { created_at: '2031-01-01T00:00:00.000Z' });
		put('first');
		await house.store.replies.rememberPlace('resend', JSON.stringify({ id: 'x', at: house.at }));
		await house.store.calls.note({ call: 'msg_1', mail: noted.id }, { answered: true, at: house.at });
		await round();
		expect(await kept()).toContain('noted');
		expect(await house.store.calls.waiting(9, house.at)).toEqual([]);
	});

	it('goes on from a place that an earlier version kept', async () => {
		const first = put('first');
		await house.store.replies.rememberPlace('resend', JSON.stringify({ id: first.id, at: first.created_at }));
		put('second');
		expect((await round()).counts).toEqual({ kept: 1 });
		expect(await kept()).toEqual(['second']);
	});
});
