import { describe, expect, it } from 'vitest';
import { checkPiece, checkTemplate } from '../../integrations/kindred/src/digest/gate/index.ts';
import { slot } from '../../integrations/kindred/src/base/template.ts';
import { context, filled, lines, piece, templateOf, told } from './sample.ts';

const ofPiece = (changed: { html?: string; text?: string }) =>
	lines(checkPiece({ item: 'post', piece: { ...piece, ...changed }, within: templateOf() }, context));

describe('the gate, looking at a template or a piece', () => {
	it('lets a good letter and a good piece through', () => {
		expect([told(), ofPiece({})]).toEqual([[], []]);
	});

	it('asks for a subject that fits its line', () => {
		expect(told({ subject: 'x'.repeat(998) })).toEqual([]);
		expect(told({ subject: '字'.repeat(333) })).toEqual([
			'subject: The subject has 999 octets, and 998 is the most.',
		]);
	});

	it('asks for a preheader, and sees through one of nothing but padding', () => {
		const missing = [
			'preheader (warning): The letter has no preheader, so programs show its first words or a menu instead.',
		];
		expect(told({ preheader: ' \u2007\u034f \u200c' })).toEqual(missing);
		expect(told({ preheader: '見' })).toEqual([]);
	});

	it('asks for the language and direction of the letter', () => {
		expect(told({ html: 'dir="ltr"' })).toEqual(['language: The letter does not say its language.']);
		expect(told({ html: 'lang="en"' })).toEqual(['language: The letter does not say its direction.']);
		expect(told({ html: 'lang="de" dir="ltr"' })).toEqual([
			'language: The letter for readers of en says it is in "de".',
		]);
		expect(told({ html: 'lang="ar" dir="ltr"', lang: 'ar' })).toEqual([
			'language: The letter in ar runs ltr, which is the wrong way.',
		]);
	});

	it('asks for the direction of a passage that runs the other way', () => {
		expect(told({ body: '<p lang="ar">مرحبا بكم</p>' })).toEqual([
			'language: A passage in ar stands in a text that runs ltr.',
		]);
		expect(
			told({ body: '<p lang="ar" dir="rtl">مرحبا</p><p dir="auto"><b lang="ar">مرحبا</b></p>' }),
		).toEqual([]);
	});

	it('asks for alternative texts, but not of a picture that decorates', () => {
		const src = 'https://example.com/about/';
		expect(told({ body: `<img src="${src}">` })).toEqual([
			'alternatives: A picture has no alternative text.',
		]);
		expect(told({ body: `<img src="${src}" alt="">` })).toEqual([]);
		expect(told({ body: `<a href="${src}"><img src="${src}" alt=""></a>` })).toContain(
			'alternatives: A link has no words, nor a picture with an alternative text.',
		);
	});

	it('finds pictures of one pixel', () => {
		const src = 'src="https://example.com/about/" alt=""';
		const seen = ['pixels: A picture is one pixel large, as those that watch readers are.'];
		expect(told({ body: `<img ${src} width="1" height="1">` })).toEqual(seen);
		expect(told({ body: `<img ${src} style="height:0px">` })).toEqual(seen);
		expect(told({ body: `<img ${src} style="max-width:1px" width="100">` })).toEqual([]);
	});

	it('warns of a heavy letter and refuses one that would be cut off, counting bytes', () => {
		const body = (bytes: number) => `<p>${'字'.repeat(Math.ceil(bytes / 3))}</p>`;
		expect(told({ body: body(70_000) })).toEqual([]);
		expect(told({ body: body(82_000) })[0]).toMatch(/^size \(warning\): The letter has 8\d KB of HTML/);
		const template = templateOf();
		const heavy = { ...template, html: [...template.html, body(102_400)] };
		expect(lines(checkTemplate({ item: 'template', template: heavy, filled }, context))[0]).toMatch(
			/^size: The letter has 10\d{4} bytes of HTML, and mail programs cut it off at 102400\.$/,
		);
	});

	it('refuses a letter nested without end, and is not slowed down by it', () => {
		const html = '<b>'.repeat(20_000) + 'deep' + '</b>'.repeat(20_000);
		expect(ofPiece({ html, text: 'deep' })).toEqual([
			'size: Elements are nested more than 300 deep, and mail programs give up before that.',
		]);
	});

	it('finds headings and links that the text part lacks', () => {
		expect(told({ body: '<div data-html-only><h2>Only here</h2></div>' })).toEqual([]);
		const template = templateOf({
			body: '<h2>Chairs  for <b>eight</b></h2><a href="https://other.example/?a=1&amp;b=2">x</a>',
		});
		const silent = {
			...template,
			text: ['What I learnt about groups ', ...template.text.filter((part) => typeof part !== 'string')],
		};
		const said = lines(checkTemplate({ item: 'template', template: silent, filled }, context));
		expect(said).toContain('facts: The heading “Chairs for eight” is not in the text part.');
		expect(said).toContain('facts: The link https://other.example/?a=1&b=2 is not in the text part.');
		expect(said).not.toContain('facts: The heading “What I learnt about groups” is not in the text part.');
		expect(ofPiece({ text: 'Something else' })).toEqual([
			'facts: The heading “Why groups die” is not in the text part.',
			'facts: The link https://example.com/posts/why-groups-die/ is not in the text part.',
		]);
		expect(ofPiece({ text: ' ' })).toEqual(['facts: The letter has no text part.']);
	});

	it('takes a text part in capitals, wrapped and with marks of direction for the same', () => {
		const text = '\u2068WHY GROUPS\nDIE\u2069\nhttps://example.com/posts/why-groups-die/';
		expect(ofPiece({ text })).toEqual([]);
	});

	it('finds slots that nothing fills, and those in one form only', () => {
		expect(told({ body: `<p>Dear ${slot('name')}</p>` })).toEqual(['slots: Nothing fills the slot "name".']);
		const template = templateOf();
		const lonely = {
			...template,
			text: [...template.text.filter((part) => typeof part === 'string'), 'https://'],
		};
		expect(lines(checkTemplate({ item: 'template', template: lonely, filled }, context))).toContain(
			'slots: The slot "leave-url" is in only one of the letter’s two forms.',
		);
		expect(ofPiece({ html: `${piece.html}\uE000name\uE001` })).toEqual([
			'slots: A slot of the letter was not filled.',
		]);
	});

	it('finds a slot that a value could break out of', () => {
		const broken = [
			'slot-escape: A value could break out of its slot: the slot stands in an attribute without quotes, a comment or a style.',
		];
		const raw = (html: string) => {
			const template = templateOf();
			const hole = { slot: 'picks-0', before: '', after: '' };
			const [start = '', end = ''] = html.split('HOLE');
			return lines(
				checkTemplate(
					{ item: 't', template: { ...template, html: [...template.html, start, hole, end] }, filled },
					context,
				),
			);
		};
		expect(raw('<p title=HOLE>x</p>')).toEqual(broken);
		expect(raw('<!-- HOLE -->')).toEqual(broken);
		expect(raw('<style>HOLE</style>')).toEqual(broken);
		expect(raw('<p title="HOLE">x</p>')).toEqual([]);
	});
});
