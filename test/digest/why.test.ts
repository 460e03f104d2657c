import { describe, expect, test } from 'vitest';
import { planDigest, readingsOf, reasonsFor } from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';
import { compiler, digest, now, pagesOf, post, reader } from './sample.ts';

const posts = [post('by-hand', { tags: ['tables'] }), post('a'), post('b', { date: '2026-10-01' })];
/** Pieces so heavy that only one personal pick stays below the weight that mail programs like. */
const heavy = {
	...compiler,
	pieces: async (orders: readonly { post: string }[]) =>
		orders.map(({ post: id }) => ({
			html: id === 'by-hand' ? '' : `<p>${id}${'.'.repeat(45_000)}</p>`,
			text: id,
		})),
};
const house = (who: ReturnType<typeof reader>, pieces = compiler) => ({
	site,
	posts,
	compiler: pieces,
	now: () => now,
	store: { readers: () => pagesOf([reader(1)], [who]) },
});
const reasons = async (...given: Parameters<typeof house>) => {
	const told = await reasonsFor(digest, ({ id }) => id === 2, house(...given));
	return { ...told, articles: Object.fromEntries(told!.articles.map((one) => [one.group, one])) };
};

describe('the reasons for one reader', () => {
	test('are those of the plan, for what fell away because of its weight too', async () => {
		const { articles } = await reasons(reader(2), heavy);
		expect(articles).toMatchObject({
			'by-hand': { in: true },
			a: { in: true },
			b: { in: false, reason: 'with it the letter would be larger than 80 KiB' },
		});
		const plan = await planDigest(digest, house(reader(2), heavy));
		expect([...readingsOf(plan)].find(({ person }) => person === 2)!.items).toEqual({
			'post-0': ['by-hand'],
			'picks-1': ['a'],
		});
	});

	test('say why somebody gets nothing, and what would have been in it', async () => {
		const had = await reasons(reader(2, {}, { had: new Set(['by-hand', 'a', 'b']) }));
		expect(had.excluded).toBe('would find nothing in it');
		expect(had.articles['a']).toMatchObject({ in: false, reason: 'they had it before' });
		const sent = await reasons(reader(2, {}, { got: new Set([digest.group]) }));
		expect(sent.excluded).toBe('got it already');
		expect(sent.articles['a']).toMatchObject({ in: true });
	});

	test('are none for somebody who is not on the list', async () => {
		expect(await reasonsFor(digest, ({ id }) => id === 3, house(reader(2)))).toBeUndefined();
	});
});
