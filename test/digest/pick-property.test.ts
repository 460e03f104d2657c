import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explain } from '../../integrations/kindred/src/digest/explain.ts';
import { choose, type Taste } from '../../integrations/kindred/src/digest/pick.ts';
import { shelfOf, type ItemSlot } from '../../integrations/kindred/src/digest/shelf.ts';
import { site } from '../site.ts';
import { chooseSlowly } from './pick-naive.ts';
import { shelf, today } from './pick-sample.ts';
import { post } from './sample.ts';

const langs = ['en', 'zh-Hant', 'zh-Hans', 'ar', 'fi'];
const topics = ['ties', 'letters', 'groups', 'maths', 'walks', 'كتابة', 'toString'];
const groups = Array.from({ length: 180 }, (_, index) => `p${index}`);

const entry = fc
	.record({
		group: fc.constantFrom(...groups),
		lang: fc.constantFrom('en', 'en', 'en', ...langs),
		twin: fc.constantFrom('', '', '', '', '', '-twin'),
		age: fc.integer({ min: -20, max: 900 }),
		tags: fc.array(fc.constantFrom(...topics), { maxLength: 4 }),
		draft: fc.constantFrom(false, false, false, false, false, true),
		digest: fc.constantFrom(true, true, true, true, true, false),
	})
	.map(({ age, group, lang, twin, ...more }) =>
		post(`${group}${twin}.${lang}`, {
			group,
			...more,
			date: new Date(Date.parse(today) - age * 864e5).toISOString().slice(0, 10),
		}),
	);
const blog = fc.uniqueArray(entry, { maxLength: 220, size: 'max', selector: ({ id }) => id });
const slots = fc
	.array(
		fc.oneof(
			fc.record({
				kind: fc.constant('post' as const),
				group: fc.constantFrom(...groups),
				again: fc.boolean(),
			}),
			fc.record({
				kind: fc.constant('for-you' as const),
				max: fc.integer({ min: 0, max: 6 }),
				within: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
			}),
		),
		{ maxLength: 5 },
	)
	.map((all): ItemSlot[] => all.map((each, index) => ({ slot: `s${index}`, ...each })));
const reader = fc
	.record({
		languages: fc.shuffledSubarray(langs),
		topics: fc.array(fc.constantFrom(...topics, 'falconry'), { maxLength: 5 }),
		had: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 40 }),
	})
	.map(({ had, ...person }): Taste => ({ person, had: new Set(had) }));

const ids = (chosen: ReturnType<typeof choose>) =>
	Object.fromEntries(Object.entries(chosen).map(([slot, all]) => [slot, all.map(({ post: id }) => id)]));

describe('choosing, for any blog, letter and readers,', () => {
	test('gives each of them what weighing everything anew would give', () => {
		fc.assert(
			fc.property(blog, slots, fc.array(reader, { minLength: 1, maxLength: 4 }), (posts, letter, readers) => {
				const from = shelf(posts, letter);
				for (const each of readers)
					expect(ids(choose(each, from))).toEqual(chooseSlowly(each, posts, letter));
			}),
			{ numRuns: 200 },
		);
	});

	test('repeats no article, and sends nothing they had but what is placed again', () => {
		fc.assert(
			fc.property(blog, slots, reader, (posts, letter, each) => {
				const got = choose(each, shelf(posts, letter));
				const all = Object.values(got).flat();
				expect(new Set(all.map(({ group }) => group)).size).toBe(all.length);
				for (const slot of letter) {
					const again = slot.kind === 'post' && slot.again;
					expect(got[slot.slot]!.filter(({ group }) => each.had.has(group) && !again)).toEqual([]);
					expect(got[slot.slot]!.length).toBeLessThanOrEqual(slot.kind === 'post' ? 1 : slot.max);
				}
			}),
		);
	});

	test('sends nothing in a script they do not read when they read another language of it', () => {
		fc.assert(
			fc.property(blog, slots, reader, (posts, letter, each) => {
				const reads = each.person.languages.map((lang) => lang.split('-')[0]);
				const sent = Object.values(ids(choose(each, shelf(posts, letter)))).flat();
				const spoken = sent.map((id) => posts.find((one) => one.id === id)!.lang.split('-')[0]);
				if (reads.length) expect(spoken.filter((lang) => !reads.includes(lang))).toEqual([]);
			}),
		);
	});

	test('does not depend on the order of the posts, nor on who was chosen for before', () => {
		fc.assert(
			fc.property(
				blog.chain((posts) =>
					fc.tuple(fc.constant(posts), fc.shuffledSubarray(posts, { minLength: posts.length })),
				),
				slots,
				reader,
				reader,
				([posts, shuffled], letter, each, before) => {
					const from = shelf(shuffled, letter);
					choose(before, from);
					expect(choose(each, from)).toEqual(choose(each, shelf(posts, letter)));
				},
			),
		);
	});

	test('gives the same on the next day, as long as nothing new is out and nothing grows too old', () => {
		const old = blog.map((posts) => posts.filter(({ date }) => date <= today));
		const ageless = slots.map((all) => all.map((slot) => ({ ...slot, within: undefined }) as ItemSlot));
		fc.assert(
			fc.property(old, ageless, reader, (posts, letter, each) => {
				const tomorrow = shelfOf([...posts], { site, today: '2026-11-23', slots: letter });
				expect(choose(each, tomorrow)).toEqual(choose(each, shelf(posts, letter)));
			}),
		);
	});

	test('accounts for every article, in or out, with a reason', () => {
		fc.assert(
			fc.property(blog, slots, reader, (posts, letter, each) => {
				const from = shelf(posts, letter);
				const told = explain(each, from);
				expect(told.map(({ group }) => group).sort()).toEqual(
					[...new Set(posts.map(({ group }) => group))].sort(),
				);
				expect(told.filter((one) => one.in).map(({ group }) => group)).toEqual(
					Object.values(choose(each, from))
						.flat()
						.map(({ group }) => group),
				);
				expect(
					told.filter(({ reason }) => !/^[a-z].*[^.]$/.test(reason) || /undefined|NaN/.test(reason)),
				).toEqual([]);
			}),
		);
	});
});
