import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterNames } from '../../integrations/kindred/src/base/letter.ts';
import { weigh } from '../../integrations/kindred/src/base/weight.ts';
import { linksOf } from '../../integrations/kindred/src/mail/plain-text.ts';
import { openLetterSite } from './site.ts';
import { writeLetters, type WrittenLetters } from './written.ts';

const langs = ['en', 'zh-Hant', 'ar'];
const site = openLetterSite();
let written: Record<string, WrittenLetters>;
beforeAll(async () => {
	written = await writeLetters(await site.code(), langs);
});
afterAll(() => site.close());

/** A file a person can read and compare: one element a line. */
const lines = (html: string) => html.replace(/(?<=>)(?=<(?!\/?(?:a|br|span|em|strong)\b))/g, '\n');

describe.each(letterNames)('the letter "%s"', (name) => {
	it.each(langs)('in %s is the one in its golden files', async (lang) => {
		const { subject, html, text } = written[lang]![name];
		await expect(`${lines(html)}\n`).toMatchFileSnapshot(`golden/${name}.${lang}.html`);
		await expect(`${subject}\n\n${text}\n`).toMatchFileSnapshot(`golden/${name}.${lang}.txt`);
	});
	it.each(langs)('in %s says the same in plain text', (lang) => {
		const { html, text } = written[lang]![name];
		for (const link of linksOf(html)) {
			expect.soft(text).toContain(link.href);
			expect.soft(text).toContain(link.text);
		}
		const heads = [...html.matchAll(/<(h[1-3])\b[^>]*>(.*?)<\/\1>/gs)].map(([, , inner]) =>
			inner!.replace(/<[^>]*>/g, '').trim(),
		);
		expect(heads.length).toBeGreaterThan(0);
		for (const head of heads) expect.soft(text).toContain(head.replaceAll('&#39;', "'"));
	});
	it.each(langs)('in %s leaves no mark-up, no slot and no blank ends in plain text', (lang) => {
		const { subject, html, text } = written[lang]![name];
		expect(html + text).not.toMatch(/%EE%80%8[01]/i);
		expect(subject + text).not.toMatch(
			/<\/?[a-z]+[ >]|&[a-z]+;|&#|\*\*|\uE000|\uE001|undefined|\[object|\{\w+\}/i,
		);
		expect(text).not.toMatch(/^ | $|\n{3}/m);
	});
	it.each(langs)('in %s says its language and direction on the document and on each cell of text', (lang) => {
		const { html } = written[lang]![name];
		const dir = lang === 'ar' ? 'rtl' : 'ltr';
		expect(html).toMatch(
			new RegExp(`<html [^>]*lang="${lang}"[^>]*dir="${dir}"|<html [^>]*dir="${dir}"[^>]*lang="${lang}"`),
		);
		const cells = html.match(/<td class="(?:name|body|foot)[^>]*>/g) ?? [];
		expect(cells).toHaveLength(3);
		for (const cell of cells)
			expect.soft([cell.includes(`lang="${lang}"`), cell.includes(`dir="${dir}"`)]).toEqual([true, true]);
		expect(weigh(html).verdict).toBe('light');
	});
});
