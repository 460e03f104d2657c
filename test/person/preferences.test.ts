import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
	askForPreferences,
	askToSubscribe,
	confirm,
	forget,
	leave,
	leaveAddress,
	leaveToken,
	openLeaving,
	openPreferences,
	savePreferences,
} from '../../integrations/kindred/src/person/index.ts';
import { form, openTestDesk, wish, type TestDesk } from './desk.ts';

let desk: TestDesk;
beforeAll(async () => {
	desk = await openTestDesk();
});
afterAll(() => desk.store.remove());
beforeEach(() => desk.empty());

describe('preferences', () => {
	const openMailed = async () => {
		await askForPreferences(wish.email, { lang: 'en' }, desk);
		return openPreferences(desk.token(), desk);
	};

	it('open by a freshly mailed link for one hour', async () => {
		const person = await desk.subscribe();
		expect(await openMailed()).toEqual(person);
		desk.wait({ minutes: 61 });
		expect(await openPreferences(desk.token(), desk)).toBe('expired');
	});

	it('of an unknown address are mailed to nobody', async () => {
		await askForPreferences('nobody@example.net', { lang: 'en' }, desk);
		expect(desk.letters).toEqual([]);
	});

	it('change what differs, and log only that', async () => {
		const person = await desk.subscribe();
		const same = await savePreferences(person, { ...wish }, { lang: 'en' }, desk);
		expect(same).toEqual({ person, addressAsked: false });
		await savePreferences(person, { ...wish, frequency: 'quarterly', topics: [] }, { lang: 'en' }, desk);
		expect(await desk.people.byId(person.id)).toMatchObject({
			frequency: 'quarterly',
			topics: [],
			name: wish.name,
		});
		expect((await desk.people.timeline(person.id)).at(-1)).toMatchObject({
			kind: 'preferences',
			detail: { frequency: 'quarterly', topics: [] },
		});
	});

	it('a new address counts once a letter to it was answered', async () => {
		const person = await desk.subscribe();
		const { addressAsked } = await savePreferences(
			person,
			{ ...wish, email: 'lin@new.example' },
			{ lang: 'en' },
			desk,
		);
		expect(addressAsked).toBe(true);
		expect(desk.letters.at(-1)?.to.email).toBe('lin@new.example');
		expect((await desk.people.byId(person.id))?.email).toBe(wish.email);
		expect(await confirm(desk.token(), desk)).toBe('address-changed');
		expect((await desk.people.byId(person.id))?.email).toBe('lin@new.example');
		expect((await desk.people.byId(person.id))?.state).toBe('subscribed');
	});

	it('a link to a former address takes nobody back to it, and opens nothing', async () => {
		const person = await desk.subscribe();
		const change = async (email: string) => {
			desk.wait({ minutes: 5 });
			const current = (await desk.people.byId(person.id))!;
			await savePreferences(current, { ...wish, email }, { lang: 'en' }, desk);
			return desk.token();
		};
		const toOld = await change('lin@old.example');
		expect(await confirm(toOld, desk)).toBe('address-changed');
		await askForPreferences('lin@old.example', { lang: 'en' }, desk);
		const opensOld = desk.token();
		expect(await openPreferences(opensOld, desk)).toMatchObject({ id: person.id });
		const toNew = await change('lin@new.example');
		expect(await confirm(toNew, desk)).toBe('address-changed');
		expect(await confirm(toNew, desk)).toBe('address-changed');
		expect(await confirm(toOld, desk)).toBe('stale');
		expect(await openPreferences(opensOld, desk)).toBe('invalid');
		expect((await desk.people.byId(person.id))?.email).toBe('lin@new.example');
	});

	it('an address of somebody else is refused, and only to its owner', async () => {
		const person = await desk.subscribe();
		await desk.people.add({ email: 'bea@example.net' }, desk.at);
		expect(
			(await savePreferences(person, { ...wish, email: 'bea@example.net' }, { lang: 'en' }, desk))
				.addressAsked,
		).toBe(true);
		expect(await confirm(desk.token(), desk)).toBe('refused');
		expect((await desk.people.byId(person.id))?.email).toBe(wish.email);
	});

	it('of a forgotten person are gone, and so is everything else', async () => {
		const person = await desk.subscribe();
		await openMailed();
		expect(await forget(person.id, desk)).toEqual([]);
		expect(await openPreferences(desk.token(), desk)).toBe('invalid');
		const kept = await desk.everything();
		for (const secret of [wish.email, wish.name, 'wechat', 'groups']) expect(kept).not.toContain(secret);
		expect(await desk.store.store.db.selectFrom('signup').selectAll().execute()).toEqual([]);
		await askToSubscribe(wish, form, desk);
		expect(desk.letters).toHaveLength(2);
	});
});

describe('leaving', () => {
	it('works by one click, twice, and years later', async () => {
		const person = await desk.subscribe();
		const token = leaveToken(person.id, '', desk.at, desk.keys);
		expect((await openLeaving(token, desk)).state).toBe('open');
		desk.wait({ days: 700 });
		expect(await leave(token, 'one-click', desk)).toBe('left');
		expect(await leave(token, 'one-click', desk)).toBe('already');
		expect((await openLeaving(token, desk)).state).toBe('already');
		expect(await desk.kinds(person.id)).toEqual(['subscribed', 'left']);
		desk.wait({ days: 40 });
		expect(await leave(token, 'link', desk)).toBe('expired');
	});

	it('by the link in a letter says in the log which letter it was', async () => {
		const person = await desk.subscribe();
		await leave(leaveToken(person.id, 'digest:2031-04', desk.at, desk.keys), 'link', desk);
		const [last] = (await desk.people.timeline(person.id)).slice(-1);
		expect(last).toMatchObject({ kind: 'left', subject: 'digest:2031-04', detail: { how: 'link' } });
	});

	it('on a site without a server is a letter that says so', async () => {
		const still = { site: { ...desk.site, dynamic: false }, keys: desk.keys };
		expect(leaveAddress(still.site, leaveToken(7, '', desk.at, desk.keys))).toMatch(
			/^mailto:letters@in\.example\.com\?subject=leave%20[\w.-]+$/,
		);
	});
});
