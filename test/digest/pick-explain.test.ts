import { describe, expect, test } from 'vitest';
import { explain } from '../../integrations/kindred/src/digest/explain.ts';
import { choose, fit, type Choice } from '../../integrations/kindred/src/digest/pick.ts';
import { byHand, forYou, shelf, taste } from './pick-sample.ts';
import { post } from './sample.ts';

describe('a reader’s letter explains', () => {
	const told = (...args: Parameters<typeof explain>) =>
		Object.fromEntries(explain(...args).map(({ group, reason }) => [group, reason]));

	test('first what is in, in the order of the letter, then what is out, by group', () => {
		const posts = [post('z', { tags: ['ties'] }), post('b'), post('a'), post('y', { title: 'By hand' })];
		const from = shelf(posts, [forYou(1), byHand('y')]);
		expect(explain(taste({ topics: ['ties'] }), from)).toEqual([
			{ group: 'z', title: 'About z', in: true, reason: 'on ties, which they chose' },
			{ group: 'y', title: 'By hand', in: true, reason: 'you placed it by hand' },
			{ group: 'a', title: 'About a', in: false, reason: 'on nothing they chose (ties)' },
			{ group: 'b', title: 'About b', in: false, reason: 'on nothing they chose (ties)' },
		]);
	});

	test.each([
		['a draft', post('a', { draft: true })],
		['its date is in the future', post('a', { date: '2026-11-23' })],
		['left out of digests by its front matter', post('a', { digest: false })],
		['in none of the languages they read (en, fi)', post('a', { lang: 'ar' })],
		['they had it before', post('a')],
		['on nothing they chose (maths)', post('a'), { topics: ['maths'] }],
		['older than 90 days', post('a', { date: '2026-08-23' })],
	])('what is out because it is: %s', (reason, entry, more: { topics?: string[] } = {}) => {
		const reader = taste({ languages: ['en', 'fi'], ...more }, reason.includes('had') ? ['a'] : []);
		expect(told(reader, shelf([entry], [forYou(3, 90), { ...forYou(3, 30), slot: 'new' }]))).toEqual({
			a: reason,
		});
	});

	test('also why what was placed by hand is out', () => {
		const posts = [post('had'), post('foreign', { lang: 'ar' }), post('draft', { draft: true })];
		const from = shelf(posts, [byHand('had'), byHand('foreign'), byHand('draft'), forYou(3)]);
		expect(told(taste({}, ['had']), from)).toEqual({
			had: 'they had it before',
			foreign: 'in none of the languages they read (en)',
			draft: 'a draft',
		});
	});

	test('when one more would be too much of one topic', () => {
		const posts = [
			post('groups-1', { date: '2026-11-20' }),
			post('groups-2', { date: '2026-11-19' }),
			post('groups-3', { date: '2026-11-18' }),
			post('maths', { date: '2026-09-01', tags: ['maths'] }),
			post('walks', { date: '2026-09-01', tags: ['walks'] }),
		];
		expect(told(taste(), shelf(posts, [byHand('groups-1'), forYou(2)]))).toMatchObject({
			'groups-2': 'a second on groups would be too much of one topic',
			'groups-3': 'a second on groups would be too much of one topic',
		});
		const two = [byHand('groups-1'), byHand('groups-2'), forYou(2)];
		expect(told(taste(), shelf(posts, two))['groups-3']).toBe(
			'a third on groups would be too much of one topic',
		);
	});

	test('when there is no room, or no place at all', () => {
		const posts = [post('new', { tags: ['ties'] }), post('old', { tags: ['ties'], date: '2020-01-01' })];
		expect(told(taste(), shelf(posts, [forYou(1)]))['old']).toBe('there is room for 1, and others are newer');
		expect(told(taste({ topics: ['ties'] }), shelf(posts, [forYou(1)]))['old']).toBe(
			'there is room for 1, and others fit better or are newer',
		);
		expect(told(taste(), shelf(posts, []))['old']).toBe('the letter has no place for personal picks');
		expect(told(taste(), shelf(posts, [forYou(0)]))['old']).toBe(
			'the letter has no place for personal picks',
		);
	});
});

describe('a letter that is too large', () => {
	const posts = ['a', 'b', 'c', 'd', 'e'].map((id) => post(id, { tags: [id] }));
	const slots = [forYou(2), byHand('e'), { ...forYou(2), slot: 'more' }];
	const from = shelf(posts, slots);
	const chosen = choose(taste(), from);
	const sizes = (reads: Readonly<Record<string, readonly Choice[]>>) =>
		Object.fromEntries(Object.entries(reads).map(([slot, all]) => [slot, all.map(({ post: id }) => id)]));
	const cut = (budget: number) => fit(chosen, from, 1000, () => 100, budget);

	test('loses personal picks from its end, which are named', () => {
		const { chosen: kept, dropped } = cut(1300);
		expect(sizes(kept)).toEqual({ picks: ['a', 'b'], 'hand-e': ['e'], more: [] });
		expect(dropped).toEqual([
			{ post: 'd', group: 'd', reason: 'with it the letter would be larger than 1 KiB' },
			{ post: 'c', group: 'c', reason: 'with it the letter would be larger than 1 KiB' },
		]);
	});

	test('loses nothing as long as it fits, to the byte', () => {
		expect(cut(1500)).toEqual({ chosen, dropped: [] });
		expect(cut(1499).dropped).toHaveLength(1);
	});

	test('keeps what was placed by hand, however large', () => {
		expect(sizes(cut(0).chosen)).toEqual({ picks: [], 'hand-e': ['e'], more: [] });
	});

	test('leaves what was chosen as it was', () => {
		const before = structuredClone(chosen);
		cut(0);
		expect(chosen).toEqual(before);
	});
});
