import { describe, expect, it } from 'vitest';
import {
	fill,
	slot,
	slotEnd,
	slotStart,
	type Template,
} from '../../integrations/kindred/src/base/template.ts';
import { WANTED_BYTES, weigh } from '../../integrations/kindred/src/base/weight.ts';
import { compileLetter } from '../../integrations/kindred/src/mail/compile.ts';
import { linksOf } from '../../integrations/kindred/src/mail/plain-text.ts';

const styles = `<style>
	:root { color-scheme: light dark; }
	p { color: #222; margin: 0 0 1em }
	.preheader { display: none }
	a:hover { color: red }
	@media (prefers-color-scheme: dark) { p { color: #ddd !important } }
</style>`;

function document(body: string, { title = 'Hello', lang = 'en', dir = 'ltr' } = {}): string {
	const head = `<head><meta charset="utf-8"><title>${title}</title>${styles}</head>`;
	return `<!doctype html><html lang="${lang}" dir="${dir}">${head}<body>${body}</body></html>`;
}

const empty = { name: '', 'confirm-url': 'https://example.com/c', picks: '', note: '' };

/** The names of the slots of a template, each once. */
function slotNames({ subject, html, text }: Template): string[] {
	const slots = [...subject, ...html, ...text].flatMap((part) =>
		typeof part === 'string' ? [] : [part.slot],
	);
	return [...new Set(slots)];
}

