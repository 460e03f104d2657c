import { describe, expect, it } from 'vitest';
import { letter, noon, start } from './sdk.ts';

describe('letters, to the stand-in for Resend', () => {
	it('are shown one by one, with message id, last event and Reply-To', async () => {
		const { resend } = await start({ now: () => noon });
		const { data } = await resend.emails.send({
			...letter,
			replyTo: 'ada@example.org',
			tags: [{ name: 'thing', value: 'digest-1' }],
		});
		expect((await resend.emails.get(data!.id)).data).toEqual({
			object: 'email',
			id: data!.id,
			message_id: `<${data!.id}@standin.example>`,
			from: letter.from,
			to: [letter.to],
			cc: null,
			bcc: null,
			reply_to: ['ada@example.org'],
			subject: 'Hi',
			html: null,
			text: 'Hi',
			tags: [{ name: 'thing', value: 'digest-1' }],
			created_at: '2026-11-22T12:00:00.000Z',
			scheduled_at: null,
			last_event: 'delivered',
		});
		expect((await resend.emails.get('nobody')).error).toMatchObject({ statusCode: 404, name: 'not_found' });
	});

	it('are listed newest first, page by page, in both directions, without their bodies', async () => {
		const { resend } = await start();
		const { data: sent } = await resend.batch.send(
			Array.from({ length: 7 }, (_, index) => ({ ...letter, subject: `${index}` })),
		);
		const ids = sent!.data.map(({ id }) => id).toReversed();
		const pageOf = async (options: Parameters<typeof resend.emails.list>[0]) => {
			const { data } = await resend.emails.list(options);
			return [data?.data.map(({ id }) => ids.indexOf(id)), data?.has_more];
		};
		expect(await pageOf({ limit: 3 })).toEqual([[0, 1, 2], true]);
		expect(await pageOf({ limit: 4, after: ids[2]! })).toEqual([[3, 4, 5, 6], false]);
		expect(await pageOf({ limit: 2, before: ids[3]! })).toEqual([[1, 2], true]);
		expect(await pageOf({ limit: 5, before: ids[3]! })).toEqual([[0, 1, 2], false]);
		const { data } = await resend.emails.list();
		expect(data?.data[0]).not.toHaveProperty('text');
		expect((await resend.emails.list({ limit: 101 })).error?.statusCode).toBe(422);
		expect((await resend.emails.list({ after: 'nobody' })).error?.statusCode).toBe(422);
	});

	it.each([
		['a sender', { from: '' }, 'missing_required_field'],
		['a recipient', { to: [] }, 'missing_required_field'],
		['a subject', { subject: '' }, 'missing_required_field'],
		['a body', { text: '' }, 'missing_required_field'],
		['an address that is one', { to: 'bo at example' }, 'validation_error'],
		[
			'fewer than 51 recipients',
			{ to: Array.from({ length: 51 }, (_, i) => `${i}@example.net`) },
			'validation_error',
		],
		['tags in ASCII', { tags: [{ name: 'thing', value: 'für alle' }] }, 'validation_error'],
		['headers that are text', { headers: { 'X-A': 1 } as never }, 'validation_error'],
	])('need %s', async (_, change, name) => {
		const { resend, standIn } = await start();
		expect((await resend.emails.send({ ...letter, ...change })).error).toMatchObject({
			statusCode: 422,
			name,
		});
		expect(standIn.emails).toEqual([]);
	});

	it('are a hundred in a batch at most, one at least, and carry no attachments there', async () => {
		const { resend, standIn } = await start();
		const many = (count: number) => Array.from({ length: count }, () => letter);
		expect((await resend.batch.send(many(100))).data?.data).toHaveLength(100);
		for (const wrong of [
			many(101),
			many(0),
			[{ ...letter, attachments: [{ filename: 'a', content: 'YQ==' }] }],
		])
			expect((await resend.batch.send(wrong as never)).error?.statusCode).toBe(422);
		expect(standIn.emails).toHaveLength(100);
	});

	it('go all or none in a strict batch, and each for itself in a permissive one', async () => {
		const { resend, standIn } = await start();
		const batch = [letter, { ...letter, to: 'bad' }, letter, { ...letter, subject: '' }];
		expect((await resend.batch.send(batch)).error).toMatchObject({
			statusCode: 422,
			message: expect.stringContaining('emails[1]'),
		});
		expect(standIn.emails).toEqual([]);
		const { data } = await resend.batch.send(batch, { batchValidation: 'permissive' });
		expect(data?.data.map(({ id }) => id)).toEqual(standIn.emails.map(({ id }) => id));
		expect(data?.errors).toEqual([
			{ index: 1, message: expect.stringContaining('Invalid `to` field') },
			{ index: 3, message: 'Missing `subject` field.' },
		]);
	});

	it('that come again under their key are answered the same for a day, also whole batches', async () => {
		const { resend, standIn } = await start({ now: () => noon });
		const batch = [letter, { ...letter, to: 'bad' }];
		const send = () => resend.batch.send(batch, { idempotencyKey: 'chunk/1', batchValidation: 'permissive' });
		const first = await send();
		await standIn.clock.advance(24 * 3_600_000 - 1);
		expect((await send()).data).toEqual(first.data);
		expect((await resend.batch.send(batch, { idempotencyKey: 'chunk/1' })).error).toMatchObject({
			name: 'invalid_idempotent_request',
			statusCode: 409,
		});
		expect(standIn.emails).toHaveLength(1);
		await standIn.clock.advance(1);
		expect((await send()).data).not.toEqual(first.data);
		expect(standIn.perRecipient.get('bo@example.net')).toBe(2);
	});

	it('have keys of 1 to 256 characters, and a refused letter leaves its key free', async () => {
		const { resend } = await start();
		const send = (idempotencyKey: string, to = letter.to) =>
			resend.emails.send({ ...letter, to }, { idempotencyKey });
		expect((await send('k'.repeat(257))).error).toMatchObject({
			name: 'invalid_idempotency_key',
			statusCode: 400,
		});
		expect((await send('k'.repeat(256), 'bad')).error?.name).toBe('validation_error');
		expect((await send('k'.repeat(256))).error).toBeNull();
	});

	it('keep no bodies where none are wanted', async () => {
		const { resend, standIn } = await start({ keep: 'hashes' });
		await resend.batch.send([letter, { ...letter, html: '<p>Hi</p>' }, letter]);
		expect(standIn.emails.map(({ text, html }) => text ?? html)).toEqual([undefined, undefined, undefined]);
		const [first, second, third] = standIn.emails.map(({ hash }) => hash);
		expect([first === third, first === second]).toEqual([true, false]);
		expect(standIn.requests[0]?.body).toBeUndefined();
	});
});
