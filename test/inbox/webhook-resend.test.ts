import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerWebhook, type WebhookHouse } from '../../integrations/kindred/src/astro/webhook-door.ts';
import { openResend } from '../../integrations/kindred/src/mail/resend.ts';
import { digest, now } from '../digest/sample.ts';
import { keys, sendingOn } from '../digest/sending.ts';
import { startResend, webhookSecret, type ResendStandIn } from '../resend/server.ts';
import { site } from '../site.ts';
import { openSqliteForTest, type TestStore } from '../store/open.ts';

const READERS = 40;
const HOUR = 3_600_000;
const DAYS_LATER = '2026-11-25T09:00:00.000Z';
const secret = webhookSecret();
let test: TestStore;
let resend: ResendStandIn;
let door: Server;

beforeEach(async () => {
	test = await openSqliteForTest();
	// The hour of the letters, so that what happens to them happens after they were sent.
	resend = await startResend({ now: () => Date.parse(now), settle: { from: 0, to: HOUR } });
	const house = { site, keys, store: test.store, now: () => DAYS_LATER } as unknown as WebhookHouse;
	door = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', async () => {
			const call = new Request('https://example.com/kindred/webhook/', {
				method: 'POST',
				body: Buffer.concat(chunks),
				headers: request.headers as Record<string, string>,
			});
			const answer = await answerWebhook(call, { secret, receiving: undefined }, house);
			response.writeHead(answer.status).end(await answer.text());
		});
	});
	await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
	resend.hooks.add(`http://127.0.0.1:${(door.address() as AddressInfo).port}/`, null, secret);
	resend.hooks.weather({ late: { from: 0, to: 3 * HOUR }, twice: 0.4 });
});
afterEach(async () => {
	await resend.close();
	await new Promise((resolve) => door.close(resolve));
	await test.remove();
});

const mailer = () =>
	openResend({ apiKey: 're_any', baseUrl: resend.url, pace: { turn: async () => 0, learn: () => {} } });
const reader = (n: number) => `reader${n}@example.com`;

async function begin() {
	const sending = sendingOn(test);
	await sending.subscribe(READERS);
	await sending.approve();
	return sending;
}

describe('a digest and the webhooks of Resend, late, twice and out of order', () => {
	it('come to one truth: the ledger, the readers and the books agree with what happened', async () => {
		const { send, addsUp } = await begin();
		for (const n of [1, 2]) resend.fates.set(reader(n), 'bounced');
		resend.fates.set(reader(3), 'complained');
		resend.fates.set(reader(4), 'delivery_delayed');
		resend.fates.set(reader(5), 'failed');
		resend.fates.set(reader(6), 'nothing');
		resend.suppressions.add(reader(7), 'manual');
		expect(await send(mailer())).toEqual({ kind: 'done' });
		await resend.clock.advance(12 * HOUR);

		const { outcomes, noWordYet } = await test.store.digests.status(digest.group);
		expect({ ...outcomes, noWordYet }).toEqual({
			delivered: READERS - 7,
			bounced: 2,
			complained: 1,
			delayed: 1,
			failed: 1,
			suppressed: 1,
			'soft-bounced': 0,
			noWordYet: 1,
		});
		expect(await addsUp()).toMatchObject({ sent: READERS });
		const everybody = await test.store.people.everybody();
		const states = everybody.map(({ email, state }) => `${email.replace(/\D/g, '')} ${state}`);
		expect(states.filter((line) => !line.endsWith('subscribed')).sort()).toEqual([
			'1 bounced',
			'2 bounced',
			'3 complained',
			'7 bounced',
		]);
		const ids = resend.emails.map(({ message_id }) => message_id.replace(/[<>]/g, ''));
		expect(await test.store.messageIds.byMessageId(ids.slice(-1))).toMatchObject({
			about: `digest:${digest.group}`,
		});
		expect(resend.hooks.deliveries.filter(({ state }) => state !== 'done')).toEqual([]);
	});

	it('end a run whose answer was lost, without one letter more', async () => {
		const { send, addsUp } = await begin();
		resend.trouble('drop-after');
		// No list to ask: words are all there is.
		const cut = { ...mailer(), taken: undefined };
		let calls = 0;
		const killed = (...batch: Parameters<typeof cut.sendBatch>) => {
			if (++calls > 1) throw new Error('killed');
			return cut.sendBatch(...batch);
		};
		await send({ ...cut, sendBatch: killed }).catch(() => {});
		expect(await addsUp()).toMatchObject({ sent: 0, pending: READERS });
		await resend.clock.advance(12 * HOUR);
		expect(await send(cut, DAYS_LATER)).toEqual({ kind: 'done' });
		expect(await addsUp()).toMatchObject({ sent: READERS, pending: 0 });
		expect([...resend.perRecipient.values()]).toEqual(Array(READERS).fill(1));
	});
});
