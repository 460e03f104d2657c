import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	answerWebhook,
	callsSettled,
	type WebhookHouse,
} from '../../integrations/kindred/src/astro/webhook-door.ts';
import { mailboxes } from '../../integrations/kindred/src/cli/mailboxes.ts';
import type { Desk } from '../../integrations/kindred/src/cli/open.ts';
import { answerEvent } from '../../integrations/kindred/src/event/index.ts';
import { openReceiving } from '../../integrations/kindred/src/mail/receiving.ts';
import { startImap, type ImapStandIn } from '../imap/server.ts';
import { startResend, signWebhook, webhookSecret, type ResendStandIn } from '../resend/server.ts';
import { gmail } from '../reply/calendar/producers.ts';
import { mail, openHouse, tagged, type TestHouse } from './house.ts';
import { verdict } from './scene.ts';

const secret = webhookSecret();
let house: TestHouse;
let root: string;
let resend: ResendStandIn;
let imap: ImapStandIn;
beforeEach(async () => {
	house = await openHouse();
	root = await mkdtemp(join(tmpdir(), 'kindred doors '));
	[resend, imap] = await Promise.all([startResend({ limit: 10_000 }), startImap()]);
});
afterEach(async () => {
	await callsSettled(house.store.calls);
	await Promise.all([resend.close(), imap.close(), rm(root, { recursive: true })]);
	await house.test.remove();
});

/** Resend calls about a mail. */
async function call(id: string, call?: string): Promise<string> {
	const receiving = openReceiving({ apiKey: 're_good', baseUrl: resend.url, budget: 5000 });
	const body = JSON.stringify({ type: 'email.received', data: { email_id: id } });
	const headers = signWebhook(secret, body, call === undefined ? {} : { id: call });
	const request = new Request('https://example.com/kindred/webhook/', { method: 'POST', body, headers });
	const answer = await answerWebhook(request, { secret, receiving }, house as unknown as WebhookHouse);
	return `${answer.status} ${(await answer.text()).trim()}`;
}

/** One box of a round of `kindred sync`, and every outcome in it. */
async function round(box: 'resend' | 'imap' | 'folder'): Promise<string[]> {
	const env = { RESEND_API_KEY: 're_good', RESEND_BASE_URL: resend.url, KINDRED_IMAP: imap.url };
	const outcomes: string[] = [];
	const fail = (problem: string) => void outcomes.push(problem);
	await mailboxes[box]!({ ...house, root } as unknown as Desk, env, (one) => void outcomes.push(one), fail);
	return outcomes;
}

async function lay(name: string, raw: string): Promise<void> {
	await mkdir(join(root, '.kindred', 'inbox'), { recursive: true });
	await writeFile(join(root, '.kindred', 'inbox', name), raw);
}

/** A server on the way adds lines of its own, and another breaks lines its own way. */
const travelled = (raw: string) => `Received: from a by b; Wed, 30 Apr 2031\r\nX-Spam: no\r\n${raw}`;

