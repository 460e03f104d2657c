import { describe, expect, test } from 'vitest';
import { choose } from '../../integrations/kindred/src/digest/pick.ts';
import { byHand, choices, chosen, forYou, shelf, taste } from './pick-sample.ts';
import { post } from './sample.ts';

describe('personal picks', () => {
	test('are on the topics they chose, most in common first', () => {
		const posts = [
			post('one', { tags: ['ties'] }),
			post('both', { tags: ['ties', 'letters'] }),
			post('none', { tags: ['maths'] }),
		];
		expect(choices(taste({ topics: ['letters', 'ties'] }), shelf(posts))).toEqual([
			{ post: 'both', group: 'both', reason: 'on letters and ties, which they chose' },
			{ post: 'one', group: 'one', reason: 'on ties, which they chose' },
		]);
	});

	test('are the newest for somebody who chose no topics', () => {
		const posts = [
			post('old', { date: '2026-01-01', tags: ['a'] }),
			post('new', { date: '2026-11-20', tags: ['b'] }),
			post('middle', { date: '2026-06-01', tags: ['c'] }),
		];
		expect(choices(taste(), shelf(posts))).toEqual(
			['new', 'middle', 'old'].map((id) => ({ post: id, group: id, reason: 'the newest they have not had' })),
		);
	});

	test('are none for somebody whose topics the blog does not have', () => {
		expect(choose(taste({ topics: ['falconry'] }), shelf([post('a')]))).toEqual({ picks: [] });
	});

	test('count a topic once, however often it was chosen or written down', () => {
		const posts = [
			post('twice', { tags: ['a', 'a', 'b', 'b'] }),
			post('new', { tags: ['a'], date: '2026-11-02' }),
		];
		expect(chosen(taste({ topics: ['a', 'a', 'a'] }), shelf(posts))).toEqual(['new', 'twice']);
	});

	test('prefer an old article on exactly their topic to a newer one that touches it', () => {
		const posts = [
			post('exactly', { tags: ['ties'], date: '2026-07-01' }),
			post('barely', { tags: ['ties', 'maths', 'cards', 'trees'], date: '2026-11-20' }),
		];
		expect(chosen(taste({ topics: ['ties'] }), shelf(posts))).toEqual(['exactly', 'barely']);
	});

	test('prefer the newer one once the other is too old', () => {
		const posts = [
			post('exactly', { tags: ['ties'], date: '2025-10-01' }),
			post('barely', { tags: ['ties', 'maths', 'cards', 'trees'], date: '2026-11-20' }),
		];
		expect(chosen(taste({ topics: ['ties'] }), shelf(posts))).toEqual(['barely', 'exactly']);
	});

	test('know the topics of an article by the tags of any of its translations', () => {
		const posts = [post('a', { tags: ['friendship'] }), post('a.ar', { tags: ['صداقة'] })];
		expect(chosen(taste({ languages: ['ar'], topics: ['friendship'] }), shelf(posts))).toEqual(['a.ar']);
		expect(chosen(taste({ languages: ['en'], topics: ['صداقة'] }), shelf(posts))).toEqual(['a']);
	});

	test('never repeat what they had, in whatever language they had it', () => {
		const posts = [post('had'), post('had.ar'), post('fresh')];
		expect(chosen(taste({ languages: ['ar', 'en'] }, ['had']), shelf(posts))).toEqual(['fresh']);
	});

	test('leave out what is older than the slot takes, to the day', () => {
		const posts = [
			post('in', { date: '2026-10-23', tags: [] }),
			post('out', { date: '2026-10-22', tags: [] }),
		];
		expect(chosen(taste(), shelf(posts, [forYou(3, 30)]))).toEqual(['in']);
	});

	test('of a second slot begin where those of the first end, and may be older', () => {
		const posts = ['2026-11-20', '2026-11-19', '2026-01-01', '2025-01-01'].map((date, index) =>
			post(`p${index}`, { date, tags: [`t${index}`] }),
		);
		const slots = [forYou(3, 30), { ...forYou(1), slot: 'more' }];
		const got = choose(taste(), shelf(posts, slots));
		expect(Object.keys(got)).toEqual(['picks', 'more']);
		expect(got['picks']!.map(({ post: id }) => id)).toEqual(['p0', 'p1']);
		expect(got['more']!.map(({ post: id }) => id)).toEqual(['p2']);
	});

	test('leave out drafts, the future and what is kept out of digests', () => {
		const posts = [
			post('draft', { draft: true }),
			post('later', { date: '2026-11-23' }),
			post('private', { digest: false }),
			post('today', { date: '2026-11-22' }),
		];
		expect(chosen(taste(), shelf(posts))).toEqual(['today']);
	});

	test('of one worth go by their date, then by their group', () => {
		const posts = [
			post('a', { group: 'z' }),
			post('m'),
			post('z', { group: 'a' }),
			post('x', { date: '2026-11-02' }),
		];
		expect(chosen(taste({ topics: ['groups'] }), shelf(posts, [forYou(4)]))).toEqual(['x', 'z', 'm', 'a']);
	});

	test('are of one worth also where floating point would tell them apart', () => {
		// 10 / √12 and 15 / √27 differ in the sixteenth digit.
		const tags = (wanted: number, all: number) =>
			Array.from({ length: all }, (_, index) => (index < wanted ? `wanted${index}` : `other${index}`));
		const [few, many] = [tags(10, 12), tags(15, 27)];
		const reader = taste({ topics: tags(15, 15) });
		for (const [a, b] of [
			[few, many],
			[many, few],
		] as const)
			expect(chosen(reader, shelf([post('b', { tags: b }), post('a', { tags: a })], [forYou(1)]))).toEqual([
				'a',
			]);
	});

	test('look through the whole archive where something better stands there', () => {
		const tags = ['ties', 'x', 'y', 'z'];
		const touching = (date: string) => (_: unknown, index: number) =>
			post(`${date}-${index}`, { date, tags });
		const fresh = Array.from({ length: 40 }, touching('2026-11-20'));
		const archive = (date: string) => Array.from({ length: 150 }, touching(date));

		const exactly = post('exactly', { date: '2025-12-17', tags: ['ties', 'letters', 'walks', 'maths'] });
		const topics = exactly.tags;
		const posts = [...fresh, ...archive('2025-12-18'), exactly];
		expect(chosen(taste({ topics }), shelf(posts, [forYou(1)]))).toEqual(['exactly']);

		const other = post('other', { date: '2026-06-18', tags: ['maths'] });
		const more = [...fresh, ...archive('2026-06-19'), other];
		expect(chosen(taste(), shelf(more, [forYou(2)]))).toEqual(['2026-11-20-0', 'other']);
	});

	test('are there for articles of any age', () => {
		expect(chosen(taste(), shelf([post('a', { date: '0988-01-01' }), post('b')]))).toEqual(['b', 'a']);
	});

	test('are none on an empty blog', () => {
		expect(choose(taste({ topics: ['ties'] }), shelf([]))).toEqual({ picks: [] });
	});
});

