import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { approvalOf, rollOn, sendInvitations, tend } from '../../integrations/kindred/src/event/index.ts';
import { heedTrouble } from '../../integrations/kindred/src/inbox/index.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import { because } from '../event/guest-list.ts';
import { openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
	const people: Person[] = [];
	for (const name of ['ada', 'bob', 'cy', 'di']) people.push(await house.add(`${name}@example.net`));
	const [event] = house.snapshot.events;
	await house.store.invitations.change('supper', house.at, {
		decide(list) {
			const rows = people.map((person) => ({
				person,
				suppressed: false,
				state: 'listed' as const,
				reason: because,
			}));
			const made = { ...list, invitations: rows };
			return { list: { ...made, approved: approvalOf(made, event!, house.at) } };
		},
	});
	await sendInvitations(event!, house);
});
afterEach(() => house.test.remove());

/** What a mail server sends back about a letter to somebody (RFC 3464). */
const report = (person: number, status: string) =>
	[
		'From: Mail Delivery System <mailer-daemon@mx.example.net>',
		'To: letters@in.example.com',
		'Subject: Undelivered Mail Returned to Sender',
		'Auto-Submitted: auto-replied',
		'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
		'',
		'--b',
		'Content-Type: text/plain',
		'',
		'It could not be delivered.',
		'--b',
		'Content-Type: message/delivery-status',
		'',
		'Reporting-MTA: dns; mx.example.net',
		'',
		status,
		'--b',
		'Content-Type: message/rfc822',
		'',
		`Reply-To: ${tagged(person, 'event:supper')}`,
		'Subject: You are invited',
		'',
		'--b--',
		'',
	].join('\r\n');
const invited = () =>
	house.letters.filter(({ subject }) => subject.startsWith('invitation')).map(({ to }) => to.email);
const gone = 'Final-Recipient: rfc822; ada@example.net\r\nAction: failed\r\nStatus: 5.1.1';

describe('an invitation that comes back', () => {
	it('goes to the next on the list, once, whoever tells of it and however often', async () => {
		await house.take(report(1, gone));
		await house.take(report(1, gone));
		await heedTrouble({ outcome: 'bounced', to: ['ada@example.net'], reason: '550 no such user' }, house);
		expect((await tend(house)).invited).toEqual([{ event: 'supper', person: 3 }]);
		expect(await rollOn('supper', house)).toMatchObject({ invited: [], rest: 'no-seat' });
		expect(invited()).toEqual(['ada@example.net', 'bob@example.net', 'cy@example.net']);
		expect((await house.store.events.ledger('supper')).map(({ seat }) => seat)).toEqual([
			'none',
			'invited',
			'invited',
		]);
	});

	it('for now, or is somebody else’s word, changes nothing', async () => {
		await house.take(
			report(1, 'Final-Recipient: rfc822; ada@example.net\r\nAction: delayed\r\nStatus: 4.4.1'),
		);
		await house.take(
			report(1, gone).replace(
				/Reply-To: .*/,
				'Reply-To: letters+1-aaaaaaaaaa-bbbbbbbbbbbbbbbbbbbb@in.example.com',
			),
		);
		expect((await tend(house)).invited).toEqual([]);
	});

	it('as spam goes to the next as well', async () => {
		await heedTrouble({ outcome: 'complained', to: ['bob@example.net'], reason: 'abuse' }, house);
		expect((await tend(house)).invited).toEqual([{ event: 'supper', person: 3 }]);
		expect((await house.store.invitations.list('supper')).invitations.map(({ state }) => state)).toEqual([
			'open',
			'returned',
			'open',
			'listed',
		]);
	});
});
