import { Resend } from 'resend';
import { afterEach, describe, expect, it } from 'vitest';
import {
	signWebhook,
	startResend,
	webhookSecret,
	type ResendStandIn,
	type StandInOptions,
} from './server.ts';

const letter = { from: 'Ada <ada@example.com>', to: 'bo@example.com', subject: 'Hi', text: 'Hi' };

/** What we believe of Resend, said to its own SDK. */
describe('the stand-in for Resend', () => {
	let standIn: ResendStandIn;
	const start = async (options: StandInOptions = {}) => {
		standIn = await startResend(options);
		return new Resend('re_test', { baseUrl: standIn.url });
	};
	afterEach(() => standIn.close());

	it('shows a letter it took, and all of them page by page', async () => {
		const resend = await start();
		const { data } = await resend.emails.send({ ...letter, tags: [{ name: 'thing', value: 'digest-1' }] });
		expect((await resend.emails.get(data!.id)).data).toMatchObject({
			id: data!.id,
			to: ['bo@example.com'],
			subject: 'Hi',
		});
		await resend.batch.send([letter, letter, letter]);
		const { data: first } = await resend.emails.list({ limit: 3 });
		expect([first?.data.length, first?.has_more]).toEqual([3, true]);
		const { data: rest } = await resend.emails.list({ limit: 3, after: first!.data.at(-1)!.id });
		expect([rest?.data.map(({ id }) => id), rest?.has_more]).toEqual([[data!.id], false]);
	});

	it('answers a key again for a day, refuses it for another letter, and forgets it then', async () => {
		let time = Date.parse('2026-11-22T09:30:00Z');
		const resend = await start({ now: () => time });
		const send = (subject: string) => resend.emails.send({ ...letter, subject }, { idempotencyKey: 'k' });
		const first = await send('Hi');
		expect((await send('Hi')).data).toEqual(first.data);
		expect((await send('Other')).error).toMatchObject({
			name: 'invalid_idempotent_request',
			statusCode: 409,
		});
		time += 24 * 3600 * 1000;
		expect((await send('Hi')).data?.id).not.toBe(first.data?.id);
	});

	it('refuses a key that is in use', async () => {
		const resend = await start({ delay: 50 });
		const send = () => resend.emails.send(letter, { idempotencyKey: 'k' });
		const [one, other] = await Promise.all([send(), send()]);
		expect([one.error?.name, other.error?.name].filter(Boolean)).toEqual(['concurrent_idempotent_requests']);
	});

	it('takes none of a strict batch with a bad address', async () => {
		const resend = await start();
		const { error } = await resend.batch.send([letter, { ...letter, to: 'bad' }]);
		expect([error?.statusCode, standIn.emails.length]).toEqual([422, 0]);
	});

	it('says how fast is too fast', async () => {
		const resend = await start({ limit: 2 });
		const answers = [
			await resend.emails.send(letter),
			await resend.emails.send(letter),
			await resend.emails.send(letter),
		];
		expect(answers.map(({ error }) => error?.name ?? 'ok')).toEqual(['ok', 'ok', 'rate_limit_exceeded']);
		expect(answers[2]?.headers).toMatchObject({
			'retry-after': '1',
			'ratelimit-limit': '2',
			'ratelimit-remaining': '0',
		});
	});

	it('gives out received mail, the original included', async () => {
		const resend = await start();
		const raw = new TextEncoder().encode('From: bo@example.com\r\n\r\nYes!');
		const { id } = standIn.receive(
			{ from: 'bo@example.com', to: ['letters@in.example.com'], text: 'Yes!' },
			raw,
		);
		const { data } = await resend.emails.receiving.get(id);
		expect(data).toMatchObject({ id, from: 'bo@example.com', text: 'Yes!' });
		const original = await fetch(data!.raw!.download_url);
		expect(await original.text()).toBe('From: bo@example.com\r\n\r\nYes!');
		expect((await resend.emails.receiving.list()).data?.data.map((mail) => mail.id)).toEqual([id]);
	});

	it('signs webhooks so that the SDK believes them, and only with the right secret', async () => {
		const resend = await start();
		const secret = webhookSecret();
		const payload = JSON.stringify({
			type: 'email.received',
			created_at: '2026-11-22T09:30:00Z',
			data: { email_id: '1' },
		});
		const signed = signWebhook(secret, payload);
		const headers = {
			id: signed['svix-id'],
			timestamp: signed['svix-timestamp'],
			signature: signed['svix-signature'],
		};
		expect(resend.webhooks.verify({ payload, headers, webhookSecret: secret })).toMatchObject({
			type: 'email.received',
		});
		expect(() => resend.webhooks.verify({ payload, headers, webhookSecret: webhookSecret() })).toThrow();
		const old = signWebhook(secret, payload, { at: Math.floor(Date.now() / 1000) - 600 });
		const oldHeaders = {
			id: old['svix-id'],
			timestamp: old['svix-timestamp'],
			signature: old['svix-signature'],
		};
		expect(() => resend.webhooks.verify({ payload, headers: oldHeaders, webhookSecret: secret })).toThrow();
	});
});
