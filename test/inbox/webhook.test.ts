import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerWebhook, callsSettled } from '../../integrations/kindred/src/astro/webhook-door.ts';
import { openReceiving, type Receiving } from '../../integrations/kindred/src/mail/receiving.ts';
import { signWebhook, startResend, webhookSecret, type ResendStandIn } from '../resend/server.ts';
import { mail, openHouse, tagged, type TestHouse } from './house.ts';

const secret = webhookSecret();
let house: TestHouse;
let resend: ResendStandIn;
let receiving: Receiving;
beforeEach(async () => {
	house = await openHouse();
	resend = await startResend({ apiKey: 're_good' });
	receiving = openReceiving({ apiKey: 're_good', baseUrl: resend.url, budget: 5000 });
});
afterEach(async () => {
	await callsSettled(house.store.calls);
	vi.restoreAllMocks();
	await house.test.remove();
	await resend.close();
});

type Signing = Parameters<typeof signWebhook>[2] & { secret?: string };

async function call(
	event: unknown,
	{ secret: by = secret, ...signing }: Signing = {},
	door: object = {},
): Promise<[number, string]> {
	const body = typeof event === 'string' ? event : JSON.stringify(event);
	const request = new Request('https://example.com/kindred/webhook', {
		method: 'POST',
		body,
		headers: signWebhook(by, body, signing),
	});
	const response = await answerWebhook(request, { secret, receiving, ...door }, house);
	return [response.status, (await response.text()).trim()];
}

const received = (id: string) => ({ type: 'email.received', data: { email_id: id } });
const kept = async () => (await house.store.replies.list({})).length;

describe('a call of Resend', () => {
	it('that a mail arrived fetches and files it, once however often it comes', async () => {
		const lin = await house.add('lin@example.net');
		const { id } = resend.receive({ received_for: [tagged(lin.id)] }, Buffer.from(mail()));
		expect(await call(received(id), { id: 'msg_1' })).toEqual([200, 'kept']);
		expect(await call(received(id), { id: 'msg_1' })).toEqual([200, 'Seen before']);
		expect(await call(received(id), { id: 'msg_2' })).toEqual([200, 'duplicate']);
		expect(await house.store.replies.list({})).toMatchObject([{ person: lin.id, verified: true }]);
	});

	it('that failed is asked for again, and dealt with then', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {});
		const { id } = resend.receive({}, Buffer.from(mail()));
		resend.trouble('drop');
		const impatient = openReceiving({ apiKey: 're_good', baseUrl: resend.url, budget: 200 });
		expect((await call(received(id), { id: 'msg_1' }, { receiving: impatient }))[0]).toBe(500);
		expect((await call(received(id), { id: 'msg_1' }, { receiving: undefined }))[0]).toBe(500);
		expect(await call(received(id), { id: 'msg_1' })).toEqual([200, 'kept']);
		expect(await kept()).toBe(1);
	});

	it.each<[string, Signing]>([
		['another secret', { secret: webhookSecret() }],
		['an old signature', { at: Math.floor(Date.now() / 1000) - 400 }],
		['a signature of the future', { at: Math.floor(Date.now() / 1000) + 400 }],
	])('with %s is refused', async (_name, signing) => {
		const { id } = resend.receive({}, Buffer.from(mail()));
		expect((await call(received(id), signing))[0]).toBe(400);
		expect(await kept()).toBe(0);
	});

	it('without a secret of ours finds no door', async () => {
		expect((await call(received('x'), {}, { secret: undefined }))[0]).toBe(404);
	});

	it('with a megabyte too much is not read', async () => {
		expect((await call(`{"a":"${'x'.repeat(1024 * 1024)}"}`))[0]).toBe(413);
	});

	it('that nobody needs is answered kindly', async () => {
		expect(await call({ type: 'email.opened', data: {} })).toEqual([200, 'ignored']);
	});

	it('of a bounce or a complaint ends letters to that address', async () => {
		const [lin, bo, ann] = await Promise.all(
			['lin@example.net', 'bo@example.net', 'ann@example.net'].map((email) => house.add(email)),
		);
		await call({
			type: 'email.bounced',
			data: {
				email_id: 'a',
				to: ['Lin <LIN@example.net>'],
				bounce: { type: 'Permanent', message: 'no such user' },
			},
		});
		await call({
			type: 'email.bounced',
			data: { email_id: 'b', to: ['bo@example.net'], bounce: { type: 'Transient' } },
		});
		await call({ type: 'email.complained', data: { email_id: 'c', to: ['ann@example.net'] } });
		const states = await Promise.all(
			[lin, bo, ann].map(async (person) => (await house.store.people.byId(person!.id))?.state),
		);
		expect(states).toEqual(['bounced', 'subscribed', 'complained']);
	});

	it('of a complaint about a letter a stranger asked for keeps that address from all others', async () => {
		await call({ type: 'email.complained', data: { email_id: 'd', to: ['stranger@example.net'] } });
		expect(await house.store.people.suppressed('stranger@example.net')).toBe(true);
		expect(await house.store.people.everybody()).toEqual([]);
	});

	it('of a bounce from an address somebody had before says nothing about the one they have', async () => {
		const lin = await house.add('lin@old.example');
		await house.store.people.changeAddress(lin.id, 'lin@new.example', house.at);
		await call({
			type: 'email.bounced',
			data: { email_id: 'e', to: ['lin@old.example'], bounce: { type: 'Permanent' } },
		});
		expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
	});
});
