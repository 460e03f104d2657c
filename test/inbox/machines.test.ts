import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forget, leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { INBOUND, mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.test.remove());

const rows = () => house.store.replies.list({});

describe('a program', () => {
	it.each([
		['vacation', mail({ subject: 'Automatic reply: Why groups die' })],
		['auto-reply', mail({ headers: ['Auto-Submitted: auto-replied'] })],
		[
			'bounce',
			mail({
				from: 'MAILER-DAEMON@example.net',
				subject: 'Undelivered Mail Returned to Sender',
				body: '550 5.1.1 user unknown',
			}),
		],
	])('that writes a %s is kept, and is no sign of life', async (kind, raw) => {
		const lin = await house.add('lin@example.net');
		expect(await house.take(raw)).toMatchObject({ outcome: 'kept', kind });
		expect(await house.kinds(lin.id)).toEqual([]);
		expect(await house.store.people.everybody()).toHaveLength(1);
		expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
	});

	it('that sends our own letter back is not listened to', async () => {
		expect(await house.take(mail({ from: 'Ada <ada@example.com>' }))).toEqual({ outcome: 'own' });
	});

	const report = (type: string, returned: string, body: string) =>
		[
			'From: MAILER-DAEMON@example.net',
			`To: ${INBOUND}`,
			'Subject: Returned mail',
			'MIME-Version: 1.0',
			`Content-Type: multipart/report; report-type=${type}; boundary=b`,
			'',
			'--b',
			'',
			'Sorry.',
			'--b',
			`Content-Type: message/${type === 'delivery-status' ? type : 'feedback-report'}`,
			'',
			body,
			'--b',
			'Content-Type: text/rfc822-headers',
			'',
			returned,
			'--b--',
			'',
		].join('\r\n');

	it('ends letters to an address that will never work, when it brings our letter back', async () => {
		const lin = await house.add('lin@example.net');
		const status = 'Final-Recipient: rfc822; lin@example.net\r\nAction: failed\r\nStatus: 5.1.1';
		await house.take(report('delivery-status', 'Subject: x', status));
		expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
		await house.take(report('delivery-status', `Reply-To: ${tagged(lin.id)}`, status));
		expect((await house.store.people.byId(lin.id))?.state).toBe('bounced');
		expect(await house.kinds(lin.id)).toEqual(['bounced']);
	});

	it('that says "later" ends nothing', async () => {
		const lin = await house.add('lin@example.net');
		await house.take(
			report('delivery-status', `Reply-To: ${tagged(lin.id)}`, 'Action: delayed\r\nStatus: 4.4.1'),
		);
		expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
	});

	it('that writes about somebody who was erased, or for them, is not kept', async () => {
		const lin = await house.add('lin@example.net');
		await forget(lin.id, { people: house.store.people, keys: house.keys, now: house.now });
		const bounce = report(
			'delivery-status',
			`Reply-To: ${tagged(lin.id)}`,
			'Action: failed\r\nStatus: 5.1.1',
		);
		const vacation = mail({ headers: ['Auto-Submitted: auto-replied'], subject: 'On holiday' });
		expect([await house.take(bounce), await house.take(vacation)]).toEqual([
			{ outcome: 'forgotten' },
			{ outcome: 'forgotten' },
		]);
		expect(await rows()).toEqual([]);
	});

	it('that complains ends letters for good', async () => {
		const lin = await house.add('lin@example.net');
		await house.take(report('feedback-report', `Reply-To:\r\n ${tagged(lin.id)}`, 'Feedback-Type: abuse'));
		expect((await house.store.people.byId(lin.id))?.state).toBe('complained');
		expect(await house.store.people.suppressed('lin@example.net')).toBe(true);
	});

	it.each(['auth-failure', 'not-spam'])(
		'that reports feedback of the type %s complains of nothing',
		async (type) => {
			const lin = await house.add('lin@example.net');
			await house.take(report('feedback-report', `Reply-To: ${tagged(lin.id)}`, `Feedback-Type: ${type}`));
			expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
		},
	);

	it("that is Apple Mail's button ends letters, and is no complaint", async () => {
		const lin = await house.add('lin@example.net');
		const subject = `leave ${leaveToken(lin.id, '', house.at, house.keys)}`;
		const headers = ['X-Apple-Unsubscribe: true', 'Auto-Submitted: auto-replied'];
		expect(await house.take(mail({ subject, headers }))).toEqual({ outcome: 'left' });
		expect((await house.store.people.byId(lin.id))?.state).toBe('left');
		expect(house.letters).toEqual([]);
	});

	it('keeps the day it says somebody is back', async () => {
		await house.add('lin@example.net');
		const headers = ['Auto-Submitted: auto-replied'];
		await house.take(mail({ headers, body: 'I am away until 2031-05-20.' }));
		expect(await rows()).toMatchObject([{ kind: 'vacation', back: '2031-05-20' }]);
	});
});
