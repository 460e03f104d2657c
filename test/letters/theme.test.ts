import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SiteCode } from '../../integrations/kindred/src/kindred.ts';
import { openLetterSite } from './site.ts';
import { writeLetters, type WrittenLetters } from './written.ts';

const dark = { paper: '#0f172a', ink: '#e5e7eb', accent: '#93c5fd' };
const site = openLetterSite({
	languages: ['en', 'ja', 'hi'],
	logo: { src: '/logo.png', width: 120, height: 40 },
	theme: { paper: '#ffffff', ink: '#111827', accent: '#1d4ed8', font: 'sans', width: 520, dark },
});
let code: SiteCode;
let written: Record<string, WrittenLetters>;
beforeAll(async () => {
	code = await site.code();
	written = await writeLetters(code, ['en', 'ja', 'hi']);
});
afterAll(() => site.close());

/** The value of a property in the inlined style of the first element with a class. */
const styleOf = (html: string, name: string, property: string) => {
	const style = new RegExp(`class="${name}"[^>]*style="([^"]*)"`).exec(html)?.[1] ?? '';
	return new RegExp(`(?:^|;)${property}: ([^;]*)`).exec(style)?.[1];
};

it('a logo stands at the head with its size, its absolute address and words in its place', () => {
	const { html, text } = written['en']!.confirm;
	expect(html).toMatch(
		/<img src="https:\/\/example\.com\/logo\.png" width="120" height="40" alt="The Long Table"/,
	);
	expect(text).toMatch(/^The Long Table\nhttps:\/\/example\.com\/\n/);
});

it('the tokens of the theme colour the letter, the button and the night', () => {
	const { html } = written['en']!.confirm;
	expect(html).toContain('bgcolor="#1d4ed8"');
	expect(styleOf(html, 'page', 'background-color')).toBe('#ffffff');
	expect(styleOf(html, 'body', 'color')).toBe('#111827');
	const night = /@media \(prefers-color-scheme: dark\) \{([^]*?)\n\}/.exec(html)?.[1] ?? '';
	for (const colour of Object.values(dark)) expect.soft(night).toContain(`${colour} !important`);
	for (const mark of ['[data-ogsc] .body', '[data-ogsb] .page', '[data-ogsb] .press'])
		expect.soft(html).toContain(mark);
});

it('the width is that of the column, and of the table that Outlook gets around it', () => {
	const { html } = written['en']!.digest;
	expect(styleOf(html, 'sheet', 'max-width')).toBe('520px');
	expect(html).toMatch(/<!--\[if mso\]><table [^>]*width="520"[^>]*><tr><td><!\[endif\]-->/);
	expect(html.match(/<!--\[if mso\]>/g)).toHaveLength(html.match(/<!\[endif\]-->/g)!.length);
});

it('each script has its own fonts, size and height of line, and slanted notes only where it has italics', () => {
	const body = (lang: string, property: string) => styleOf(written[lang]!.confirm.html, 'body', property);
	expect(body('en', 'font-family')).toMatch(/^-apple-system/);
	expect(body('ja', 'font-family')).toMatch(/^'Hiragino Sans'/);
	expect(body('hi', 'font-family')).toMatch(/Devanagari/);
	expect(['en', 'ja', 'hi'].map((lang) => [body(lang, 'font-size'), body(lang, 'line-height')])).toEqual([
		['18px', '29px'],
		['17px', '31px'],
		['18px', '32px'],
	]);
	expect(body('ja', 'letter-spacing')).toBeUndefined();
	const note = (lang: string) => /<p class="about( slanted)?"/.exec(written[lang]!.digest.html)?.[1];
	expect([note('en'), note('ja')]).toEqual([' slanted', undefined]);
});

it('a digest without a translation is set in the language it was written in', () => {
	const { html } = written['ja']!.digest;
	expect(styleOf(html, 'body', 'font-size')).toBe('18px');
	expect(html).toContain('<div class="prose" dir="ltr" lang="en">');
	expect(html).toMatch(/<html [^>]*lang="ja"/);
});

it('no picture is cut to the height of a line in Outlook', () => {
	const { html } = written['en']!.digest;
	for (const cell of ['name', 'body'])
		expect.soft(styleOf(html, cell, 'mso-line-height-rule')).toBeUndefined();
	expect(html).not.toMatch(/<p style="[^"]*mso-line-height-rule/);
	expect(/<h1 style="([^"]*)"/.exec(html)?.[1]).toContain('mso-line-height-rule: exactly');
});

it('the line of the preview ends before the masthead', () => {
	for (const { html } of Object.values(written['en']!)) {
		const preheader = /<div class="preheader"[^>]*>([^]*?)<\/div>/.exec(html)?.[1] ?? '';
		expect.soft(preheader.replace(/<[^>]*>/g, '').length).toBeGreaterThan(200);
		expect.soft(html.indexOf('class="preheader"')).toBeLessThan(html.indexOf('class="page"'));
	}
});
