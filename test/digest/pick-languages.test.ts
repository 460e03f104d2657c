import { describe, expect, test } from 'vitest';
import { choose } from '../../integrations/kindred/src/digest/pick.ts';
import { byHand, choices, chosen, forYou, shelf, taste } from './pick-sample.ts';
import { post } from './sample.ts';

describe('an article comes', () => {
	const posts = [post('a'), post('a.zh-Hant'), post('a.ar')];

	test('in their own translation, once', () => {
		expect(chosen(taste({ languages: ['zh-Hant'] }), shelf(posts))).toEqual(['a.zh-Hant']);
		expect(chosen(taste({ languages: ['ar'] }), shelf(posts))).toEqual(['a.ar']);
		expect(chosen(taste({ languages: ['ar'] }), shelf(posts, [byHand('a'), forYou(3)]))).toEqual(['a.ar']);
	});

	test('in the first of their languages it has, else in a later one', () => {
		expect(chosen(taste({ languages: ['fi', 'ar', 'en'] }), shelf(posts))).toEqual(['a.ar']);
	});

	test('not at all when they read none of its languages, also by hand', () => {
		const from = shelf(posts, [byHand('a'), forYou(3)]);
		expect(choose(taste({ languages: ['fi'] }), from)).toEqual({ 'hand-a': [], picks: [] });
	});

	test('in the translation that is published, when the better one is a draft', () => {
		const drafted = [post('a'), post('a.ar', { draft: true })];
		expect(chosen(taste({ languages: ['ar', 'en'] }), shelf(drafted))).toEqual(['a']);
	});

	test('as new in a language it was translated to lately', () => {
		const late = [post('a', { date: '2020-01-01' }), post('a.ar', { date: '2026-11-20' }), post('b.ar')];
		expect(chosen(taste({ languages: ['ar'] }), shelf(late, [forYou(3, 30)]))).toEqual(['a.ar', 'b.ar']);
		expect(chosen(taste({ languages: ['en'] }), shelf(late, [forYou(3, 30)]))).toEqual([]);
	});

	test('in the first by id of two entries in one language', () => {
		const twins = [post('z', { group: 'a' }), post('b', { group: 'a' })];
		expect(chosen(taste(), shelf(twins))).toEqual(['b']);
	});
});

describe('somebody who named no languages', () => {
	test('gets picks in the site’s language only', () => {
		const posts = [post('here'), post('foreign.ar')];
		expect(chosen(taste({ languages: [] }), shelf(posts))).toEqual(['here']);
	});

	test('gets what was placed by hand, in the site’s language where there is one', () => {
		const posts = [post('both'), post('both.ar'), post('foreign.ar'), post('foreign.zh-Hans')];
		expect(chosen(taste({ languages: [] }), shelf(posts, [byHand('both'), byHand('foreign')]))).toEqual([
			'both',
			'foreign.zh-Hans',
		]);
	});
});

describe('a post placed by hand', () => {
	test('goes to everybody, whatever topics they chose', () => {
		expect(choices(taste({ topics: ['maths'] }), shelf([post('a')], [byHand('a')]))).toEqual([
			{ post: 'a', group: 'a', reason: 'you placed it by hand' },
		]);
	});

	test('is not sent twice to the same reader, unless the author says so', () => {
		expect(chosen(taste({}, ['a']), shelf([post('a')], [byHand('a')]))).toEqual([]);
		expect(choices(taste({}, ['a']), shelf([post('a')], [byHand('a', true)]))).toEqual([
			{ post: 'a', group: 'a', reason: 'you placed it by hand, for those too who had it before' },
		]);
	});

	test('is never also a personal pick, wherever the slots stand', () => {
		const posts = [post('a'), post('b')];
		expect(chosen(taste(), shelf(posts, [forYou(3), byHand('a')]))).toEqual(['b', 'a']);
	});

	test('stands once in a letter that names it twice', () => {
		const twice = [byHand('a'), { ...byHand('a'), slot: 'again' }];
		expect(choose(taste(), shelf([post('a')], twice))).toMatchObject({ again: [] });
		const second = [byHand('a'), { ...byHand('a', true), slot: 'again' }];
		expect(chosen(taste({}, ['a']), shelf([post('a')], second))).toEqual(['a']);
	});

	test('may be what personal picks leave out, but no draft and nothing unknown', () => {
		const posts = [
			post('private', { digest: false }),
			post('later', { date: '2026-12-01' }),
			post('draft', { draft: true }),
		];
		const slots = ['private', 'later', 'draft', 'unknown'].map((group) => byHand(group));
		expect(chosen(taste(), shelf(posts, slots))).toEqual(['private', 'later']);
	});
});
