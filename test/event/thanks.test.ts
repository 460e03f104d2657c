import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
	checkIn,
	closeDoor,
	planThanks,
	recapOf,
	sendThanks,
	type ThanksHouse,
} from '../../integrations/kindred/src/event/index.ts';
import { toPost } from '../../integrations/kindred/src/post/index.ts';
import { site } from '../site.ts';
import { openEventHouse, type EventTest } from './house.ts';

const post = (id: string, data: { date?: string; event?: string; draft?: boolean } = {}) =>
	toPost(
		{
			id,
			data: { title: id, date: '2031-05-20', tags: [], draft: false, digest: true, event: 'supper', ...data },
			body: '',
		},
		site,
	);

let test: EventTest;
let house: ThanksHouse;
beforeEach(async () => {
	test = await openEventHouse();
	house = { ...test.house, store: test.test.store, snapshot: { ...test.house.snapshot, posts: [] } };
	for (const name of ['ada', 'bob', 'cy']) await test.comes(name);
	test.letters.length = 0;
	test.clock.now = '2031-05-18T09:00:00.000Z';
});
afterEach(() => test.test.remove());

const plan = async (words = '') => (await planThanks('supper', words, house))!;

describe('those who came are thanked', () => {
	it('when it is known of everybody with a seat whether they came, and nobody else', async () => {
		await checkIn('supper', [{ person: 1 }], house);
		expect((await plan()).unaccounted.map(({ id }) => id)).toEqual([2]);
		await closeDoor('supper', house);
		const made = await plan('Thank you for the soup.');
		expect(made).toMatchObject({ unaccounted: [], thanked: 0 });
		expect(await sendThanks(made, house)).toEqual([1]);
		expect(test.letters.map(({ to }) => to.email)).toEqual(['ada@example.com']);
		expect(test.letters[0]!.text).toContain('Thank you for the soup.');
	});

	it('once, whatever is run twice, at once or after a crash', async () => {
		await checkIn('supper', [{ person: 1 }, { person: 2 }], house);
		const made = await plan();
		const crash = { ...house.postman, handOver: () => Promise.reject(new Error('The machine died.')) };
		await expect(sendThanks(made, { ...house, postman: crash })).rejects.toThrow('died');
		await Promise.all([sendThanks(made, house), sendThanks(made, house)]);
		expect(test.letters).toEqual([]);
		expect(await test.test.store.outgoing.due('2031-05-18T10:00:00.000Z', 10)).toHaveLength(2);
		expect(await plan()).toMatchObject({ letters: [], thanked: 2 });
	});

	it('but not who was forgotten meanwhile, and not where mail is not wanted', async () => {
		await checkIn('supper', [{ person: 1 }, { person: 2 }], house);
		await test.test.store.people.suppress('bob@example.com', 'bounce', test.clock.now);
		const made = await plan();
		expect(made.unreachable.map(({ id }) => id)).toEqual([2]);
		await test.test.store.people.forget(1, test.clock.now, () => ['none']);
		expect(await sendThanks(made, house)).toEqual([]);
		expect(test.letters).toEqual([]);
	});

	it('also who came without an answer, and who is noted later', async () => {
		await checkIn('supper', [{ person: 1 }, { person: 2 }], house);
		await sendThanks(await plan(), house);
		const { person } = await test.test.store.people.add({ email: 'eve@example.com' }, test.clock.now);
		await checkIn('supper', [{ person: person.id }], house);
		expect(await sendThanks(await plan(), house)).toEqual([person.id]);
	});

	it('by a plan whose hash changes with its words, its guests and the article about it', async () => {
		await checkIn('supper', [{ person: 1 }, { person: 2 }], house);
		const { hash } = await plan();
		expect((await plan()).hash).toBe(hash);
		expect((await plan('Hello')).hash).not.toBe(hash);
		house = { ...house, snapshot: { ...house.snapshot, posts: [post('what-became')] } };
		const withLink = await plan();
		expect(withLink.hash).not.toBe(hash);
		expect(withLink.letters[0]!.letter.text).toContain('https://example.com/posts/what-became/');
	});
});

describe('the article about an event', () => {
	it('is the newest published one, in the language of the reader', () => {
		const posts = [
			post('old', { date: '2031-05-19' }),
			post('new'),
			post('new.zh-hant'),
			post('draft', { date: '2031-06-01', draft: true }),
			post('other', { event: 'lunch', date: '2031-06-01' }),
		];
		expect(recapOf('supper', posts, ['zh-Hant', 'en'])?.id).toBe('new.zh-hant');
		expect(recapOf('supper', posts, ['de', 'en'])?.id).toBe('new');
		expect(recapOf('tea', posts, ['en'])).toBeUndefined();
	});
});
