import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	askAgain,
	askForPreferences,
	askToSubscribe,
	confirm,
	consentWording,
	endSubscription,
	leave,
	leaveToken,
	openPreferences,
	releaseLetters,
} from '../../integrations/kindred/src/person/index.ts';
import { form, openTestDesk, wish, type TestDesk } from './desk.ts';

let desk: TestDesk;
beforeAll(async () => {
	desk = await openTestDesk();
});
afterAll(() => desk.store.remove());
beforeEach(() => desk.empty());

describe('subscribing', () => {
	it('keeps nothing but a keyed hash and counts before the address is confirmed', async () => {
		await askToSubscribe(wish, form, desk);
		const kept = await desk.everything();
		for (const secret of [wish.email, 'lin@', wish.name, 'groups', 'wechat', 'monthly'])
			expect(kept).not.toContain(secret);
		expect(await desk.store.store.db.selectFrom('signup').selectAll().execute()).toMatchObject([
			{ letters: 1, state: 'asked' },
		]);
	});

	it('writes in the language of the page and repeats nothing that was typed', async () => {
		await askToSubscribe(wish, form, desk);
		expect(desk.letters).toHaveLength(1);
		expect(desk.letters[0]).toMatchObject({
			subject: 'confirm zh-Hant',
			to: { name: '', email: wish.email },
		});
		expect(JSON.stringify(desk.letters[0])).not.toContain(wish.name);
		expect(desk.letters[0]?.headers['List-Unsubscribe']).toBeUndefined();
	});

	it('becomes a subscription with its evidence when the button is pressed', async () => {
		await askToSubscribe(wish, form, desk);
		desk.wait({ minutes: 5 });
		expect(await confirm(desk.token(), desk)).toBe('subscribed');
		const person = await desk.people.byEmail(wish.email);
		expect(person).toMatchObject({ ...wish, state: 'subscribed', circle: 'loose' });
		expect(await desk.people.timeline(person!.id)).toMatchObject([
			{
				kind: 'subscribed',
				at: '2031-05-17T19:05:00.000Z',
				detail: {
					wording: consentWording('zh-Hant', desk.site),
					askedAt: '2031-05-17T19:00:00.000Z',
					source: 'form',
					via: 'wechat',
					languages: ['zh-Hant'],
					topics: ['groups'],
					frequency: 'monthly',
				},
			},
		]);
	});

	it('confirmed eight times at once makes one person and one line in the log', async () => {
		await askToSubscribe(wish, form, desk);
		const outcomes = await Promise.all(Array.from({ length: 8 }, () => confirm(desk.token(), desk)));
		expect(outcomes.toSorted()).toEqual([...Array.from({ length: 7 }, () => 'already'), 'subscribed']);
		const people = await desk.people.everybody();
		expect(people).toHaveLength(1);
		expect(await desk.kinds(people[0]!.id)).toEqual(['subscribed']);
	});

	it('is too late after a week, and can be asked for again with the same choices', async () => {
		await askToSubscribe(wish, form, desk);
		const old = desk.token();
		desk.wait({ days: 8 });
		expect(await confirm(old, desk)).toBe('expired');
		expect(await desk.people.everybody()).toEqual([]);
		await askAgain(old, undefined, desk);
		expect(await confirm(desk.token(), desk)).toBe('subscribed');
		expect(await desk.people.byEmail(wish.email)).toMatchObject(wish);
	});

	it('does not come back through an old letter once somebody has left', async () => {
		await askToSubscribe(wish, form, desk);
		const first = desk.token();
		await askToSubscribe(wish, form, desk);
		const second = desk.token();
		await confirm(first, desk);
		desk.wait({ minutes: 1 });
		await endSubscription((await desk.people.byEmail(wish.email))!.id, 'preferences', desk);
		desk.wait({ minutes: 1 });
		expect(await confirm(first, desk)).toBe('stale');
		expect(await confirm(second, desk)).toBe('stale');
		await askToSubscribe(wish, form, desk);
		expect(await confirm(desk.token(), desk)).toBe('subscribed');
	});

	it('turns a contact of the author into a subscriber and keeps what the author knew', async () => {
		const { person } = await desk.people.add(
			{ email: wish.email, name: 'Lin', circle: 'core', via: 'picnic' },
			desk.at,
		);
		await askToSubscribe({ ...wish, name: '' }, form, desk);
		await confirm(desk.token(), desk);
		expect(await desk.people.byId(person.id)).toMatchObject({
			state: 'subscribed',
			name: 'Lin',
			circle: 'core',
			via: 'picnic',
		});
	});

	it('three letters a day reach an address, however often somebody asks', async () => {
		for (let times = 0; times < 6; times++) await askToSubscribe(wish, form, desk);
		expect(desk.letters).toHaveLength(3);
		desk.wait({ hours: 25 });
		await askToSubscribe(wish, form, desk);
		expect(desk.letters).toHaveLength(4);
	});

	it('half of an hour of letters leave at once, the others one by one', async () => {
		for (let n = 0; n < 40; n++) await askToSubscribe({ ...wish, email: `n${n}@example.net` }, form, desk);
		expect(desk.letters).toHaveLength(30);
		desk.wait({ minutes: 2 });
		const next = await releaseLetters(desk);
		expect(desk.letters).toHaveLength(31);
		desk.at = next!;
		await releaseLetters(desk);
		expect(desk.letters).toHaveLength(32);
	});

	it('somebody who is a subscriber already gets the link to their preferences', async () => {
		await desk.subscribe();
		await askToSubscribe(wish, form, desk);
		expect(desk.letters.map(({ subject }) => subject)).toEqual(['confirm zh-Hant', 'manage zh-Hant']);
		expect(desk.letters[1]?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
	});

	it('a suppressed address is never written to, and an older link to it is refused', async () => {
		await askToSubscribe(wish, form, desk);
		await desk.people.suppress(wish.email, 'complaint', desk.at);
		await askToSubscribe(wish, form, desk);
		await askForPreferences(wish.email, { lang: 'en' }, desk);
		expect(desk.letters).toHaveLength(1);
		expect(await confirm(desk.token(), desk)).toBe('refused');
	});

	it('a link of another purpose or another site opens nothing', async () => {
		const person = await desk.subscribe();
		const leaving = leaveToken(person.id, '', desk.at, desk.keys);
		expect(await confirm(leaving, desk)).toBe('invalid');
		expect(await openPreferences(leaving, desk)).toBe('invalid');
		expect(await leave(leaving, 'link', { ...desk, keys: ['another secret that is long enough too'] })).toBe(
			'invalid',
		);
		expect((await desk.people.byId(person.id))?.state).toBe('subscribed');
	});
});
