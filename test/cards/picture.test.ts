import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { likelyStep, titleSteps } from '../../integrations/kindred/src/cards/design.ts';
import { compose } from '../../integrations/kindred/src/cards/compose.ts';
import { draw as drawSheet } from '../../integrations/kindred/src/cards/draw.ts';
import { openShelf, type Card } from '../../integrations/kindred/src/cards/index.ts';
import { card, inkBox, root, theme } from './sample.ts';

const shelf = openShelf(root);
const draw = async (change: Partial<Card>) =>
	(await drawSheet(compose(card(change), shelf).sheet, theme, shelf)).png;

/** Letters may lean out of their boxes by a few pixels; nothing may come near the edge. */
const FRAME = 56;

async function expectInsideFrame(change: Partial<Card>) {
	const { left, top, right, bottom } = await inkBox(await draw(change));
	expect(Math.min(left, top), JSON.stringify(change)).toBeGreaterThanOrEqual(FRAME);
	expect(right, JSON.stringify(change)).toBeLessThan(1200 - FRAME);
	expect(bottom, JSON.stringify(change)).toBeLessThan(630 - FRAME);
}

test('a card is a flat RGB picture of 1200 × 630 pixels', async () => {
	const { format, width, height, channels, hasAlpha, space } = await sharp(await draw({})).metadata();
	expect({ format, width, height, channels, hasAlpha, space }).toEqual({
		format: 'png',
		width: 1200,
		height: 630,
		channels: 3,
		hasAlpha: false,
		space: 'srgb',
	});
});

test.each(['de', 'fr', 'pt-BR', 'zh-Hans', 'fa', 'tlh'])(
	'a card in %s is drawn, its kind in capitals',
	async (lang) => {
		expect((await sharp(await draw({ lang, kicker: 'Essay' })).metadata()).format).toBe('png');
	},
);

describe('nothing overflows', () => {
	const sentence = 'It is a truth universally acknowledged that a group of three hundred wants a letter. ';
	test.each<[string, Partial<Card>]>([
		['an empty title', { title: '' }],
		['a title of 300 characters', { title: sentence.repeat(4).slice(0, 300) }],
		['one word of 120 letters', { title: 'x'.repeat(120) }],
		['one word of the widest letters', { title: 'W'.repeat(16) }],
		['80 Chinese characters', { title: '寫作是一種邀請，'.repeat(10), lang: 'zh-Hant' }],
		['Arabic with Latin inside', { title: 'لماذا تموت (Why 3 Groups) ولا تعود؟', lang: 'ar', dir: 'rtl' }],
		['vowelled Arabic', { title: 'الكِتَابَةُ دَعْوَةٌ لِلصَّدَاقَةِ '.repeat(6), lang: 'ar', dir: 'rtl' }],
		['10,000 characters', { title: 'ab c'.repeat(2500) }],
		[
			'every text far too long',
			{
				kind: 'event',
				title: sentence.repeat(9),
				site: 'S'.repeat(500),
				kicker: 'K'.repeat(300),
				line: `${'when '.repeat(90)} · ${'where '.repeat(90)}`,
				topics: Array<string>(200).fill('topic'),
			},
		],
		['towers of marks', { title: `Z${'\u0301\u0302\u0303'.repeat(60)}`.repeat(9) }],
	])('%s', (_name, change) => expectInsideFrame(change));

	test('any text, in any part', async () => {
		const words = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 120 }),
			fc
				.array(fc.constantFrom('Wort', 'ⅢⅢⅢ', '漢字', 'سلام', '🎉', 'WWWWWWWWWW', 'אבג', '—', '﷽'))
				.map((list) => list.join(' ')),
		);
		const cards = fc.record({
			kind: fc.constantFrom('post' as const, 'digest' as const, 'event' as const),
			title: words,
			line: words,
			site: words,
			lang: fc.constantFrom('en', 'zh-Hant', 'ar', 'ja', 'he', 'hi'),
			dir: fc.constantFrom('ltr' as const, 'rtl' as const),
		});
		await fc.assert(fc.asyncProperty(cards, expectInsideFrame), { numRuns: 40 });
	}, 60_000);
});

describe('titles', () => {
	test('a longer title is set smaller, and a long word is kept whole', () => {
		const sizeOf = (title: string) => titleSteps[likelyStep(title, 'en')]!.size;
		expect(sizeOf('Why groups die')).toBe(92);
		expect(sizeOf('What an essay does that a group chat cannot. '.repeat(3))).toBeLessThan(92);
		expect(sizeOf('Donaudampfschifffahrtsgesellschaft')).toBeLessThan(60);
	});

	test('markup is text', async () => {
		const markup = await draw({ title: '<script>alert("1")</script> & </svg>' });
		expect(await inkBox(markup)).toMatchObject({ left: 72 });
	});

	test('characters that turn the direction do nothing', async () => {
		const plain = await draw({ title: 'cod.exe' });
		expect(await draw({ title: '\u202ecod.\u2066exe\u2069' })).toEqual(plain);
	});

	test('an emoji without a font leaves no mark', async () => {
		expect(await draw({ title: 'We met 🎉👩‍👩‍👧🇹🇼, twice!' })).toEqual(await draw({ title: 'We met, twice!' }));
	});

	test('a sign that the font file lacks leaves no mark', async () => {
		expect(await draw({ title: 'A → B' })).toEqual(await draw({ title: 'A B' }));
	});

	test('a title in letters without a font gives way to the name of the site', async () => {
		const nameless = await draw({ title: 'שלום' });
		expect(nameless).toEqual(await draw({ title: '' }));
		expect(nameless).not.toEqual(await draw({}));
	});
});
