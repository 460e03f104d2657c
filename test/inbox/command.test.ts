import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommand } from '../../integrations/kindred/src/inbox/index.ts';
import { leaveAddress, leaveToken } from '../../integrations/kindred/src/person/index.ts';
import { readMail } from '../../integrations/kindred/src/reply/index.ts';
import { INBOUND, mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.test.remove());

const state = async () => (await house.store.people.byEmail('lin@example.net'))?.state;
/** Sends what a button of the newest letter writes. */
const press = (subject = (said: string) => said) => {
	const { to, subject: said, body } = house.button();
	return house.take(mail({ to, subject: subject(said), body }));
};

describe('a site without a server', () => {
	it('subscribes by two mails, and keeps nothing of the first', async () => {
		const ask = mail({
			subject: 'Re: subscribe',
			body: 'name: 陳怡君\r\nlanguages: zh-Hant, ar\r\ntopics: groups, tea\r\nvia: wechat',
		});
		expect(await house.take(ask)).toEqual({ outcome: 'asked-to-confirm' });
		expect(await house.store.people.everybody()).toEqual([]);
		expect(await house.store.replies.list({})).toEqual([]);
		expect(house.letters.map(({ to, text }) => [to.email, text.split('\n')[0]])).toEqual([
			['lin@example.net', 'confirm zh-Hant'],
		]);
		expect(house.button().to).toBe(INBOUND);
		expect(await press()).toEqual({ outcome: 'confirmed' });
		expect(await house.store.people.byEmail('lin@example.net')).toMatchObject({
			state: 'subscribed',
			name: '陳怡君',
			languages: ['zh-Hant', 'ar'],
			topics: ['groups', 'tea'],
			via: 'wechat',
		});
	});

	it('writes one letter for one mail, and three a day to one address', async () => {
		const ask = mail({ subject: 'subscribe' });
		await house.take(ask);
		expect(await house.take(ask)).toEqual({ outcome: 'duplicate' });
		for (let more = 0; more < 6; more++) await house.take(mail({ subject: 'subscribe', body: String(more) }));
		expect(house.letters).toHaveLength(3);
	});

	it('understands a confirmation however mail programs break and prefix it', async () => {
		await house.take(mail({ subject: 'subscribe' }));
		const { body } = house.button();
		const broken = body.replace(/(.{60})/g, '$1\r\n');
		expect(await house.take(mail({ subject: 'AW: Fwd: Confirm', body: broken }))).toEqual({
			outcome: 'confirmed',
		});
		expect(await state()).toBe('subscribed');
	});

	it("ends a subscription by the letter's own mail link, also from another address", async () => {
		const lin = await house.add('lin@example.net');
		const subject = new URL(
			leaveAddress(house.site, leaveToken(lin.id, '', house.at, house.keys)),
		).searchParams.get('subject')!;
		const folded = subject.replace(' ', '\r\n ');
		expect(await house.take(mail({ from: 'lin@elsewhere.example', subject: folded, body: '' }))).toEqual({
			outcome: 'left',
		});
		expect(await state()).toBe('left');
	});

	it('refuses a token that we did not sign', async () => {
		await house.add('lin@example.net');
		const forged = `${'A'.repeat(40)}.${'B'.repeat(43)}`;
		for (const subject of [`leave ${forged}`, `confirm ${forged}`]) {
			expect(await house.take(mail({ subject }))).toEqual({ outcome: 'refused' });
		}
		expect(await state()).toBe('subscribed');
	});

	it('takes an answer to an event by two mails, and its change by one', async () => {
		expect(await house.take(mail({ subject: '=?utf-8?q?rsvp_yes_supper?=' }))).toEqual({
			outcome: 'asked-to-confirm',
		});
		expect(await house.store.events.ledger('supper')).toEqual([]);
		expect(await press()).toEqual({ outcome: 'answered' });
		expect(await house.store.events.ledger('supper')).toMatchObject([{ answer: 'yes', seat: 'seated' }]);
		expect(await press()).toEqual({ outcome: 'answered' });
		expect(await house.store.events.ledger('supper')).toMatchObject([{ answer: 'no', seat: 'none' }]);
	});

	it('takes an answer at once from the one a signed address was given to, and from nobody else', async () => {
		const lin = await house.add('lin@example.net');
		const say = (from: string) =>
			house.take(mail({ from, to: tagged(lin.id, 'event:supper'), subject: 'rsvp yes supper' }));
		await house.add('bea@example.net');
		// A stranger, and somebody we know whose From anybody can write.
		for (const from of ['mallory@example.com', 'bea@example.net'])
			expect(await say(from)).toEqual({ outcome: 'asked-to-confirm' });
		expect(await house.store.events.ledger('supper')).toEqual([]);
		expect(await say('lin@example.net')).toEqual({ outcome: 'answered' });
		expect(await house.store.events.ledger('supper')).toMatchObject([{ person: lin.id, answer: 'yes' }]);
	});

	it('knows no other event', async () => {
		expect(await house.take(mail({ subject: 'rsvp yes brunch' }))).toEqual({ outcome: 'refused' });
		expect(house.letters).toEqual([]);
	});

	it('does nothing a program asks for', async () => {
		const got = await house.take(mail({ subject: 'subscribe', headers: ['Auto-Submitted: auto-replied'] }));
		expect(got).toMatchObject({ outcome: 'kept', kind: 'auto-reply' });
		expect(house.letters).toEqual([]);
	});
});

describe('a subject', () => {
	it.each([
		'Subscribe to what?',
		'confirm the date',
		'confirm',
		'leave',
		'rsvp',
		'rsvp yes',
		'rsvp perhaps supper',
		'Re: supper',
		'',
	])('%j is no command', async (subject) => {
		expect(readCommand(await readMail(Buffer.from(mail({ subject }))))).toBeUndefined();
	});

	it('of any words is read without trouble', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string(), async (subject, body) => {
				readCommand(await readMail(Buffer.from(mail({ subject, body }))));
			}),
		);
	});
});
