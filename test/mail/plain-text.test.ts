import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slot } from '../../integrations/kindred/src/base/template.ts';
import { plainText } from '../../integrations/kindred/src/mail/plain-text.ts';

const read = (html: string, lang = 'en') => plainText(`<html><body>${html}</body></html>`, lang);

describe('a title in plain text', () => {
	it('has a line below it that is as wide as its letters, two columns for a Chinese one', () => {
		expect(read('<h1>Letters</h1>')).toBe('Letters\n=======');
		expect(read('<h2>社群 A</h2>')).toBe('社群 A\n------');
	});
	it('has its line on the side it begins on', () => {
		expect(read('<h2>رسائل</h2>', 'ar')).toBe('رسائل\n\u200f-----');
		expect(read('<h2>Letters</h2>', 'ar')).toBe('Letters\n-------');
		expect(read(`<h1>${slot('headline')}</h1>`, 'ar')).toMatch(/\n\u200f={24}$/);
		expect(read(`<h1>${slot('headline')}</h1>`, 'en')).toMatch(/\n={24}$/);
	});
	it('without words leaves nothing, and an endless one no endless line', () => {
		expect(read('<h1> <b></b></h1><p>Text</p>')).toBe('Text');
		expect(
			read(`<h1>${'long '.repeat(2000)}</h1>`)
				.split('\n')
				.at(-1),
		).toBe('='.repeat(60));
	});
});

describe('a link in plain text', () => {
	it('stands behind its words in a sentence, and once where the words are the address', () => {
		expect(read('<p>See <a href="https://example.com/a">this</a>, please.</p>')).toBe(
			'See this <https://example.com/a>, please.',
		);
		expect(read('<p><a href="https://example.com/a">https://example.com/a</a></p>')).toBe(
			'https://example.com/a',
		);
	});
	it('has a line of its own where nothing else stands: titles, buttons, the foot', () => {
		const link = (words: string) => `<a href="https://example.com/a">${words}</a>`;
		expect(
			read(`<h3 class="title">${link('A <em>table</em>')}</h3><p class="about">My table.</p><p>On.</p>`),
		).toBe('A table\nhttps://example.com/a\nMy table.\n\nOn.');
		expect(
			read(`<table role="presentation"><tr><td class="press">${link('Confirm')}</td></tr></table>`),
		).toBe('Confirm\nhttps://example.com/a');
		expect(read(`<p class="links">${link('Leave')} · ${link('Read')}</p>`)).toBe(
			'Leave\nhttps://example.com/a\nRead\nhttps://example.com/a',
		);
	});
	it('that is a picture says what the picture says', () => {
		expect(
			read('<p class="name"><a href="https://example.com/"><img src="l.png" alt="The Long Table"></a></p>'),
		).toBe('The Long Table\nhttps://example.com/');
	});
});

it('quotes, lists and tables keep their shape', () => {
	expect(read('<blockquote><p>One</p><p>Two</p></blockquote>')).toBe('> One\n>\n> Two');
	expect(read('<ol><li>One</li><li>Two<ul><li>Three</li></ul></li></ol>')).toMatch(
		/^1\. One\n2\. Two\n +- Three$/,
	);
	const row = (kind: string, cells: string[]) =>
		`<tr>${cells.map((cell) => `<${kind}>${cell}</${kind}>`).join('')}</tr>`;
	expect(
		read(
			`<div class="prose"><table><thead>${row('th', ['Day', 'Guests'])}</thead><tbody>${row('td', ['One', '8'])}</tbody></table></div>`,
		),
	).toBe('Day   Guests\nOne   8');
});

it('whatever the words, no mark-up is left and no line ends in a space', () => {
	fc.assert(
		fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 8 }), (words) => {
			const escaped = words.map((word) => word.replace(/[&<>\uE000\uE001]/g, ''));
			const text = read(escaped.map((word) => `<h2>${word}</h2><p>${word} <b>${word}</b></p>`).join(''));
			expect(text).not.toMatch(/<\/?(h2|p|b)>|[ \t]$|\n{3}/m);
		}),
		{ numRuns: 200 },
	);
});
