import jsQR from 'jsqr';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
	drawPoster,
	openShelf,
	POSTER_SIZE,
	type Poster,
} from '../../integrations/kindred/src/cards/index.ts';
import { inkBox, root, theme } from './sample.ts';

const shelf = openShelf(root);
const poster = (change: Partial<Poster> = {}): Poster => ({
	lang: 'en',
	dir: 'ltr',
	site: 'The Long Table',
	line: '27 November 2026',
	title: 'What I learnt about groups',
	sentence: 'The man with the bicycle has been in touch.',
	picks: [
		{ title: 'Why groups die', note: 'The one I would send you if I sent only one.' },
		{ title: 'A table for eight', note: '' },
	],
	scan: 'Scan to read it',
	promise: 'The next one comes by mail. You can answer it, and leave with one press.',
	link: 'https://example.com/digests/2026-11-groups/?via=wechat',
	address: 'example.com',
	...change,
});
const draw = async (change: Partial<Poster> = {}, colours = theme) =>
	(await drawPoster(poster(change), colours, shelf)).png;

/** What a telephone reads from the picture, at some width. */
async function scan(png: Uint8Array, width: number, quality?: number): Promise<string | undefined> {
	const resized = sharp(png).resize(width);
	const seen = quality ? sharp(await resized.jpeg({ quality }).toBuffer()) : resized;
	const { data, info } = await seen.ensureAlpha().raw().toBuffer({ resolveWithObject: true });
	return jsQR(new Uint8ClampedArray(data), info.width, info.height)?.data;
}

const arabic = {
	lang: 'ar',
	dir: 'rtl',
	title: 'ما تعلّمته عن المجموعات',
	sentence: 'وصلتني رسالة من صاحب الدراجة.',
	picks: [{ title: 'لماذا تموت المجموعات', note: 'لو لم أرسل إليك إلا نصًّا واحدًا لأرسلت هذا.' }],
	scan: 'امسح الرمز لتقرأها',
} as const;
const chinese = {
	lang: 'zh-Hant',
	title: '關於群組，我學到的事',
	sentence: '腳踏車的主人來信了。',
	picks: [{ title: '群組是怎麼死的', note: '要是只能寄給你一篇，我會寄這篇。' }],
	link: 'https://example.com/zh-hant/digests/2026-11-groups/?via=%E8%80%81%E6%9C%8B%E5%8F%8B',
} as const;

test('a poster is a flat picture of 1080 × 1440 pixels', async () => {
	const { width, height, channels, hasAlpha } = await sharp(await draw()).metadata();
	expect({ width, height, channels, hasAlpha }).toEqual({ ...POSTER_SIZE, channels: 3, hasAlpha: false });
});

describe('its code leads to the digest', () => {
	test.each<[string, Partial<Poster>]>([
		['in English', {}],
		['in Chinese, through a channel with a Chinese name', chinese],
		['in Arabic', arabic],
		['with an address of 300 characters', { link: `https://example.com/${'long/'.repeat(56)}?via=text` }],
	])('%s, at full size, at half of it, and after a chat has squeezed it', async (_name, change) => {
		const png = await draw(change);
		const { link } = poster(change);
		expect(await scan(png, 1080)).toBe(link);
		expect(await scan(png, 540)).toBe(link);
		expect(await scan(png, 720, 50)).toBe(link);
	});

	test('on dark paper, too', async () => {
		const night = { paper: '#0f1828', ink: '#e3eaf4', accent: '#ff9280' };
		expect(await scan(await draw({}, night), 540)).toBe(poster().link);
	});
});

describe('nothing overflows', () => {
	const sentence = 'It is a truth universally acknowledged that a group of three hundred wants a letter. ';
	test.each<[string, Partial<Poster>]>([
		['nothing but a title', { sentence: '', picks: [], address: '', line: '' }],
		['a title of 300 characters', { title: sentence.repeat(4).slice(0, 300) }],
		['one word of 120 letters', { title: 'x'.repeat(120) }],
		['80 Chinese characters', { ...chinese, title: '寫作是一種邀請，'.repeat(10) }],
		['vowelled Arabic', { ...arabic, title: 'الكِتَابَةُ دَعْوَةٌ لِلصَّدَاقَةِ '.repeat(6) }],
		['an emoji and markup', { title: 'We met 🎉 <script>' }],
		[
			'every text far too long',
			{
				title: sentence.repeat(9),
				sentence: sentence.repeat(9),
				site: 'S'.repeat(500),
				line: 'when '.repeat(90),
				picks: Array.from({ length: 9 }, () => ({ title: sentence.repeat(3), note: sentence.repeat(9) })),
				scan: sentence,
				promise: sentence.repeat(9),
				address: 'a'.repeat(300),
			},
		],
	])('%s', async (_name, change) => {
		const png = await draw(change);
		const { left, top, right, bottom } = await inkBox(png);
		expect(Math.min(left, top)).toBeGreaterThanOrEqual(60);
		expect(right).toBeLessThan(POSTER_SIZE.width - 60);
		expect(bottom).toBeLessThan(POSTER_SIZE.height - 60);
		expect(await scan(png, 1080)).toBe(poster(change).link);
	});
});

test('letters without a font are named, and the rest is drawn', async () => {
	const { png, lacks } = await drawPoster(poster({ title: 'שלום' }), theme, shelf);
	expect(lacks).toEqual(['ש']);
	expect(await scan(png, 1080)).toBe(poster().link);
});

test('the same poster is the same picture', async () => {
	expect(await draw()).toEqual(await draw());
});
