import { describe, expect, it } from 'vitest';
import { letter, start } from './sdk.ts';

describe('trouble with the stand-in for Resend', () => {
	it.each([
		['drop', null, 0],
		['drop-after', null, 1],
		[{ statusCode: 503, name: 'internal_server_error', message: 'Down.' }, 503, 0],
		[{ statusCode: 500, name: 'internal_server_error', message: 'Oops.', after: true }, 500, 1],
	] as const)(
		'%o: seen by the caller as it is by the account, and mended under the same key',
		async (trouble, status, taken) => {
			const { resend, standIn } = await start();
			standIn.trouble(trouble);
			const send = () => resend.batch.send([letter], { idempotencyKey: 'k' });
			expect((await send()).error?.statusCode).toBe(status);
			expect(standIn.emails).toHaveLength(taken);
			expect((await send()).data?.data).toEqual([{ id: standIn.emails[0]?.id }]);
			expect(standIn.emails).toHaveLength(1);
		},
	);

	it.each([
		['hang', 0],
		['hang-after', 1],
	] as const)('%s: nobody ever answers', async (trouble, taken) => {
		const { resend, standIn } = await start();
		standIn.trouble(trouble);
		const controller = new AbortController();
		const sending = resend.emails.send(letter, { idempotencyKey: 'k', signal: controller.signal } as never);
		while (standIn.requests.length === 0 || standIn.emails.length < taken) await new Promise(setImmediate);
		controller.abort();
		expect((await sending).error).toMatchObject({ statusCode: null, name: 'application_error' });
		expect(standIn.emails).toHaveLength(taken);
		expect((await resend.emails.send(letter, { idempotencyKey: 'k' })).error).toBeNull();
		expect(standIn.emails).toHaveLength(1);
	});

	it('waits for its request: of a path, after so many', async () => {
		const { resend, standIn } = await start();
		standIn.trouble({ trouble: 'drop', path: '/emails/batch', skip: 1 });
		const failures = [];
		for (const call of ['one', 'batch', 'one', 'batch', 'batch']) {
			const { error } = call === 'one' ? await resend.emails.send(letter) : await resend.batch.send([letter]);
			failures.push(error !== null);
		}
		expect(failures).toEqual([false, false, false, true, false]);
	});

	it('that is unknown is a mistake of the test', async () => {
		const { standIn } = await start();
		expect(() => standIn.trouble('drob' as never)).toThrow('"drob" is no trouble.');
	});

	it('of two who use one key at once is one 409, and the answer later', async () => {
		const { resend, standIn } = await start({ delay: 30 });
		const [one, other] = await Promise.all(
			[1, 2].map(() => resend.emails.send(letter, { idempotencyKey: 'k' })),
		);
		expect([one!.error?.name, other!.error?.name].filter(Boolean)).toEqual([
			'concurrent_idempotent_requests',
		]);
		expect((await resend.emails.send(letter, { idempotencyKey: 'k' })).data?.id).toBe(standIn.emails[0]?.id);
	});
});
