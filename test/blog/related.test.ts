import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTerms, relatedPosts, type Comparable } from '../../src/blog/related.ts';

const post = (id: string, body: string, tags: string[] = [], lang = 'en'): Comparable => ({
	id,
	group: id.split('.')[0]!,
	lang,
	title: id,
	tags,
	body,
});

describe('related posts', () => {
	const posts = [
		post('umbrella', 'The umbrella shop repaired every umbrella with rivets.'),
		post('rain', 'Rain fell on the umbrella while nobody watched the river.'),
		post('table', 'Eight chairs around the table and soup in the middle.'),
		post('chairs', 'The neighbour lends chairs for the table upstairs.'),
	];

	it('puts the post that shares the rarest words first', () => {
		expect(
			relatedPosts(posts, 1)
				.get('umbrella')
				?.map(({ id }) => id),
		).toEqual(['rain']);
		expect(
			relatedPosts(posts, 1)
				.get('table')
				?.map(({ id }) => id),
		).toEqual(['chairs']);
	});

	it('lets shared tags decide where words do not', () => {
		const tagged = [
			post('a', 'alpha beta', ['ties']),
			post('b', 'gamma delta'),
			post('c', 'epsilon zeta', ['ties']),
		];
		expect(
			relatedPosts(tagged, 2)
				.get('a')
				?.map(({ id }) => id),
		).toEqual(['c']);
	});

	it('stays within a language and never offers a translation', () => {
		const mixed = [
			post('groups', 'groups die slowly', ['ties']),
			post('groups.zh-hant', '群組為什麼會死', ['ties'], 'zh-Hant'),
			post('table.zh-hant', '群組的桌子', ['ties'], 'zh-Hant'),
		];
		const related = relatedPosts(mixed, 3);
		expect(related.get('groups')).toEqual([]);
		expect(related.get('groups.zh-hant')?.map(({ id }) => id)).toEqual(['table.zh-hant']);
	});

	it('offers at most what was asked for, never the post itself', () => {
		const word = fc.constantFrom('letter', 'table', 'river', 'umbrella', '群組', 'رسالة');
		const blog = fc.array(fc.array(word, { maxLength: 12 }), { maxLength: 8 });
		fc.assert(
			fc.property(blog, fc.nat(4), (bodies, count) => {
				const written = bodies.map((words, i) => post(`post-${i}`, words.join(' ')));
				for (const [id, related] of relatedPosts(written, count)) {
					expect(related.length).toBeLessThanOrEqual(count);
					expect(related.map((other) => other.id)).not.toContain(id);
				}
			}),
		);
	});
});

describe('terms', () => {
	it('are words in alphabets and pairs of characters where words are not spaced', () => {
		expect([...countTerms('The Letters of the letters', 'en')]).toEqual([['letters', 2]]);
		expect([...countTerms('寫信給', 'zh-Hant').keys()]).toEqual(['寫信', '信給']);
	});
});
