import { describe, expect, test } from 'vitest';
import {
	exclusionsOf,
	planDifference,
	planDigest,
	readingsOf,
	type DigestEntry,
} from '../../integrations/kindred/src/digest/index.ts';
import { compiler, digest, now, pagesOf, post, reader } from './sample.ts';
import { site } from '../site.ts';

const posts = [post('by-hand', { tags: ['tables'] }), post('a')];
const planFor = (readers: ReturnType<typeof reader>[], blog = posts, entry: DigestEntry = digest) =>
	planDigest(entry, {
		site,
		posts: blog,
		compiler,
		now: () => now,
		store: { readers: () => pagesOf(readers) },
	});
const plan = async (...given: Parameters<typeof planFor>) => {
	const made = await planFor(...given);
	return { readings: [...readingsOf(made)], excluded: [...exclusionsOf(made)] };
};

describe('who gets a digest', () => {
	test.each([
		['got it already', reader(1, {}, { got: new Set(['2026-11']) }), digest],
		['outside the circle', reader(1), { ...digest, audience: { circle: ['core'] } }],
		[
			'chose none of its topics',
			reader(1, { topics: ['maths'] }),
			{ ...digest, audience: { topics: ['ties'] } },
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
		['would find nothing in it', reader(1, {}, { had: new Set(['by-hand', 'a']) }), digest],
		[
			'reads none of its languages',
			reader(1, { languages: ['ar'] }),
			{ ...digest, audience: { lang: ['en'] } },
		],
		['did not get what it corrects', reader(1), { ...digest, corrects: '2026-10' }],
	] as const)('not somebody who %s', async (reason, who, entry) => {
		const { readings, excluded } = await plan([who], undefined, entry);
		expect(readings).toEqual([]);
		expect(excluded).toEqual([{ person: 1, email: 'reader1@example.com', reason }]);
	});

	test('a monthly reader again when a month has passed', async () => {
		const monthly = reader(1, { frequency: 'monthly' }, { lastSent: '2026-10-25T09:00:00.000Z' });
		expect((await plan([monthly])).readings).toHaveLength(1);
	});

	test('in the site’s language when none of theirs is on offer', async () => {
		const { readings } = await plan([reader(1, { languages: ['fi', 'en'] })]);
		expect(readings[0]!.lang).toBe('en');
	});

	test('somebody who had everything, when the words are the letter', async () => {
		const had = reader(1, {}, { had: new Set(['by-hand', 'a']) });
		const { readings } = await plan([had], undefined, { ...digest, atLeast: 0 });
		expect(readings[0]!.items).toEqual({ 'post-0': [], 'picks-1': [] });
	});

	test('a correction: exactly those who got the wrong one, with its posts again, however often they like letters', async () => {
		const got = {
			got: new Set(['2026-10']),
			had: new Set(['by-hand']),
			lastSent: '2026-11-21T00:00:00.000Z',
		};
		const wrong = { ...digest, corrects: '2026-10' };
		const { readings } = await plan(
			[reader(1, { frequency: 'quarterly' }, got), reader(2)],
			undefined,
			wrong,
		);
		expect(readings).toMatchObject([{ person: 1, items: { 'post-0': ['by-hand'] } }]);
	});
});

describe('a plan', () => {
	test('has the same hash for the same content, readers and clock, however they are paged', async () => {
		const readers = [reader(1), reader(2), reader(3)];
		const paged = await planDigest(digest, {
			site,
			posts,
			compiler,
			now: () => now,
			store: { readers: () => pagesOf(readers.slice(0, 1), readers.slice(1)) },
		});
		expect(paged).toEqual(await planFor(readers));
	});

	test('has another hash as soon as one reader gets something else, and says what moved', async () => {
		const [before, after] = [
			await planFor([reader(1), reader(2)]),
			await planFor([reader(1, { languages: ['ar', 'en'] }), reader(3)]),
		];
		expect(after.hash).not.toBe(before.hash);
		expect(planDifference(before, after)).toEqual([
			'1 more reader',
			'1 fewer reader',
			'1 reader gets something else',
			'the letter in ar reads differently',
		]);
	});

	test('counts readers, variants and bytes by language', async () => {
		const { counts } = await planFor([
			reader(1),
			reader(2),
			reader(3, {}, { had: new Set(['a']) }),
			reader(4, {}, { got: new Set(['2026-11']) }),
		]);
		expect(counts).toMatchObject({
			readers: 3,
			excluded: { 'got it already': 1 },
			languages: { en: { readers: 3, variants: 2 } },
		});
		expect(counts.languages['en']!.bytes.max).toBeGreaterThan(0);
	});

	test('keeps a letter under the size that mail programs like, by fewer picks', async () => {
		const heavy = { html: `<p>${'x'.repeat(50 * 1024)}</p>`, text: 'x' };
		const made = await planDigest(digest, {
			site,
			posts: [...posts, post('b', { tags: ['ties'] })],
			compiler: { ...compiler, pieces: async (orders) => orders.map(() => heavy) },
			now: () => now,
			store: { readers: () => pagesOf([reader(1)]) },
		});
		expect([...readingsOf(made)][0]!.items).toEqual({ 'post-0': ['by-hand'], 'picks-1': [] });
	});
});
