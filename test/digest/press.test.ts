import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchOf, readBatch } from '../../integrations/kindred/src/base/batch.ts';
import { formatAddress } from '../../integrations/kindred/src/base/address.ts';
import { writeLetter, type Letter } from '../../integrations/kindred/src/base/letter.ts';
import type { Site } from '../../integrations/kindred/src/base/site.ts';
import { pieceKey, type Piece, type Reading } from '../../integrations/kindred/src/digest/index.ts';
import { pressOf } from '../../integrations/kindred/src/digest/press.ts';
import { leaveAddress, leaveSigner } from '../../integrations/kindred/src/person/index.ts';
import { site } from '../site.ts';
import { compiled, now } from './sample.ts';
import { keys } from './sending.ts';

/** Names as strangers write them, and as attackers do. */
const hostile = [
	'',
	'"',
	'\\',
	'"\\"<',
	'Ada "the first" Lovelace',
	'a\r\nBcc: everybody@example.com',
	'\u2028\u2029',
	'\ud800',
	'x\udc00y',
	'مريم‎ \u202eevil',
	'陳怡君',
	'👩‍👩‍👧‍👦🏳️‍🌈',
	'</script><b>',
	'{{name}}',
	'\u0000\u0007',
	'é'.normalize('NFD').repeat(3),
	'名'.repeat(5000),
];
const anyText = fc.oneof(
	fc.constantFrom(...hostile),
	fc.string({ unit: 'grapheme' }),
	fc.string({ unit: 'binary' }),
	// Units of UTF-16, also those that stand alone.
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
		.map((units) => String.fromCharCode(...units)),
);
/** The marks of slots are taken out of everything an author writes. */
const written = anyText.map((text) => text.replace(/[\uE000\uE001]/g, ''));

const posts = ['a', 'b', 'c'];
const reading = fc.record({
	person: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
	email: fc.constantFrom('ann@example.com', "o'neil+x@xn--fsq.example", 'ünï@example.com'),
	name: anyText,
	lang: fc.constantFrom('en', 'ar'),
	items: fc.record(
		{ 'post-0': fc.subarray(posts, { maxLength: 1 }), 'picks-1': fc.shuffledSubarray(posts) },
		{ requiredKeys: [] },
	),
}) as fc.Arbitrary<Reading>;

/** A letter as every other kind of letter is written, one by one. */
function oneByOne(plan: Plan, { person, name, email, lang, items }: Reading, world: Site): Letter {
	const thing = `digest:${plan.digest}`;
	const leave = leaveAddress(world, leaveSigner(thing, now, keys)(person));
	const { template, items: slots } = plan.templates[lang]!;
	const values = slots.map(({ slot }) => {
		const pieces = (items[slot] ?? []).map((post) => plan.pieces[pieceKey(lang, slot, post)]!);
		const piece = {
			html: pieces.map(({ html }) => html).join('\n'),
			text: pieces.map(({ text }) => text).join('\n\n'),
		};
		return [slot, piece] as const;
	});
	const envelope = { to: { name, email }, about: { person, thing }, leave, stream: 'digest' };
	return writeLetter(template, { ...Object.fromEntries(values), 'leave-url': leave }, envelope, {
		site: world,
		keys,
	});
}
type Plan = Parameters<typeof pressOf>[0];

/** A plan whose texts are these, in turn. */
function planWith(texts: readonly string[]): Plan {
	let next = 0;
	const text = () => texts[next++ % texts.length] ?? '';
	const templates = Object.fromEntries(
		['en', 'ar'].map((lang) => {
			const { template, ...rest } = compiled(lang);
			const html = [text(), ...template.html, text()];
			return [
				lang,
				{ ...rest, template: { ...template, subject: [text()], html, text: [text(), ...template.text] } },
			];
		}),
	);
	const pieces: Record<string, Piece> = {};
	for (const lang of ['en', 'ar'])
		for (const slot of ['post-0', 'picks-1'])
			// An empty piece is none: a component always says something.
			for (const post of posts)
				pieces[pieceKey(lang, slot, post)] = { html: `<p>${text()}`, text: `.${text()}` };
	return { digest: '2026-11', templates, pieces };
}

describe('letters that are printed as bytes', () => {
	test('are those that would be written one by one, whatever anybody is called and whatever was written', () => {
		fc.assert(
			fc.property(
				fc.array(reading, { minLength: 1, maxLength: 6 }),
				fc.array(written, { minLength: 1, maxLength: 9 }),
				fc.constantFrom(site, { ...site, inbound: undefined }, { ...site, dynamic: false }),
				(readings, texts, world) => {
					const plan = planWith(texts);
					const letters = readings.map((each) => oneByOne(plan, each, world));
					const { bytes, size } = pressOf(plan, { site: world, keys }).print(readings, now);
					expect(size).toBe(readings.length);
					expect(Buffer.from(bytes).equals(batchOf(letters).bytes)).toBe(true);
					expect(readBatch(bytes)).toHaveLength(size);
				},
			),
			{ numRuns: 400 },
		);
	});

	test('say for each hostile name exactly what one header may say', () => {
		const readings = hostile.map((name, n): Reading => ({
			person: n + 1,
			email: `r${n}@example.com`,
			name,
			lang: 'en',
			items: {},
		}));
		const letters = readBatch(pressOf(planWith(['x']), { site, keys }).print(readings, now).bytes);
		for (const [n, { to }] of letters.entries()) {
			expect(formatAddress(to)).toBe(formatAddress(readings[n]!));
			expect(formatAddress(to)).not.toMatch(/[\r\n\u0000]/);
		}
	});

	test('are the same on a sheet that was used before', () => {
		const press = pressOf(planWith(['x']), { site, keys });
		const long = hostile.map((name, n): Reading => ({
			person: n + 1,
			email: 'a@example.com',
			name,
			lang: 'en',
			items: { 'post-0': ['a'] },
		}));
		const first = press.print(long, now);
		const [kept, short] = [Buffer.from(first.bytes).toString(), long.slice(0, 2)];
		press.recycle(first);
		const expected = pressOf(planWith(['x']), { site, keys }).print(short, now).bytes;
		expect(press.print(short, now).bytes).toEqual(expected);
		const again = pressOf(planWith(['x']), { site, keys }).print(long, now).bytes;
		expect(Buffer.from(again).toString()).toBe(kept);
	});
});