describe('variety', () => {
	test('comes before a few months: picks are not all on one topic', () => {
		const posts = [
			post('groups-1', { date: '2026-11-20' }),
			post('groups-2', { date: '2026-11-19' }),
			post('groups-3', { date: '2026-11-18' }),
			post('maths', { date: '2026-09-01', tags: ['maths'] }),
		];
		expect(choices(taste(), shelf(posts, [forYou(2)]))).toEqual([
			{ post: 'groups-1', group: 'groups-1', reason: 'the newest they have not had' },
			{ post: 'maths', group: 'maths', reason: 'new, and on something else than the rest of the letter' },
		]);
	});

	test('does not bring back what is more than half a year older', () => {
		const posts = [
			post('groups-1', { date: '2026-11-20' }),
			post('groups-2', { date: '2026-11-19' }),
			post('maths', { date: '2026-05-01', tags: ['maths'] }),
		];
		expect(chosen(taste(), shelf(posts, [forYou(2)]))).toEqual(['groups-1', 'groups-2']);
	});

	test('reckons with what stands in the letter by hand, before and after the picks', () => {
		const posts = [
			post('hand', { tags: ['groups'] }),
			post('groups', { date: '2026-11-20', tags: ['groups'] }),
			post('maths', { date: '2026-11-01', tags: ['maths'] }),
		];
		for (const slots of [
			[byHand('hand'), forYou(1)],
			[forYou(1), byHand('hand')],
		])
			expect(choose(taste(), shelf(posts, slots))['picks']!.map(({ post: id }) => id)).toEqual(['maths']);
	});

	test.each([
		[
			'alone on another of their topics',
			[post('old', { date: '2026-06-18', tags: ['maths'] })],
			['groups', 'maths'],
			['groups'],
		],
		[
			'on their topic and nothing else',
			[post('old', { date: '2026-09-24' })],
			['groups'],
			['groups', 'x', 'y', 'z'],
		],
		[
			'called by other names in other languages',
			['', '.ar', '.zh-Hant', '.zh-Hans'].map((lang) =>
				post(`old${lang}`, { date: '2026-07-20', tags: [`groups${lang}`] }),
			),
			['groups'],
			['groups', 'x', 'y', 'z'],
		],
	])('finds, deep in the archive, what is %s', (_, old, topics, tags) => {
		const day = Math.max(...old.map(({ date }) => Date.parse(date))) + 864e5;
		const crowd = Array.from({ length: 190 }, (_each, index) =>
			post(`new-${index}`, {
				date: index < 40 ? '2026-11-20' : new Date(day).toISOString().slice(0, 10),
				tags,
			}),
		);
		const posts = [post('hand', { date: '2020-01-01' }), ...crowd, ...old];
		expect(chosen(taste({ topics }), shelf(posts, [byHand('hand'), forYou(1)]))).toEqual(['hand', 'old']);
	});

	test('does not reckon with what was placed by hand and they do not get', () => {
		const posts = [
			post('hand', { tags: ['groups'] }),
			post('groups', { date: '2026-11-20', tags: ['groups'] }),
			post('maths', { date: '2026-11-01', tags: ['maths'] }),
		];
		expect(chosen(taste({}, ['hand']), shelf(posts, [byHand('hand'), forYou(1)]))).toEqual(['groups']);
	});
});
