import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../integrations/kindred/src/reply/index.ts';
import { blog, every, told } from './articles.ts';

describe('shares', () => {
	const words = fc.constantFrom(
		'groups',
		'die',
		'table',
		'for six',
		'ink',
		'شخص',
		'群組',
		'กลุ่ม',
		'\u202e',
		'https://blog.example/posts/maps/',
		'>',
		'\n',
		'Why groups die',
	);
	const text = fc.array(words, { maxLength: 30 }).map((all) => all.join(' '));
	const answer = fc.record({
		text,
		quoted: text,
		pairs: fc.option(fc.array(fc.record({ quote: text, answer: text }), { maxLength: 4 }), {
			nil: undefined,
		}),
	});

	it('add up to 1, none is negative, and none is told twice, in whatever order the articles come', () => {
		fc.assert(
			fc.property(answer, fc.shuffledSubarray([...every], { minLength: 1 }), (given, articles) => {
				const shares = itemsOf(given, articles, blog);
				if (!given.text.trim()) {
					expect(shares).toEqual([]);
					return;
				}
				expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
				expect(shares.every(({ share }) => share > 0 && share <= 1 + 1e-9)).toBe(true);
				expect(new Set(shares.map(({ post }) => post)).size).toBe(shares.length);
				const merged = new Map(articles.map((one) => [one.post, one]));
				expect(itemsOf(given, [...merged.values()].reverse(), blog)).toEqual(shares);
			}),
		);
	});

	it('of a hostile answer are found in a bounded time', () => {
		const huge = [
			'x '.repeat(500_000),
			'http://'.repeat(150_000),
			`http://a${'.'.repeat(1_000_000)}x`,
			'\ufdfa'.repeat(1_000_000),
			'群'.repeat(1_000_000),
			'why groups '.repeat(100_000),
		];
		for (const text of huge) {
			const pairs = Array.from({ length: 10_000 }, () => ({
				quote: text.slice(0, 5000),
				answer: text.slice(0, 9),
			}));
			const shares = told({ text, quoted: text, pairs });
			expect(shares.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
		}
	});
});
