import { describe, expect, it } from 'vitest';
import { letter, noon, start } from './sdk.ts';
import { domainOf } from './server.ts';

describe('limits of an account, at the stand-in for Resend', () => {
	it('are said with each answer, and with the one too many how long to wait', async () => {
		const { resend } = await start({ limit: 2, now: () => noon });
		const answers = [];
		for (let count = 0; count < 3; count++) answers.push(await resend.emails.send(letter));
		expect(answers.map(({ headers }) => headers!['ratelimit-remaining'])).toEqual(['1', '0', '0']);
		expect(answers[1]!.headers).not.toHaveProperty('retry-after');
		expect(answers[2]).toMatchObject({
			error: {
				statusCode: 429,
				name: 'rate_limit_exceeded',
				message: expect.stringContaining('You can only make 2 requests per second.'),
			},
			headers: {
				'ratelimit-limit': '2',
				'ratelimit-policy': '2;w=1',
				'ratelimit-reset': '1',
				'retry-after': '1',
			},
		});
	});

	it.each([
		// Ten requests at .9 of a second and ten at 1.1: how many are let in, and when the next one is.
		['sliding', 10, 1900],
		['calendar', 20, 2000],
		['opened', 10, 1900],
	] as const)('count %s seconds', async (window, accepted, open) => {
		const { resend, standIn } = await start({ limit: 10, window, now: () => noon });
		const ask = async () => (await resend.domains.list()).error?.name ?? 'ok';
		const answers: string[] = [];
		for (const wait of [900, 200]) {
			await standIn.clock.advance(wait);
			for (let count = 0; count < 10; count++) answers.push(await ask());
		}
		expect(answers.filter((answer) => answer === 'ok')).toHaveLength(accepted);
		await standIn.clock.advance(open - 1100 - 1);
		expect(await ask()).toBe('rate_limit_exceeded');
		await standIn.clock.advance(1);
		expect(await ask()).toBe('ok');
	});

	it('change while running', async () => {
		const { resend, standIn } = await start({ limit: 1, now: () => noon });
		await resend.domains.list();
		standIn.set({ limit: 5 });
		const { headers } = await resend.domains.list();
		expect(headers).toMatchObject({ 'ratelimit-limit': '5', 'ratelimit-remaining': '3' });
	});

	it('of a day and a month count recipients and mail that comes in, and end with them', async () => {
		const { resend, standIn } = await start({ quota: { daily: 4, monthly: 6 }, now: () => noon });
		const send = () =>
			resend.emails.send({ ...letter, to: ['a@example.net', 'b@example.net'], cc: 'c@example.net' });
		standIn.receive({ from: 'bo@example.net' });
		expect((await send()).headers).toMatchObject({
			'x-resend-daily-quota': '4',
			'x-resend-monthly-quota': '4',
		});
		expect((await send()).error).toMatchObject({ statusCode: 429, name: 'daily_quota_exceeded' });
		await standIn.clock.advance(12 * 3_600_000);
		expect((await send()).error).toMatchObject({ statusCode: 429, name: 'monthly_quota_exceeded' });
		expect((await resend.usage.get()).data?.emails).toMatchObject({
			daily: { used: 0, limit: 4, resets_at: '2026-11-24T00:00:00.000Z' },
			monthly: { used: 4, sent: 3, received: 1, resets_at: '2026-12-01T00:00:00.000Z' },
		});
		await standIn.clock.advance(9 * 24 * 3_600_000);
		expect((await send()).error).toBeNull();
	});

	it.each([
		['re_full', null, null],
		['re_send', null, 'restricted_api_key'],
		['re_old', 'suspended_api_key', 'suspended_api_key'],
		['re_guess', 'invalid_api_key', 'invalid_api_key'],
		['toString', 'invalid_api_key', 'invalid_api_key'],
	])('depend on the key: %s', async (key, sending, reading) => {
		const { resend } = await start(
			{ keys: { re_full: 'full', re_send: 'sending', re_old: 'suspended' } },
			key,
		);
		expect((await resend.emails.send(letter)).error?.name ?? null).toBe(sending);
		expect((await resend.emails.list()).error?.name ?? null).toBe(reading);
	});

	it('want a key at all', async () => {
		const { standIn } = await start();
		const response = await fetch(`${standIn.url}/emails`);
		expect([response.status, ((await response.json()) as { name: string }).name]).toEqual([
			401,
			'missing_api_key',
		]);
	});

	it('let letters come from verified domains alone, where there are domains', async () => {
		const domains = ['example.com', domainOf('new.example', { status: 'pending' })];
		const { resend } = await start({ domains });
		expect((await resend.emails.send(letter)).error).toBeNull();
		expect((await resend.emails.send({ ...letter, from: 'ada@new.example' })).error).toMatchObject({
			statusCode: 403,
			message: expect.stringContaining('new.example domain is not verified'),
		});
		const { data: list } = await resend.domains.list();
		expect(list?.data.map(({ name, status }) => [name, status])).toEqual([
			['new.example', 'pending'],
			['example.com', 'verified'],
		]);
		const { data } = await resend.domains.get(list!.data[1]!.id);
		expect(data?.records.map(({ record, type, name, status }) => [record, type, name, status])).toEqual([
			['SPF', 'MX', 'send', 'verified'],
			['SPF', 'TXT', 'send', 'verified'],
			['DKIM', 'TXT', 'resend._domainkey', 'verified'],
			['Receiving', 'MX', 'example.com', 'verified'],
		]);
	});

	it('can refuse addresses that nobody reads, as Resend does', async () => {
		const { resend } = await start({ refuseNobody: true });
		expect((await resend.emails.send({ ...letter, to: 'Bo <bo@Example.com>' })).error?.statusCode).toBe(422);
		expect((await resend.emails.send({ ...letter, to: 'bo@notexample.com' })).error).toBeNull();
	});
});