describe('a compiled letter', () => {
	it('has its styles inlined, its media queries kept and its language', () => {
		const { html } = fill(compileLetter(document('<p>Hi</p>', { lang: 'ar', dir: 'rtl' }), 'ar'), {});
		expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl"[^>]*><head>/i);
		expect(html).toMatch(/<p style="[^"]*color: #222[^"]*">Hi<\/p>/);
		expect(html).toContain('@media (prefers-color-scheme: dark)');
		expect(html).toContain('a:hover');
		expect(html).not.toContain('p { color: #222');
	});

	it('keeps slots in the subject, in text and in links', () => {
		const body = `<p>Dear ${slot('name')},</p><p><a href="${slot('confirm-url')}">Confirm</a></p>`;
		const template = compileLetter(document(body, { title: `For ${slot('name')} &amp; friends` }), 'en');
		expect(slotNames(template)).toEqual(['name', 'confirm-url']);
		const letter = fill(template, { name: 'Ann & Bo', 'confirm-url': 'https://example.com/c?a=1&b=2' });
		expect(letter.subject).toBe('For Ann & Bo & friends');
		expect(letter.html).toContain('Dear Ann &amp; Bo,');
		expect(letter.html).toContain('href="https://example.com/c?a=1&amp;b=2"');
		expect(letter.text).toBe('Dear Ann & Bo,\n\nConfirm <https://example.com/c?a=1&b=2>');
	});

	it('keeps Arabic and Chinese in one piece', () => {
		const arabic =
			'مرحبا بكم في المجلة، نلتقي قريبا حول مائدة طويلة تجمع من يكتبون ومن يقرأون في كل مساء من مساءات الخريف.';
		const chinese = '社群會死,文章不會。'.repeat(30);
		const { text, subject } = fill(
			compileLetter(
				document(`<h1>標題 Title</h1><p>${arabic}</p><p>${chinese}</p>`, { title: '為什麼群組會死' }),
				'zh-Hant',
			),
			{},
		);
		expect(subject).toBe('為什麼群組會死');
		expect(text).toBe(`標題 Title\n==========\n\n${arabic}\n\n${chinese}`);
	});

	it('says the same in plain text: links, lists, pictures', () => {
		const body = `
			<div class="preheader">Only in the list of mails</div>
			<h2>Come along</h2>
			<ul><li>One <a href="https://example.com/1">first</a></li><li>Two</li></ul>
			<p><a href="https://example.com/2">https://example.com/2</a></p>
			<p><img src="https://example.com/a.png" alt="A long table"><img src="https://example.com/b.png" alt=""></p>
			<table><tr><td data-html-only>Decoration</td><td>Cell</td></tr></table>`;
		expect(fill(compileLetter(document(body), 'en'), {}).text).toBe(
			'Come along\n----------\n\n- One first <https://example.com/1>\n- Two\n\nhttps://example.com/2\n\nA long table\n\nCell',
		);
	});

	it('closes the gap of a passage that stays away', () => {
		const body = `<p>Before</p>${slotStart('picks')}<h2>Picked for you</h2>${slot('picks')}${slotEnd('picks')}<p>After</p>`;
		const template = compileLetter(document(body), 'en');
		expect(fill(template, empty).text).toBe('Before\n\nAfter');
		const picks = { html: '<p>Why groups die</p>', text: 'Why groups die' };
		expect(fill(template, { picks }).text).toBe(
			'Before\n\nPicked for you\n--------------\n\nWhy groups die\n\nAfter',
		);
		expect(fill(template, { picks }).html).toContain('Picked for you</h2><p>Why groups die</p><p ');
	});

	it('keeps the gap between two passages that may stay away', () => {
		const passage = (name: string) => `${slotStart(name)}<p>${name}: ${slot(name)}</p>${slotEnd(name)}`;
		const template = compileLetter(
			document(`<p>Before</p>${passage('where')}${passage('note')}<p>After</p>`),
			'en',
		);
		const text = (where: string, note: string) => fill(template, { where, note }).text;
		expect(text('here', 'soup')).toBe('Before\n\nwhere: here\n\nnote: soup\n\nAfter');
		expect(text('', 'soup')).toBe('Before\n\nnote: soup\n\nAfter');
		expect(text('', '')).toBe('Before\n\nAfter');
	});

	it('keeps a passage inside its sentence', () => {
		const sentence = `<p>Dear ${slotStart('name')}friend ${slot('name')}${slotEnd('name')}, hello</p>`;
		expect(fill(compileLetter(document(sentence), 'en'), { name: 'Bo' }).text).toBe('Dear friend Bo, hello');
	});

	it('closes the gap of a paragraph that is only a slot', () => {
		const template = compileLetter(document(`<p>Before</p><div>${slot('note')}</div><p>After</p>`), 'en');
		expect(fill(template, empty).text).toBe('Before\n\nAfter');
		expect(fill(template, { note: 'Note' }).text).toBe('Before\n\nNote\n\nAfter');
	});

	it('refuses a slot that a parser would move out of its table', () => {
		const row = `<table><tbody>${slot('picks')}</tbody></table>`;
		expect(() => compileLetter(document(row), 'en')).toThrow('The slot "picks" stands behind <tbody>');
		const cell = `<table><tbody><tr><td>${slot('picks')}</td></tr></tbody></table>`;
		expect(slotNames(compileLetter(document(cell), 'en'))).toEqual(['picks']);
	});

	it('refuses a letter that mail programs would cut off, and one without a subject', () => {
		expect(() => compileLetter(document('<p>long</p>'.repeat(5000)), 'en', 'digest')).toThrow(
			expect.objectContaining({
				message: expect.stringMatching(
					/^The letter "digest" \(en\) is \d+ bytes of HTML; mail programs cut letters off at 102400\.$/,
				),
				hint: expect.stringContaining('Shorten it'),
			}),
		);
		expect(() => compileLetter(document('<p>Hi</p>', { title: '' }), 'en', 'digest')).toThrow(
			'"digest" (en) has no subject',
		);
	});

	it('is weighed in bytes', () => {
		expect([
			weigh('字'.repeat(10)),
			weigh('x'.repeat(WANTED_BYTES)).verdict,
			weigh('x'.repeat(WANTED_BYTES + 1)).verdict,
		]).toEqual([{ bytes: 30, verdict: 'light' }, 'light', 'heavy']);
		expect([weigh('x'.repeat(102_400)).verdict, weigh('x'.repeat(102_401)).verdict]).toEqual([
			'heavy',
			'too-heavy',
		]);
	});
});

describe('the links of a letter', () => {
	it('come in their order with their words', () => {
		const html =
			'<p><a href="https://example.com/?a=1&amp;b=2">One <b>two</b></a> <a name="x">no</a> <a href="mailto:a@example.com"><img alt="Write"></a></p>';
		expect(linksOf(html)).toEqual([
			{ href: 'https://example.com/?a=1&b=2', text: 'One two' },
			{ href: 'mailto:a@example.com', text: 'Write' },
		]);
	});
});
