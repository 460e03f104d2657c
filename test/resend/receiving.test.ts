import { Resend } from 'resend';
import { describe, expect, it } from 'vitest';
import { start } from './sdk.ts';
import { signWebhook, webhookSecret } from './server.ts';

describe('mail that came in, at the stand-in for Resend', () => {
	it('is given out with its original', async () => {
		const { resend, standIn } = await start();
		const raw = new TextEncoder().encode('From: bo@example.com\r\n\r\nYes!');
		const { id } = standIn.receive(
			{ from: 'bo@example.com', to: ['letters@in.example.com'], text: 'Yes!' },
			raw,
		);
		const { data } = await resend.emails.receiving.get(id);
		expect(data).toMatchObject({
			id,
			from: 'bo@example.com',
			text: 'Yes!',
			received_for: ['letters@in.example.com'],
		});
		expect(await (await fetch(data!.raw!.download_url)).text()).toBe('From: bo@example.com\r\n\r\nYes!');
		expect((await resend.emails.receiving.get('nobody')).error?.statusCode).toBe(404);
	});

	it('is listed newest first, page by page, without text and original', async () => {
		const { resend, standIn } = await start();
		const ids = Array.from({ length: 5 }, () => standIn.receive({ text: 'Yes!' }).id).toReversed();
		const { data: first } = await resend.emails.receiving.list({ limit: 3 });
		expect([first?.data.map(({ id }) => id), first?.has_more]).toEqual([ids.slice(0, 3), true]);
		const { data: rest } = await resend.emails.receiving.list({ limit: 3, after: ids[2]! });
		expect([rest?.data.map(({ id }) => id), rest?.has_more]).toEqual([ids.slice(3), false]);
		expect(Object.keys(first!.data[0]!)).not.toEqual(expect.arrayContaining(['text']));
	});

	it('has its attachments to be downloaded', async () => {
		const { resend, standIn } = await start();
		const content = new TextEncoder().encode('BEGIN:VCALENDAR');
		const { id } = standIn.receive({
			attachments: [{ filename: 'reply.ics', content_type: 'text/calendar', content }],
		});
		const { data: list } = await resend.emails.receiving.attachments.list({ emailId: id });
		expect(list?.data).toMatchObject([{ filename: 'reply.ics', content_type: 'text/calendar', size: 15 }]);
		const { data } = await resend.emails.receiving.attachments.get({ emailId: id, id: list!.data[0]!.id });
		expect(await (await fetch(data!.download_url)).text()).toBe('BEGIN:VCALENDAR');
		expect((await resend.emails.receiving.attachments.get({ emailId: id, id: 'x' })).error?.statusCode).toBe(
			404,
		);
	});
});

it('A webhook call is believed by the SDK with the right secret and a fresh signature alone', () => {
	const secret = webhookSecret();
	const payload = JSON.stringify({ type: 'email.received', data: { email_id: '1' } });
	const verify = (signed: ReturnType<typeof signWebhook>, by = secret) =>
		new Resend('re_test').webhooks.verify({
			payload,
			headers: {
				id: signed['svix-id'],
				timestamp: signed['svix-timestamp'],
				signature: signed['svix-signature'],
			},
			webhookSecret: by,
		});
	expect(verify(signWebhook(secret, payload))).toMatchObject({ type: 'email.received' });
	expect(() => verify(signWebhook(secret, payload), webhookSecret())).toThrow();
	expect(() => verify(signWebhook(secret, payload, { at: Math.floor(Date.now() / 1000) - 600 }))).toThrow();
});
