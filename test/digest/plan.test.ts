import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planReadings } from '../../integrations/kindred/src/digest/plan.ts';
import { planDifference, planDigest } from '../../integrations/kindred/src/digest/index.ts';
import { compiled, compiler, digest, now, post, reader } from './sample.ts';
import { site } from '../site.ts';

const inAll = Object.fromEntries(site.languages.map((lang) => [lang, compiled(lang)]));
const plan = (readers: ReturnType<typeof reader>[], posts = [post('a')], entry = digest) =>
	planReadings({ digest: entry, compiled: inAll, posts, readers, site, now });
const picked = (result: ReturnType<typeof plan>, at = 0) =>
	result.readings[at]!.picks['picks-0']!.map(({ post: id }) => id);

describe('the picks of a reader', () => {
	test('are on the topics they chose, most in common first', () => {
		const posts = [
			post('one', { tags: ['ties'] }),
			post('both', { tags: ['ties', 'letters'] }),
			post('none', { tags: ['maths'] }),
		];
		expect(picked(plan([reader(1, { topics: ['ties', 'letters'] })], posts))).toEqual(['both', 'one']);
	});

	test('are the newest for somebody who chose no topics', () => {
		const posts = [
			post('old', { date: '2026-01-01' }),
			post('new', { date: '2026-11-20' }),
			post('middle', { date: '2026-06-01' }),
		];
		expect(picked(plan([reader(1)], posts))).toEqual(['new', 'middle']);
	});

	test('never repeat what they had, in whatever language they had it', () => {
		const posts = [post('had'), post('had.ar'), post('fresh')];
		expect(picked(plan([reader(1, { languages: ['ar', 'en'] }, { had: new Set(['had']) })], posts))).toEqual([
			'fresh',
		]);
	});

	test('never repeat what the digest places by hand', () => {
		expect(picked(plan([reader(1)], [post('by-hand'), post('fresh')]))).toEqual(['fresh']);
	});

	test('come in their own translation, once', () => {
		const posts = [post('a'), post('a.zh-Hant'), post('a.ar')];
		expect(
			picked(plan([reader(1, { languages: ['zh-Hant'] }), reader(2, { languages: ['ar'] })], posts), 0),
		).toEqual(['a.zh-Hant']);
		expect(picked(plan([reader(1, { languages: ['ar'] })], posts))).toEqual(['a.ar']);
	});

	test('leave out what they cannot read, drafts, the future and what is kept out of digests', () => {
		const posts = [
			post('x.ar'),
			post('draft', { draft: true }),
			post('later', { date: '2026-11-23' }),
			post('private', { digest: false }),
		];
		expect(picked(plan([reader(1)], posts))).toEqual([]);
	});

	test('hold for any blog and any reader: no group twice, none they had, none by hand, never more than asked', () => {
		const posts = fc.array(
			fc.record({
				group: fc.constantFrom('a', 'b', 'c', 'by-hand'),
				lang: fc.constantFrom('en', 'ar', 'zh-Hant'),
			}),
		);
		const had = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'));
		fc.assert(
			fc.property(posts, had, fc.subarray(['en', 'ar', 'zh-Hant']), (blog, before, languages) => {
				const entries = blog.map(({ group, lang }) => post(`${group}.${lang}`));
				const { readings } = plan([reader(1, { languages }, { had: new Set(before) })], entries);
				const groups = readings[0]!.picks['picks-0']!.map(({ group }) => group);
				expect(new Set(groups).size).toBe(groups.length);
				expect(groups.length).toBeLessThanOrEqual(2);
				expect(groups.filter((group) => (before as string[]).includes(group) || group === 'by-hand')).toEqual(
					[],
				);
			}),
		);
	});
});

describe('who gets a digest', () => {
	test.each([
		['got it already', reader(1, {}, { served: true }), digest],
		['outside the circle', reader(1), { ...digest, audience: { circle: ['core'] } }],
		[
			'chose none of its topics',
			reader(1, { topics: ['maths'] }),
			{ ...digest, audience: { topics: ['ties'] } },
		],
		[
			'reads none of its languages',
			reader(1, { languages: ['ar'] }),
			{ ...digest, audience: { lang: ['en'] } },
		],
		[
			'waits for the month to pass',
			reader(1, { frequency: 'monthly' }, { lastSent: '2026-11-10T00:00:00.000Z' }),
			digest,
		],
		[
			'waits for the quarter to pass',
			reader(1, { frequency: 'quarterly' }, { lastSent: '2026-10-01T00:00:00.000Z' }),
			digest,
		],
	] as const)('not somebody who %s', (reason, who, entry) => {
		const { readings, excluded } = plan([who], undefined, entry);
		expect(readings).toEqual([]);
		expect(excluded).toEqual([{ person: 1, email: 'reader1@example.com', reason }]);
	});

	test('a monthly reader again when a month has passed', () => {
		expect(
			plan([reader(1, { frequency: 'monthly' }, { lastSent: '2026-10-25T09:00:00.000Z' })]).readings,
		).toHaveLength(1);
	});

	test('in the site’s language when none of theirs is on offer', () => {
		expect(plan([reader(1, { languages: ['fi'] })]).readings[0]!.lang).toBe('en');
	});
});

describe('a plan', () => {
	const planFor = (readers: ReturnType<typeof reader>[]) =>
		planDigest(digest, {
			site,
			posts: [post('a')],
			compiler,
			now: () => now,
			store: { readers: async () => readers } as unknown as Parameters<typeof planDigest>[1]['store'],
		});

	test('has the same hash for the same content, readers and clock', async () => {
		expect((await planFor([reader(1)])).hash).toBe((await planFor([reader(1)])).hash);
	});

	test('has another hash as soon as one reader gets something else, and says what moved', async () => {
		const [before, after] = [
			await planFor([reader(1), reader(2)]),
			await planFor([reader(1, { languages: ['ar'] }), reader(3)]),
		];
		expect(after.hash).not.toBe(before.hash);
		expect(planDifference(before, after)).toEqual([
			'1 more reader',
			'1 fewer reader',
			'1 reader gets something else',
			'the letter in ar reads differently',
		]);
	});
});
