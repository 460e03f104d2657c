import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forget } from '../../integrations/kindred/src/person/index.ts';
import { INBOUND, mail, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.test.remove());

const rows = () => house.store.replies.list({});

describe('an answer', () => {
	it('to a signed address is filed under its writer and the digest, and counts as theirs', async () => {
		const lin = await house.add('lin@example.net');
		const got = await house.take(
			mail({ to: tagged(lin.id), body: 'Yes!\n\nOn Mon, 28 Apr 2031, Ada wrote:\n> Shall we?' }),
		);
		expect(got).toMatchObject({
			outcome: 'kept',
			kind: 'human',
			person: lin.id,
			about: 'digest:2031-04',
			verified: true,
		});
		expect(await house.store.replies.byId(got.reply!)).toMatchObject({
			text: 'Yes!',
			at: '2031-04-30T10:00:00.999Z',
		});
		const [entry] = await house.store.people.timeline(lin.id);
		expect(entry).toMatchObject({
			kind: 'replied',
			subject: 'digest:2031-04',
			detail: { words: 1, by: 'address', verified: true },
		});
	});

	it('is recognised in whatever case and header the tag comes back', async () => {
		const lin = await house.add('lin@example.net');
		for (const header of ['Delivered-To', 'X-Original-To', 'Cc']) {
			const got = await house.take(
				mail({ headers: [`${header}: <${tagged(lin.id, 'event:supper').toUpperCase()}>`], body: header }),
			);
			expect(got, header).toMatchObject({ about: 'event:supper', verified: true });
		}
		expect(await house.take(mail({ to: 'x@example.com' }), [tagged(lin.id)])).toMatchObject({
			verified: true,
		});
	});

	it('that comes twice, by any doors, at once, is one', async () => {
		const lin = await house.add('lin@example.net');
		const raw = mail({ to: tagged(lin.id) });
		const again = `Received: from a by b\r\nDelivered-To: ${INBOUND}\r\n${raw}`;
		const got = await Promise.all([raw, again, raw, again].map((each) => house.take(each)));
		expect(got.map(({ outcome }) => outcome).toSorted()).toEqual([
			'duplicate',
			'duplicate',
			'duplicate',
			'kept',
		]);
		expect(await house.kinds(lin.id)).toEqual(['replied']);
	});

	it('of somebody it was forwarded to is theirs, with an edge to whom it was mailed', async () => {
		const lin = await house.add('lin@example.net');
		const got = await house.take(mail({ from: '林 <friend@example.org>', to: tagged(lin.id) }));
		const friend = (await house.store.people.byEmail('friend@example.org'))!;
		expect(friend).toMatchObject({ state: 'contact', name: '林' });
		expect(got).toMatchObject({ person: friend.id, verified: false, about: 'digest:2031-04' });
		expect(await house.store.replies.byId(got.reply!)).toMatchObject({ forwardedBy: lin.id });
		expect(await house.kinds(friend.id)).toEqual(['replied']);
		expect(await house.kinds(lin.id)).toEqual(['forwarded']);
	});

	it('of a stranger makes a contact and nothing else', async () => {
		expect(await house.take(mail())).toMatchObject({ outcome: 'kept', verified: false });
		expect(await house.store.people.byEmail('lin@example.net')).toMatchObject({
			state: 'contact',
			name: 'Lin',
		});
		expect(house.letters).toEqual([]);
	});

	it('with a forged tag is filed by its From, unverified, and says so', async () => {
		const lin = await house.add('lin@example.net');
		const got = await house.take(mail({ to: tagged(lin.id, 'digest:2031-04', ["somebody else's secret"]) }));
		expect(got).toMatchObject({ outcome: 'kept', person: lin.id, verified: false });
		expect((await rows())[0]?.reason).toContain('did not sign');
	});

	it.each([
		['no From', ['X-A: 1'], ''],
		['two Froms', ['From: Mallory <mallory@example.com>'], 'Lin <lin@example.net>'],
		['a From that names two', [], 'Lin <lin@example.net>, mallory@example.com'],
	])('with %s is never verified', async (_name, headers, from) => {
		const lin = await house.add('lin@example.net');
		expect(await house.take(mail({ from, to: tagged(lin.id), headers }))).toMatchObject({
			outcome: 'kept',
			verified: false,
		});
	});

	it('to a letter of somebody who was forgotten brings nobody back', async () => {
		const lin = await house.add('lin@example.net');
		await forget(lin.id, { people: house.store.people, keys: house.keys, now: house.now });
		expect(await house.take(mail({ to: tagged(lin.id) }))).toEqual({ outcome: 'forgotten' });
		expect(await house.take(mail({ from: 'friend@example.org', to: tagged(lin.id) }))).toMatchObject({
			outcome: 'kept',
			verified: false,
		});
		expect(await house.store.people.byEmail('lin@example.net')).toBeUndefined();
		expect(await rows()).toMatchObject([{ from: 'friend@example.org' }]);
		expect((await rows())[0]?.forwardedBy).toBeUndefined();
	});

	it('in a thread we keep is about what the thread is about', async () => {
		const lin = await house.add('lin@example.net');
		await house.take(mail({ to: tagged(lin.id), id: 'first@example.net' }));
		const got = await house.take(
			mail({ headers: ['References: <x@y.example> <first@example.net>'], subject: 'Something else' }),
		);
		expect(got).toMatchObject({ about: 'digest:2031-04', verified: false });
	});

	it('waits until we have written to its writer', async () => {
		const { person = 0 } = await house.take(mail());
		expect(await house.store.replies.list({ waiting: true })).toHaveLength(1);
		await house.store.people.log({ person, at: house.at, kind: 'answered' });
		expect(await house.store.replies.list({ waiting: true })).toEqual([]);
	});

	it('in the second of its letter stands after it', async () => {
		const lin = await house.add('lin@example.net');
		await house.store.people.log({
			person: lin.id,
			at: '2031-04-30T10:00:00.400Z',
			kind: 'delivered',
			subject: 'digest:2031-04',
		});
		await house.take(mail({ to: tagged(lin.id) }));
		expect(await house.kinds(lin.id)).toEqual(['delivered', 'replied']);
	});

	it('from the future is filed now', async () => {
		await house.take(mail({ headers: [] }).replace('Apr 2031', 'Apr 2099'));
		expect((await rows())[0]?.at).toBe(house.at);
	});
});

