import { batchOf } from '../../integrations/kindred/src/base/batch.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mailer } from '../../integrations/kindred/src/base/letter.ts';
import { openResend } from '../../integrations/kindred/src/mail/resend.ts';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { letterTo } from './letters.ts';

const unhurried = { turn: async () => 0, learn: () => {} };

describe('letters through Resend', () => {
	let resend: ResendStandIn;
	let mailer: Mailer;
	beforeEach(async () => {
		resend = await startResend({ apiKey: 're_good', delay: 0 });
		mailer = openResend({ apiKey: 're_good', baseUrl: resend.url, pace: unhurried });
	});
	afterEach(() => resend.close());

	it('carries both bodies, headers, tags and Reply-To', async () => {
		const letter = letterTo('i-chun@example.com');
		const handover = await mailer.send(letter, 'digest/1');
		expect(handover).toEqual({ ok: true, id: resend.emails[0]?.id });
		expect(resend.emails[0]).toMatchObject({
			from: '"The Long Table" <ada@blog.example.com>',
			to: ['"陳怡君" <i-chun@example.com>'],
			subject: letter.subject,
			html: letter.html,
			text: letter.text,
			reply_to: letter.replyTo,
			headers: letter.headers,
			tags: [
				{ name: 'stream', value: 'digest' },
				{ name: 'thing', value: 'digest-2026-11' },
			],
			key: 'digest/1',
		});
	});

	it('carries an attachment as base64', async () => {
		const attachments = [{ filename: 'invite.ics', contentType: 'text/calendar', content: 'SUMMARY:饗宴' }];
		await mailer.send(letterTo('a@example.com', { attachments }), 'k');
		const [attachment] = resend.emails[0]?.attachments ?? [];
		expect(Buffer.from(attachment?.content ?? '', 'base64').toString()).toBe('SUMMARY:饗宴');
		expect(attachment).toMatchObject({ filename: 'invite.ics', content_type: 'text/calendar' });
	});

	it('sends one letter for one key, however often it is tried', async () => {
		const letter = letterTo('a@example.com');
		const [first, second] = [await mailer.send(letter, 'k'), await mailer.send(letter, 'k')];
		expect(second).toEqual(first);
		expect(resend.emails).toHaveLength(1);
	});

	it('sends once when the answer to the first try was lost', async () => {
		resend.trouble('drop-after');
		const letters = [letterTo('a@example.com'), letterTo('b@example.com')];
		expect(await mailer.sendBatch(batchOf(letters), 'chunk')).toMatchObject({ ok: false, kind: 'retry' });
		expect(await mailer.sendBatch(batchOf(letters), 'chunk')).toMatchObject({
			ok: true,
			results: [{ ok: true }, { ok: true }],
		});
		expect(resend.emails).toHaveLength(2);
	});

	it('lets a bad address fall out of its batch and keeps the ids with their letters', async () => {
		const letters = ['a@example.com', 'broken', 'c@example.com'].map((email) => letterTo(email));
		const handover = await mailer.sendBatch(batchOf(letters), 'chunk');
		expect(handover).toEqual({
			ok: true,
			results: [
				{ ok: true, id: resend.emails[0]?.id },
				{ ok: false, kind: 'rejected', message: expect.stringContaining('Invalid `to` field') },
				{ ok: true, id: resend.emails[1]?.id },
			],
		});
		expect(resend.emails[1]?.to).toEqual(['"陳怡君" <c@example.com>']);
	});

	it.each([
		[429, 'rate_limit_exceeded', 'retry'],
		[500, 'internal_server_error', 'retry'],
		[500, 'application_error', 'retry'],
		[503, 'a_name_of_tomorrow', 'retry'],
		[409, 'concurrent_idempotent_requests', 'retry'],
		[429, 'daily_quota_exceeded', 'stop'],
		[429, 'monthly_quota_exceeded', 'stop'],
		[401, 'missing_api_key', 'stop'],
		[403, 'invalid_api_key', 'stop'],
		[401, 'restricted_api_key', 'stop'],
		[403, 'suspended_api_key', 'stop'],
		[403, 'validation_error', 'stop'],
		[404, 'not_found', 'stop'],
		[422, 'validation_error', 'rejected'],
		[409, 'invalid_idempotent_request', 'rejected'],
	])('takes %i %s as: %s', async (statusCode, name, kind) => {
		resend.trouble({ statusCode, name, message: 'No.' });
		expect(await mailer.send(letterTo('a@example.com'), 'k')).toMatchObject({
			ok: false,
			kind,
			message: `Resend: No. (${name})`,
		});
	});

	it('stops when a whole batch is refused as wrong', async () => {
		resend.trouble({ statusCode: 422, name: 'validation_error', message: 'No.' });
		expect(await mailer.sendBatch(batchOf([letterTo('a@example.com')]), 'k')).toMatchObject({
			ok: false,
			kind: 'stop',
		});
	});

	it('passes on how long to wait', async () => {
		resend.trouble({
			statusCode: 429,
			name: 'rate_limit_exceeded',
			message: 'Slow.',
			headers: { 'retry-after': '7' },
		});
		expect(await mailer.send(letterTo('a@example.com'), 'k')).toMatchObject({
			kind: 'retry',
			retryAfterSeconds: 7,
		});
	});

	it('tries again later when the connection breaks, nobody answers, or the key is in use', async () => {
		resend.trouble('drop');
		expect(await mailer.send(letterTo('a@example.com'), 'k')).toMatchObject({ ok: false, kind: 'retry' });
		const slow = await startResend({ delay: 300 });
		const hasty = openResend({
			apiKey: 're',
			baseUrl: slow.url,
			pace: unhurried,
			patience: { single: 50, batch: 50 },
		});
		expect(await hasty.sendBatch(batchOf([letterTo('a@example.com')]), 'k')).toMatchObject({
			ok: false,
			kind: 'retry',
		});
		const patient = openResend({ apiKey: 're', baseUrl: slow.url, pace: unhurried });
		expect(await patient.sendBatch(batchOf([letterTo('a@example.com')]), 'k')).toMatchObject({
			kind: 'retry',
			message: expect.stringContaining('concurrent_idempotent_requests'),
		});
		await slow.close();
	});

	it('stops on a wrong key', async () => {
		const stranger = openResend({ apiKey: 're_bad', baseUrl: resend.url, pace: unhurried });
		expect(await stranger.send(letterTo('a@example.com'), 'k')).toMatchObject({ ok: false, kind: 'stop' });
	});

	it('makes 3 calls of 250 letters, each with its own key', async () => {
		const letters = Array.from({ length: 250 }, (_, index) => letterTo(`reader-${index}@example.com`));
		for (const start of [0, 100, 200])
			await mailer.sendBatch(batchOf(letters.slice(start, start + 100)), `digest/${start}`);
		expect(resend.requests.map(({ headers }) => headers['idempotency-key'])).toEqual([
			'digest/0',
			'digest/100',
			'digest/200',
		]);
		expect(new Set(resend.emails.flatMap(({ to }) => to)).size).toBe(250);
	});

	it('refuses what is a bug of the caller', async () => {
		const letter = letterTo('a@example.com');
		await expect(mailer.sendBatch(batchOf(Array.from({ length: 101 }, () => letter)), 'k')).rejects.toThrow(
			'1 to 100 letters',
		);
		await expect(mailer.send(letter, 'k'.repeat(257))).rejects.toThrow('1 to 256 characters');
		const attachments = [{ filename: 'a', contentType: 'text/plain', content: 'a' }];
		expect(() => batchOf([{ ...letter, attachments }])).toThrow('attachments');
	});
});
