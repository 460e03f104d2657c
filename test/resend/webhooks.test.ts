import { describe, expect, it } from 'vitest';
import { listen } from './listener.ts';
import { letter, noon, start } from './sdk.ts';
import { webhookSecret, type StandInOptions } from './server.ts';

const hour = 3_600_000;

/** A stand-in whose events somebody hears. */
async function heard(options: StandInOptions = {}, answers: number[] = []) {
	const secret = webhookSecret();
	const listener = await listen({ secret: () => secret, answers });
	const { standIn, resend } = await start({ now: () => noon, ...options });
	standIn.hooks.add(listener.url, null, secret);
	const types = () => listener.calls.map(({ event }) => event.type);
	return { standIn, resend, listener, types };
}

describe('webhooks of the stand-in for Resend', () => {
	it('tell of a letter in the shape Resend gives, signed so that the SDK believes it', async () => {
		const { standIn, resend, listener } = await heard();
		const { data } = await resend.emails.send({ ...letter, tags: [{ name: 'thing', value: 'digest-1' }] });
		await standIn.clock.advance(0);
		const about = {
			email_id: data!.id,
			message_id: `<${data!.id}@standin.example>`,
			from: letter.from,
			to: [letter.to],
			subject: 'Hi',
			created_at: '2026-11-22T12:00:00.000Z',
			tags: { thing: 'digest-1' },
		};
		const created_at = '2026-11-22T12:00:00.000Z';
		expect(listener.calls.map(({ event }) => event)).toEqual([
			{ type: 'email.sent', created_at, data: about },
			{ type: 'email.delivered', created_at, data: about },
		]);
	});

	it.each([
		['bounced@resend.dev', ['email.sent', 'suppression.added', 'email.bounced'], 'bounced'],
		[
			'complained+x@resend.dev',
			['email.sent', 'email.delivered', 'suppression.added', 'email.complained'],
			'complained',
		],
		['suppressed@resend.dev', ['email.suppressed'], 'suppressed'],
		['late@example.net', ['email.sent', 'email.delivery_delayed'], 'delivery_delayed'],
		['lost@example.net', ['email.failed'], 'failed'],
		['mute@example.net', ['email.sent'], 'sent'],
	])('tell how it went with %s', async (to, expected, last) => {
		const { standIn, resend, types } = await heard();
		standIn.fates.set('late@example.net', 'delivery_delayed');
		standIn.fates.set('lost@example.net', 'failed');
		standIn.fates.set('mute@example.net', 'nothing');
		const { data } = await resend.emails.send({ ...letter, to });
		await standIn.clock.advance(0);
		expect(types().toSorted()).toEqual(expected.toSorted());
		expect((await resend.emails.get(data!.id)).data?.last_event).toBe(last);
	});

	it('say why: a bounce its kind, a failure its reason, a suppression its list', async () => {
		const { standIn, resend, listener } = await heard();
		standIn.fates.set('*', 'nothing');
		await resend.emails.send(letter);
		const email = standIn.emails[0]!;
		const bounce = { type: 'Transient', subType: 'MailboxFull', message: 'The mailbox is full.' } as const;
		// One after another: calls of the same moment may arrive in any order.
		standIn.fates.happen(email, 'bounced', { bounce });
		await standIn.clock.advance(0);
		standIn.fates.happen(email, 'failed', { failed: { reason: 'reached_daily_quota' } });
		await standIn.clock.advance(0);
		standIn.fates.happen(email, 'suppressed');
		await standIn.clock.advance(0);
		expect(listener.calls.slice(1).map(({ event }) => event.data)).toMatchObject([
			{ bounce },
			{ failed: { reason: 'reached_daily_quota' } },
			{ suppressed: { type: 'OnAccountSuppressionList' } },
		]);
		expect(standIn.suppressions.all).toEqual([]);
	});

	it('come late, twice and out of order; a copy has the id of its original', async () => {
		const { standIn, resend, listener, types } = await heard({ settle: 60_000 });
		standIn.fates.set('*', 'nothing');
		await resend.emails.send(letter);
		const email = standIn.emails[0]!;
		standIn.fates.happen(email, 'delivered', {}, { after: 2 * hour });
		standIn.fates.happen(email, 'complained', {}, { after: hour, copies: 2 });
		await standIn.clock.advance(0);
		expect(types().toSorted()).toEqual(['email.sent', 'suppression.added']);
		await standIn.clock.advance(2 * hour);
		expect(types().slice(2)).toEqual(['email.complained', 'email.complained', 'email.delivered']);
		expect(listener.calls[2]!.id).toBe(listener.calls[3]!.id);
	});

	it('are all late and double where the weather is so, the same for the same seed', async () => {
		const weather = { late: { from: 0, to: hour }, twice: 0.5 };
		const orders = await Promise.all(
			[7, 7].map(async (seed) => {
				const { standIn, resend, listener } = await heard({ seed, weather });
				await resend.batch.send(
					Array.from({ length: 20 }, (_, index) => ({ ...letter, subject: `${index}` })),
				);
				await standIn.clock.advance(hour);
				return listener.calls.map(
					({ event }) => `${event.type} ${(event.data as { subject: string }).subject}`,
				);
			}),
		);
		expect(orders[0]).toEqual(orders[1]);
		expect(orders[0]!.length).toBeGreaterThan(45);
		expect(new Set(orders[0]).size).toBe(40);
		expect(orders[0]).not.toEqual(orders[0]!.toSorted());
	});

	it('are repeated after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h until they succeed, and given up then', async () => {
		const { standIn, resend, listener } = await heard({}, [500, 404, 301]);
		standIn.fates.set('*', 'nothing');
		await resend.emails.send(letter);
		const [delivery] = standIn.hooks.deliveries;
		for (const [wait, calls] of [
			[0, 1],
			[4999, 1],
			[1, 2],
			[300_000, 3],
			[1_800_000, 4],
			[24 * hour, 4],
		] as const) {
			await standIn.clock.advance(wait);
			expect(listener.calls).toHaveLength(calls);
		}
		expect(delivery).toMatchObject({
			state: 'done',
			attempts: [500, 404, 301, 200].map((status) => ({ status })),
		});
		listener.calls.length = 0;
		standIn.hooks.endpoints[0]!.endpoint = 'http://127.0.0.1:9/';
		await resend.emails.send(letter);
		await standIn.clock.advance(28 * hour);
		expect(standIn.hooks.deliveries[1]).toMatchObject({ state: 'given-up' });
		expect(standIn.hooks.deliveries[1]!.attempts).toHaveLength(8);
	});

	it('tell of mail that comes in, without its text', async () => {
		const { standIn, listener } = await heard();
		const { id } = standIn.receive({ from: 'bo@example.net', to: ['in@example.com'], text: 'Yes!' });
		await standIn.clock.advance(0);
		expect(listener.calls[0]!.event).toMatchObject({ type: 'email.received', data: { email_id: id } });
		expect(listener.calls[0]!.event.data).not.toHaveProperty('text');
	});

	it('go to the endpoints and for the events that were asked for', async () => {
		const { standIn, resend } = await start({ now: () => noon });
		let secret = '';
		const listener = await listen({ secret: () => secret });
		const { data } = await resend.webhooks.create({ endpoint: listener.url, events: ['email.delivered'] });
		secret = data!.signing_secret;
		await resend.emails.send(letter);
		await standIn.clock.advance(0);
		expect((await resend.webhooks.list()).data?.data).toMatchObject([{ id: data!.id, status: 'enabled' }]);
		expect((await resend.webhooks.get(data!.id)).data).toMatchObject({ signing_secret: secret });
		await resend.webhooks.update(data!.id, { status: 'disabled' });
		await resend.emails.send(letter);
		await standIn.clock.advance(0);
		expect(listener.calls.map(({ event }) => event.type)).toEqual(['email.delivered']);
		expect((await resend.webhooks.remove(data!.id)).data).toMatchObject({ deleted: true });
		expect((await resend.webhooks.list()).data?.data).toEqual([]);
	});
});

describe('the suppression list of the stand-in for Resend', () => {
	it('grows by bounces and complaints, and what is on it gets no letter, until it is taken off', async () => {
		const { resend, standIn } = await start();
		standIn.fates.set('bo@example.net', 'bounced');
		const send = async () => {
			const { data } = await resend.emails.send({ ...letter, to: 'Bo <BO@example.net>' });
			return (await resend.emails.get(data!.id)).data?.last_event;
		};
		expect([await send(), await send()]).toEqual(['bounced', 'suppressed']);
		await resend.suppressions.add({ email: 'ann@example.net' });
		expect((await resend.suppressions.list({ origin: 'bounce' })).data?.data).toMatchObject([
			{ email: 'bo@example.net', origin: 'bounce', source_id: standIn.emails[0]!.id },
		]);
		expect((await resend.suppressions.get('ann@example.net')).data?.origin).toBe('manual');
		standIn.fates.set('bo@example.net', 'delivered');
		expect((await resend.suppressions.remove('bo@example.net')).data?.deleted).toBe(true);
		expect(await send()).toBe('delivered');
	});
});