describe('"unsubscribe" in plain words', () => {
	it('counts when the mail proves itself', async () => {
		const lin = await house.add('lin@example.net');
		expect(await house.take(mail({ to: tagged(lin.id), body: '請取消訂閱' }))).toMatchObject({
			outcome: 'kept',
			kind: 'unsubscribe',
		});
		expect((await house.store.people.byId(lin.id))?.state).toBe('left');
	});

	it('else mails the way out to the address, and changes nothing', async () => {
		await house.test.remove();
		house = await openHouse({ dynamic: true });
		const lin = await house.add('lin@example.net');
		await house.take(mail({ body: 'Unsubscribe me!' }));
		expect((await house.store.people.byId(lin.id))?.state).toBe('subscribed');
		expect(house.letters.map(({ to }) => to.email)).toEqual(['lin@example.net']);
		expect(await house.take(mail({ from: 'x@example.com', body: 'stop' }))).toMatchObject({
			outcome: 'kept',
		});
		expect(await house.store.people.byEmail('x@example.com')).toBeUndefined();
	});

	it('on a site without a server waits for the author when the mail proves nothing', async () => {
		const lin = await house.add('lin@example.net');
		await house.take(mail({ body: 'Unsubscribe me!' }));
		expect(await house.store.replies.list({ waiting: true })).toMatchObject([
			{ person: lin.id, kind: 'unsubscribe' },
		]);
		await house.take(mail({ to: tagged(lin.id), body: 'Unsubscribe me!' }));
		expect(await house.store.replies.list({ waiting: true })).toEqual([]);
	});
});
