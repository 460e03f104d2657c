import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	fitOf,
	meanRate,
	readKinship,
	tallyOf,
	type Interaction,
} from '../../integrations/kindred/src/person/index.ts';

const NOW = '2031-05-01T09:00:00.000Z';
const topicsOf = (post: string) =>
	({ pot: ['food'], soup: ['food', 'winter'], groups: ['people'] })[post] ?? [];
let id = 0;
const line = (
	kind: Interaction['kind'],
	detail: Interaction['detail'],
	{ person = 1, subject = 'digest:one' } = {},
): Interaction => ({ id: ++id, person, at: '2031-01-01T09:00:00.000Z', kind, subject, detail });
const sent = (...items: string[]) => line('delivered', { items });
const replied = (items: readonly { post: string; share: number }[], words = 20) =>
	line('replied', { items, words });
const fit = (past: readonly Interaction[], topics = ['food'], mean = 0.1) =>
	fitOf(tallyOf(past, topics, topicsOf), mean);

describe('a fit', () => {
	it('is the rate of answers, drawn to that of all people', () => {
		const past = [
			sent('pot', 'groups'),
			sent('soup'),
			sent('pot'),
			sent('pot'),
			replied([{ post: 'pot', share: 1 }]),
		];
		expect(fit(past)).toMatchObject({ sent: 4, gave: 1, mean: 0.1 });
		expect(fit(past).value).toBeCloseTo((1 + 3 * 0.1) / (4 + 3));
		expect(fit(past).low).toBeLessThan(fit(past).value!);
		expect(fit(past).high).toBeGreaterThan(fit(past).value!);
	});

	it('is unknown until they were sent a topic three times, whatever they wrote', () => {
		const two = [sent('pot'), sent('pot'), replied([{ post: 'pot', share: 1 }], 500)];
		expect(fit(two).value).toBeUndefined();
		expect(fit([...two, sent('groups')]).value).toBeUndefined();
		expect(fit([...two, sent('soup')]).value).toBeGreaterThan(0);
	});

	it('takes of an answer the share that is about the topic', () => {
		const both = replied([
			{ post: 'pot', share: 0.75 },
			{ post: 'groups', share: 0.25 },
		]);
		expect(fit([both]).gave).toBeCloseTo(0.75);
		expect(fit([both], ['people']).gave).toBeCloseTo(0.25);
		expect(fit([both], ['food', 'people']).gave).toBeCloseTo(1);
		expect(fit([both]).because).toMatchObject([{ interaction: both.id, share: 1 }]);
	});

	it('takes an answer to an article whole, and counts what was sent twice in one letter once', () => {
		const about = line('replied', { words: 60 }, { subject: 'post:soup' });
		expect(fit([about], ['winter']).gave).toBe(2);
		expect(fit([sent('pot', 'pot', 'soup')]).sent).toBe(2);
	});

	it('is not confused by what an old or broken line holds', () => {
		for (const detail of [{}, { items: null }, { items: 'pot' }, { items: [7, null] }])
			expect(fit([line('delivered', detail), line('replied', {})])).toMatchObject({
				sent: 0,
				gave: 0,
				value: undefined,
			});
	});

	it('lies between what they gave and what all gave', () => {
		fc.assert(
			fc.property(
				fc.nat(40),
				fc.nat(20),
				fc.double({ min: 0, max: 2, noNaN: true }),
				(letters, answers, mean) => {
					const past = [
						...Array.from({ length: letters + 3 }, () => sent('pot')),
						...Array.from({ length: answers }, () => replied([{ post: 'pot', share: 1 }])),
					];
					const { value = -1, low, high } = fit(past, ['food'], mean);
					const own = answers / (letters + 3);
					expect(value).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-9);
					expect(value).toBeLessThanOrEqual(Math.max(own, mean) + 1e-9);
					expect(low).toBeLessThanOrEqual(value);
					expect(high).toBeGreaterThanOrEqual(value);
				},
			),
			{ numRuns: 100 },
		);
	});
});

describe('kinship', () => {
	it('reads a log in parts, and draws everybody to the rate of all, also of those it was not asked about', async () => {
		const other = Array.from({ length: 6 }, () => line('delivered', { items: ['pot'] }, { person: 2 }));
		const own = [sent('pot'), sent('pot'), sent('pot'), sent('pot'), replied([{ post: 'pot', share: 1 }])];
		const later = { ...replied([{ post: 'pot', share: 1 }]), at: '2031-06-01T09:00:00.000Z' };
		const kinship = await readKinship(
			(async function* () {
				yield own.slice(0, 2);
				yield [...other, ...own.slice(2), later];
			})(),
			{ topics: ['food'], topicsOf, now: NOW },
		);
		expect(kinship.fit(1)).toMatchObject({ sent: 4, gave: 1, mean: 0.1 });
		expect(kinship.tie(1).because).toHaveLength(1);
		expect(kinship.past(2)).toEqual([]);
		expect(kinship.fit(2)).toMatchObject({ sent: 6, gave: 0 });
		expect(kinship.fit(3).value).toBeUndefined();
	});

	it('of a blog that has sent nothing is unknown', async () => {
		expect(meanRate([])).toBe(0);
		const kinship = await readKinship((async function* () {})(), {
			topics: ['food'],
			topicsOf,
			now: NOW,
		});
		expect(kinship.fit(1)).toMatchObject({ sent: 0, mean: 0, value: undefined });
		expect(kinship.tie(1).value).toBe(0);
	});
});
