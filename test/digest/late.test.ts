import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	afterWord,
	outcomes,
	releaseHeld,
	tripped,
	type Counts,
	type DeliveryWord,
	type Standing,
} from '../../integrations/kindred/src/digest/index.ts';
import { site } from '../site.ts';

const word = fc.record({
	outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined }),
	at: fc.integer({ min: 0, max: 9 }).map((minute) => `2031-05-01T09:0${minute}:00.000Z`),
	reason: fc.constantFrom('', 'full', 'no such user'),
	providerId: fc.constant('re_1'),
	messageId: fc.constantFrom(undefined, 'one@example.com'),
	to: fc.constant(['lin@example.net']),
	tags: fc.constant({}),
}) satisfies fc.Arbitrary<DeliveryWord>;

const open = fc.constantFrom<Standing>({ state: 'pending' }, { state: 'held' }, { state: 'failed' });
const told = (words: readonly DeliveryWord[], from: Standing): Standing =>
	words.reduce((standing, one) => afterWord(standing, one) ?? standing, from);
const of = (outcome: DeliveryWord['outcome'], minute: number): DeliveryWord => ({
	outcome,
	at: `2031-05-01T09:0${minute}:00.000Z`,
	reason: '',
	providerId: 're_1',
	to: [],
	tags: {},
});

describe('words about a letter that has left', () => {
	it('end the same in every order and however often each is told', () => {
		const histories = fc
			.array(word, { minLength: 1, maxLength: 8 })
			.chain((words) =>
				fc.tuple(
					fc.constant(words),
					fc.shuffledSubarray([...words, ...words, ...words], { minLength: words.length * 3 }),
					open,
				),
			);
		fc.assert(
			fc.property(histories, ([words, again, from]) => {
				expect(told(again, from)).toEqual(told(words, from));
			}),
			{ numRuns: 2000 },
		);
	});

	it('say nothing new the second time', () => {
		fc.assert(
			fc.property(fc.array(word), word, open, (words, one, from) => {
				const standing = told([...words, one], from);
				expect(afterWord(standing, one)).toBeUndefined();
			}),
		);
	});

	it('make any letter a sent one, also one that nobody had an answer about', () => {
		expect(afterWord({ state: 'held' }, of(undefined, 1))).toMatchObject({
			state: 'sent',
			providerId: 're_1',
		});
	});

	it.each([
		['delayed, then delivered', ['delayed', 'delivered'], 'delivered'],
		['delivered, and a notice of absence taken for a bounce', ['delivered', 'soft-bounced'], 'delivered'],
		['delivered, and sent back for good by the server behind', ['delivered', 'bounced'], 'bounced'],
		['delivered, and called spam by its reader', ['delivered', 'complained'], 'complained'],
		['failed once, then delivered', ['failed', 'delivered'], 'delivered'],
	] as const)('of a letter %s', (_name, words, end) => {
		const standing = told(
			words.map((outcome, minute) => of(outcome, minute)),
			{ state: 'pending' },
		);
		expect(standing.fate?.outcome).toBe(end);
	});

	it('tell when it happened first', () => {
		expect(told([of('delivered', 5), of('delivered', 2)], { state: 'sent' }).fate?.at).toBe(
			'2031-05-01T09:02:00.000Z',
		);
	});
});

describe('a breaker', () => {
	const counts = (more: Partial<Counts>): Counts => ({
		handed: 1000,
		failed: 0,
		bounced: 0,
		complained: 0,
		...more,
	});

	it.each<[string, Partial<Counts>]>([
		['one bad address among thirty', { handed: 30, bounced: 1 }],
		['two complaints of ten thousand', { handed: 10_000, complained: 2 }],
		['exactly as many as may be', { failed: 50, bounced: 10 }],
		['nobody at all', { handed: 0 }],
	])('lets %s pass', (_name, more) => {
		expect(tripped(counts(more), site.breaker)).toBeUndefined();
	});

	it('stops at five bad addresses among thirty, and says so', () => {
		expect(tripped(counts({ handed: 30, bounced: 5 }), site.breaker)).toBe(
			'5 of 30 letters came back for good (16.7 %; bounces may be 1 %)',
		);
	});

	it.each<[string, Partial<Counts>, string]>([
		['complaints', { handed: 10_000, complained: 11, bounced: 500 }, '11 of 10000 letters complained'],
		['bounces', { bounced: 11, failed: 400 }, '11 of 1000 letters came back for good'],
		['failures for now', { failed: 51 }, '51 of 1000 letters could not be delivered for now'],
	])('names %s first', (_name, more, words) => {
		expect(tripped(counts(more), site.breaker)).toContain(words);
	});

	it('stops at trouble with letters that no answer came for yet', () => {
		expect(tripped(counts({ handed: 0, bounced: 3 }), site.breaker)).toContain(
			'3 of 3 letters came back for good (100 %',
		);
	});

	it('heeds limits of one’s own', () => {
		const strict = { ...site.breaker, bounced: 0, least: 1 };
		expect(tripped(counts({ bounced: 1 }), strict)).toContain('bounces may be 0 %');
		expect(tripped(counts({ bounced: 900 }), { ...site.breaker, bounced: 1 })).toBeUndefined();
	});
});

describe('a held batch', () => {
	const held = {
		key: 'k1',
		readings: [1, 2, 3].map((person) => ({ person, email: person === 3 ? '' : `r${person}@example.com` })),
	};

	it('goes out again to those nobody knows about, and not to those who were erased', () => {
		const release = releaseHeld(held, new Set([2, 3]), 'again');
		expect(release).toMatchObject({ kind: 'planned', readings: [{ person: 2 }] });
	});

	it('goes out under a key the provider has not seen', () => {
		const once = releaseHeld(held, new Set([1]), 'again') as { key: string };
		const twice = releaseHeld({ ...held, key: once.key }, new Set([1]), 'again') as { key: string };
		expect(new Set([held.key, once.key, twice.key]).size).toBe(3);
	});

	it.each([
		['they have it', new Set([1]), 'sent'],
		['nobody is left of it', new Set<number>(), 'again'],
		['only the erased are', new Set([3]), 'again'],
	] as const)('is settled when %s', (_name, people, verdict) => {
		expect(releaseHeld(held, people, verdict)).toEqual({ kind: 'settled' });
	});
});
