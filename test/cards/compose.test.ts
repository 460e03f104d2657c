import { describe, expect, test } from 'vitest';
import { compose, type Setting } from '../../integrations/kindred/src/cards/compose.ts';
import { openShelf } from '../../integrations/kindred/src/cards/index.ts';
import { card, root } from './sample.ts';

const shelf = openShelf(root);
const title = (text: string, lang = 'en') => compose(card({ title: text, lang }), shelf).sheet.title;
const families = ({ files }: Setting) => files.map(({ family }) => family);

describe('fonts are chosen by what a text needs', () => {
	test('an English title needs one file', () => {
		expect(families(title('Why groups die'))).toEqual(['source-serif-4-latin-600-normal']);
	});

	test('Polish, Greek and Cyrillic come from the box', () => {
		expect(families(title('Żółć, γράμμα, письмо')).sort()).toEqual([
			'source-serif-4-cyrillic-600-normal',
			'source-serif-4-greek-600-normal',
			'source-serif-4-latin-600-normal',
			'source-serif-4-latin-ext-600-normal',
		]);
	});

	test('a Chinese title takes a few of the hundred files, and its Latin words from the same family', () => {
		const files = families(title('群組為什麼會死 (Why)', 'zh-Hant'));
		expect(files.length).toBeLessThan(9);
		expect(files.every((family) => family.startsWith('noto-sans-tc-'))).toBe(true);
	});

	test('a Chinese word in an English title comes after the Latin', () => {
		const files = families(title('What 緣分 means'));
		expect(files[0]).toBe('source-serif-4-latin-600-normal');
		expect(files.at(-1)).toMatch(/^noto-sans-[st]c-/);
	});

	test('a Latin name of the site stays italic on a Chinese card; a Chinese name stands upright', () => {
		const site = (name: string) => compose(card({ site: name, lang: 'zh-Hant' }), shelf).sheet.site;
		expect(site('Kindred Letters').files.map(({ style }) => style)).toEqual(['italic']);
		expect(new Set(site('Kindred 相近的人').files.map(({ style }) => style))).toEqual(new Set(['normal']));
	});
});

test('a letter without a font leaves its text out and names the script', () => {
	const { sheet, lacks } = compose(card({ title: 'On שלום', topics: ['peace'] }), shelf);
	expect(sheet.title.text).toBe('');
	expect(sheet.topics.text).toBe('peace');
	expect(lacks).toMatchObject([
		{ part: 'title', letter: 'ש', script: { sans: '@fontsource/noto-sans-hebrew' } },
	]);
});

test('the language decides which East Asian font is asked for first', () => {
	const missing = (text: string, lang: string) =>
		compose(card({ title: text, lang }), shelf).lacks[0]?.script?.sans;
	expect(missing('한글', 'ko')).toBe('@fontsource/noto-sans-kr');
	expect(missing('\u{2a6d0}', 'ja')).toBe('@fontsource/noto-sans-jp');
	expect(missing('\u{2a6d0}', 'zh-Hans')).toBe('@fontsource/noto-sans-sc');
});

test('a letter that no known font has leaves its text out without a script', () => {
	expect(compose(card({ title: 'Runes ᚠᚢ' }), shelf).lacks).toEqual([{ part: 'title', letter: 'ᚠ' }]);
});

test('an event tells when on one line and where on the next', () => {
	const event = card({ kind: 'event', line: '17 May 2031, 19:00 · Café Slavia · Prague' });
	const { line, place } = compose(event, shelf).sheet;
	expect([line.text, place.text]).toEqual(['17 May 2031, 19:00', 'Café Slavia · Prague']);
});
