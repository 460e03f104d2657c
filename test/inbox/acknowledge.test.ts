import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { after } from '../../integrations/kindred/src/base/time.ts';
import { mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
let lin: number;
beforeEach(async () => {
	house = await openHouse({ acknowledge: true });
	lin = (await house.add('lin@example.net')).id;
	await house.store.people.update(lin, { languages: ['ar'] }, house.at);
});
afterEach(() => house.test.remove());

const write = (fields: Parameters<typeof mail>[0] = {}) => house.take(mail({ to: tagged(lin), ...fields }));

describe('an acknowledgement', () => {
	it('thanks in the thread, in the language of who wrote, and says that a program sent it', async () => {
		await write({ id: 'a@example.net' });
		expect(house.letters).toHaveLength(1);
		expect(house.letters[0]).toMatchObject({
			to: { email: 'lin@example.net' },
			replyTo: tagged(lin),
			subject: 'acknowledge ar',
			headers: {
				'In-Reply-To': '<a@example.net>',
				References: '<a@example.net>',
				'Auto-Submitted': 'auto-replied',
				'X-Auto-Response-Suppress': 'All',
			},
		});
	});

	it('comes once a week, whatever comes twice or at the same time, and is no answer', async () => {
		const raw = mail({ to: tagged(lin) });
		await Promise.all([house.take(raw), house.take(raw), write(), write()]);
		expect(house.letters).toHaveLength(1);
		expect(await house.kinds(lin)).toEqual(['replied', 'replied', 'replied', 'acknowledged']);
		expect(await house.store.replies.list({ waiting: true })).toHaveLength(3);
		house.at = after(house.at, { days: 6 });
		await write();
		expect(house.letters).toHaveLength(1);
		house.at = after(house.at, { days: 1 });
		await write();
		expect(house.letters).toHaveLength(2);
	});

	it('is off unless the author wants it', async () => {
		await house.test.remove();
		house = await openHouse();
		await house.add('lin@example.net');
		await write();
		expect(house.letters).toEqual([]);
	});

	it.each<[string, Parameters<typeof mail>[0]]>([
		['that proves nothing', { to: 'letters@in.example.com' }],
		['of somebody it was forwarded to', { from: 'bo@example.org' }],
		['of a vacation program', { headers: ['Auto-Submitted: auto-replied'] }],
		['of a list', { headers: ['List-Id: <friends.example.org>'] }],
		['in bulk', { headers: ['Precedence: bulk'] }],
		['without a return path', { headers: ['Return-Path: <>'] }],
		['that wants no automatic answer', { headers: ['X-Auto-Response-Suppress: All'] }],
		['of ours that came back', { headers: ['Feedback-ID: digest:example.com:kindred'] }],
		['of our own address', { from: 'Ada <ada@example.com>' }],
		['that asks to leave', { body: 'unsubscribe' }],
	])('is not sent for a mail %s', async (_what, fields) => {
		await write(fields);
		expect(house.letters.filter(({ tags }) => tags['stream'] === 'acknowledge')).toEqual([]);
	});

	it('is not sent to who complained', async () => {
		await house.store.people.update(lin, { state: 'complained' }, house.at);
		await write();
		expect(house.letters).toEqual([]);
	});
});
