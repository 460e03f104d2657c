import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sealPlan, type Plan } from '../../integrations/kindred/src/digest/plan.ts';
import { deliver } from './delivery.ts';
import { mail, NOW, openHouse, tagged, type TestHouse } from './house.ts';

let house: TestHouse;
let lin: number;
beforeEach(async () => {
	house = await openHouse();
	lin = (await house.add('lin@example.net')).id;
});
afterEach(() => house.test.remove());

const items = ['groups', 'supper', 'letters'];
const take = (body: string, to = tagged(lin), from?: string) =>
	house.take(mail({ to, body, ...(from ? { from } : {}) }));
const kept = async (reply: number | undefined) => (await house.store.replies.byId(reply!))!;
const logged = async (person: number) => (await house.store.people.timeline(person))[0]?.detail;

/** The plan by which the digest was sent: a letter in Arabic, in which a note stands for an article in English. */
function plan(): Plan {
	const text = [
		'صباح الخير\n',
		{ slot: 'post-0', before: '', after: '\n' },
		{ slot: 'leave-url', before: '', after: '' },
	];
	const template = { lang: 'ar', subject: ['رسالة'], html: [], text };
	return sealPlan({
		digest: '2031-04',
		templates: {
			ar: {
				lang: 'ar',
				entry: '2031-04',
				template,
				items: [{ slot: 'post-0', kind: 'post', group: 'letters' }],
			},
		},
		pieces: {
			'ar:post-0:letters': { html: '', text: 'الكتابة باليد\nهذا ما أرسله إليك لو أرسلت شيئاً واحداً فقط' },
		},
		groups: { letters: 'letters' },
		counts: { readers: 1, excluded: {}, languages: {} },
		parts: {
			readings: [
				JSON.stringify([
					{ person: lin, email: 'lin@example.net', name: '', lang: 'ar', items: { 'post-0': ['letters'] } },
				]),
			],
			excluded: [],
		},
	});
}

describe('an answer to a digest', () => {
	beforeEach(() => deliver(house.store.db, { person: lin, state: 'sent', items }));

	it('keeps which article it speaks of, in its row and in the log', async () => {
		const { reply } = await take('My mother kept every stamp and never any ink.');
		expect((await kept(reply)).items).toEqual([{ post: 'letters', share: 1, by: 'words' }]);
		expect(await logged(lin)).toMatchObject({ items: [{ post: 'letters', share: 1 }] });
	});

	it('counts for all articles alike when it speaks of none', async () => {
		const { reply } = await take('Thank you!');
		const shares = (await kept(reply)).items!;
		expect(shares.map(({ post, by }) => [post, by])).toEqual([
			['groups', 'even'],
			['letters', 'even'],
			['supper', 'even'],
		]);
	});

	it('is about an article in whatever language its writer read it', async () => {
		const { reply } = await take('قرأت «لماذا تموت المجموعات» مرتين');
		expect((await kept(reply)).items).toEqual([{ post: 'groups', share: 1, by: 'quote' }]);
	});

	it('of somebody it was forwarded to is about what stood in the letter that was forwarded', async () => {
		const { reply, person } = await take(
			'See https://example.com/posts/supper/',
			tagged(lin),
			'friend@example.org',
		);
		expect((await kept(reply)).items).toMatchObject([{ post: 'supper', share: 1 }]);
		expect(await logged(person!)).toMatchObject({ items: [{ post: 'supper', share: 1 }] });
	});
});

it('an answer to a letter nobody knows, or to an event, speaks of no article', async () => {
	for (const to of [tagged(lin), tagged(lin, 'event:supper')]) {
		const { reply } = await take('A table for six, please.', to);
		expect((await kept(reply)).items).toBeUndefined();
		expect(await logged(lin)).not.toHaveProperty('items');
	}
});

it('the letter as it was mailed says what is quoted: a note in it too, unmarked', async () => {
	const sent = plan();
	const { digests } = house.store;
	await digests.keepPlan(sent, NOW);
	await digests.approve(sent.hash, NOW);
	await digests.begin(sent, NOW);
	expect(await house.store.deliveries.letterOf('2031-04', lin)).toEqual({
		lang: 'ar',
		items: ['letters'],
		entries: [{ post: 'letters', text: sent.pieces['ar:post-0:letters']!.text }],
		text: 'صباح الخير\nالكتابة باليد\nهذا ما أرسله إليك لو أرسلت شيئاً واحداً فقط\n',
	});
	const { reply } = await take('شكراً جزيلاً!\n\nهذا ما أرسله إليك لو أرسلت شيئاً واحداً فقط');
	expect(await kept(reply)).toMatchObject({
		text: 'شكراً جزيلاً!',
		items: [{ post: 'letters', share: 1, by: 'quote' }],
	});
	expect(await house.store.deliveries.letterOf('2031-04', lin + 1)).toBeUndefined();
});