describe('one mail by every door', () => {
	it('is one reply and one sign of life, however often and in whatever order it comes', async () => {
		const lin = await house.add('lin@example.net');
		const raw = mail({ to: tagged(lin.id), id: 'same@example.net', body: 'I would come.' });
		const { id } = resend.receive({}, Buffer.from(raw));
		imap.put(travelled(raw));
		imap.put(raw.replaceAll('\r\n', '\n'));
		await lay('a.eml', travelled(raw));
		await lay('b.mbox', `From x Wed\n${raw}\nFrom y Wed\n${travelled(raw)}`);
		const doors = [
			() => round('folder'),
			() => call(id, 'msg_1').then((one) => [one]),
			() => round('imap'),
			() => call(id, 'msg_1').then((one) => [one]),
			() => round('resend'),
			() => call(id, 'msg_2').then((one) => [one]),
			() => round('folder'),
			() => round('resend'),
			() => round('imap'),
		];
		const outcomes = [];
		for (const door of doors) outcomes.push(...(await door()));
		expect(outcomes.filter((one) => one === 'kept')).toHaveLength(1);
		expect(outcomes.filter((one) => !/^(kept|duplicate|200 duplicate|200 Seen before)$/.test(one))).toEqual(
			[],
		);
		expect(await house.store.replies.list({})).toMatchObject([{ person: lin.id, about: 'digest:2031-04' }]);
		expect(await house.kinds(lin.id)).toEqual(['replied']);
	});

	it('from a calendar is one answer, however often and in whatever order it comes', async () => {
		const lin = await house.add('lin@example.net');
		Object.assign(house.site, { authserv: 'mx.example.com' });
		await answerEvent({ event: 'supper', person: lin, answer: 'invite', door: 'host' }, house);
		house.letters.length = 0;
		const said = (partstat: string, second: number) =>
			verdict(
				'dmarc=pass header.from=example.net',
				gmail({ to: tagged(lin.id, 'event:supper'), partstat, stamp: `20310430T10000${second}Z` }),
			);
		const [yes, no] = [said('ACCEPTED', 0), said('DECLINED', 1)];
		const ids = [yes, no].map((raw) => resend.receive({}, Buffer.from(raw)).id);
		for (const raw of [no, yes]) imap.put(travelled(raw));
		await lay('a.eml', travelled(no));
		await lay('b.eml', yes);
		const doors = [
			() => call(ids[1]!, 'msg_1'),
			() => round('folder'),
			() => call(ids[0]!, 'msg_2'),
			() => round('imap'),
			() => round('resend'),
		];
		for (const door of doors) await door();
		expect(await house.store.events.ledger('supper')).toMatchObject([{ answer: 'no', seat: 'none' }]);
		expect(await house.store.replies.list({})).toHaveLength(2);
		expect((await house.kinds(lin.id)).filter((kind) => kind === 'rsvp')).toHaveLength(2);
		expect(house.letters).toHaveLength(1);
	});

	it('is one when all doors open at once', async () => {
		const lin = await house.add('lin@example.net');
		for (let number = 0; number < 12; number++) {
			const raw = mail({ to: tagged(lin.id), id: `n${number}@example.net`, body: `Number ${number}.` });
			resend.receive({}, Buffer.from(raw));
			imap.put(travelled(raw));
			await lay(`${12 - number}.eml`, raw);
		}
		const ids = (await (
			await fetch(`${resend.url}/emails/receiving`, { headers: { authorization: 'Bearer re' } })
		).json()) as {
			data: { id: string }[];
		};
		const calls = [...ids.data, ...ids.data].map(({ id }) => call(id));
		await Promise.all([...calls, round('resend'), round('imap'), round('folder'), round('resend')]);
		await quiet();
		const kept = await house.store.replies.list({});
		expect(kept.map(({ messageId }) => messageId).sort()).toEqual(
			Array.from({ length: 12 }, (_, number) => `n${number}@example.net`).sort(),
		);
		expect(await house.kinds(lin.id)).toEqual(Array(12).fill('replied'));
	});
});

/** Waits until everything that was noted is fetched. */
async function quiet(): Promise<void> {
	for (let patience = 200; patience > 0; patience--) {
		if (!(await house.store.calls.waiting(1, house.at)).length) return;
		await sleep(50);
	}
	throw new Error('Mails still wait to be fetched.');
}

describe('a flood of calls', () => {
	it('is answered when it is written down, and every mail is there in the end', async () => {
		const mails = Array.from({ length: 60 }, (_, n) =>
			resend.receive({}, Buffer.from(mail({ body: `${n}` }))),
		);
		const answers = await Promise.all(mails.map(({ id }) => call(id, `msg_${id}`)));
		expect(answers.filter((one) => one === '200 noted').length).toBeGreaterThan(40);
		expect(answers.every((one) => one.startsWith('200'))).toBe(true);
		expect(await Promise.all(mails.map(({ id }) => call(id, `msg_${id}`)))).toEqual(
			Array(60).fill('200 Seen before'),
		);
		await quiet();
		expect((await house.store.replies.list({})).length).toBe(60);
	});

	it('that its process did not live to fetch is fetched by the next one', async () => {
		const [lost, next] = [
			resend.receive({}, Buffer.from(mail())),
			resend.receive({}, Buffer.from(mail({ body: 'b' }))),
		];
		await house.store.calls.note({ call: 'msg_l', mail: lost!.id }, { answered: true, at: house.at });
		expect(await call(lost!.id, 'msg_l')).toBe('200 Seen before');
		expect(await call(next!.id)).toBe('200 kept');
		await quiet();
		expect((await house.store.replies.list({})).length).toBe(2);
	});
});
