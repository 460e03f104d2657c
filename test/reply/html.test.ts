import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimReply } from '../../integrations/kindred/src/reply/index.ts';
import { quotedText } from '../../integrations/kindred/src/reply/html.ts';
import { clientMails } from './html-clients.ts';

describe('an answer in HTML is told from what it quotes', () => {
	it.each(clientMails.map((one) => [one.client, one] as const))('by %s', (_client, { html, own, quotes }) => {
		const { text, quoted, whole } = trimReply({ html });
		expect([text, whole]).toEqual([own, undefined]);
		for (const piece of quotes) expect(quoted).toContain(piece);
	});

	it('by the line that Outlook draws, only above the labels of a letter', () => {
		const html = '<p>One.</p><div style="border-top:solid red 1pt"><p>Two: three.</p><p>Four.</p></div>';
		expect(trimReply({ html }).text).toBe('One.\n\nTwo: three.\n\nFour.');
	});

	it('and not above a signature that looks like it', () => {
		const html =
			'<p>One.</p><div style="border-top:1px solid #ccc">Tel: +886 2 0000<br>Mail: lin@example.com<br>Web: lin.example</div><p>Two.</p>';
		expect(trimReply({ html }).text).toBe(
			'One.\n\nTel: +886 2 0000\nMail: lin@example.com\nWeb: lin.example\n\nTwo.',
		);
	});

	it('and what is hidden was not written by whoever answers', () => {
		const html = `<p>One.</p><div style="display: none;max-height:0">A table in December ${'\u034f \u200c '.repeat(30)}</div><p>Two.</p>`;
		const { text, quoted } = trimReply({ html });
		expect([text, quoted.slice(0, 23)]).toEqual(['One.\n\nTwo.', '> A table in December \u034f']);
	});

	it('but a paragraph moved to the right is not a quote', () => {
		const html =
			'<div>Look:</div><blockquote style="margin:0px 0px 0px 40px;border:none;padding:0px">Mine.</blockquote>';
		expect(trimReply({ html }).text).toBe('Look:\nMine.');
	});

	it('and from an attribution on its own line', () => {
		const html = '<div>Gladly! On 28 Apr 2031 at 09:12, Ada wrote:</div><blockquote>Shall we?</blockquote>';
		expect(trimReply({ html }).text).toBe('Gladly!');
	});

	it('and a list of one thing is no signature', () => {
		expect(trimReply({ html: '<p>I bring:</p><ul><li>Bread</li></ul>' })).toEqual({
			text: 'I bring:\n\n* Bread',
			quoted: '',
			signature: '',
		});
	});

	it('also below tens of thousands of elements, each within the one before', () => {
		const deep = 25_000;
		for (const [begin, end] of [
			['<div>', '</div>'],
			['<blockquote>', '</blockquote>'],
			['<table><tr><td>', '</td></tr></table>'],
			['<span class=gmail_quote>', '</span>'],
		] as const) {
			const html = `<p>One.</p>${begin.repeat(deep)}Ada.${end.repeat(deep)}<p>Two.</p>`;
			expect(trimReply({ html }).text).toMatch(/^One\.[^]*Two\.$/);
		}
	});

	it.each([
		'<div class=gmail_quote>On 1<br>y</div>',
		'<div class=gmail_attr>x<br>On 1<br></div>',
		'<div class=gmail_signature>x',
		'<div style="border-top:solid">a: b<br>c: d</div>',
		'</div></span></td>',
		'<div class="',
	])('also above a quarter of a megabyte of %j', (piece) => {
		const html = `<p>One.</p>${piece.repeat(250_000 / piece.length)}`;
		expect(trimReply({ html }).text).toMatch(/^One\./);
	});

	it('also when elements end in the wrong order', () => {
		const html =
			'<div><b>Yes.</div></b></td></span><table><tr><td><div>And no.</table><blockquote type=cite><div>No?</b></blockquote><p>Bye';
		expect(trimReply({ html }).text).toBe('Yes.\n\nAnd no.\n\nBye');
	});
});

describe('when everything is a quote', () => {
	const quote = '<blockquote>Shall we?</blockquote>';
	it('and the program says whose, nothing was written', () => {
		const html = `<div class="gmail_quote"><div class="gmail_attr">On 28 Apr 2031, Ada wrote:</div>${quote}</div>`;
		expect(trimReply({ html })).toEqual({
			text: '',
			quoted: '> On 28 Apr 2031, Ada wrote:\n>\n> Shall we?',
			signature: '',
		});
	});

	it('and a letter was sent on, nothing was written', () => {
		const html =
			'<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Ada &lt;ada@example.com&gt;<br>Date: Mon, Apr 28, 2031</div><br>Shall we?</div>';
		expect(trimReply({ html })).toMatchObject({ text: '', quoted: expect.stringContaining('Shall we?') });
	});

	it('and an answer may stand below what has no element of its own, it is kept whole', () => {
		const html =
			'<div class="gmail_quote"><div class="gmail_attr">On 28 Apr 2031, Ada wrote:</div>Shall we?<br>We shall.</div>';
		expect(trimReply({ html })).toMatchObject({ whole: true, text: expect.stringContaining('We shall.') });
	});

	it('and nothing says whose, it is kept whole', () => {
		expect(trimReply({ html: quote })).toEqual({
			text: '> Shall we?',
			quoted: '',
			signature: '',
			whole: true,
		});
	});

	it('and nothing says where it ends, it is kept whole', () => {
		const html =
			'<div id="divRplyFwdMsg"><b>From:</b> Ada<br><b>To:</b> Lin</div><div>Shall we? Yes, we shall.</div>';
		expect(trimReply({ html })).toMatchObject({
			whole: true,
			text: expect.stringContaining('Yes, we shall.'),
		});
	});

	it('and the other version has more, that is taken', () => {
		expect(trimReply({ html: quote, text: 'On Sunday.\n\n> Shall we?' }).text).toBe('On Sunday.');
	});
});

describe('of the two versions of a mail', () => {
	const words = 'I would come, if it were on a Sunday, and I would bring bread.';
	it.each([
		[
			'the one that marks its quotes counts',
			`<p>${words}</p><blockquote type=cite>Shall we?</blockquote>`,
			`${words}\n\nShall we?`,
		],
		['a note that there is another one does not count', `<p>${words}</p>`, 'See HTML.'],
		['the plain one counts when neither quotes', `<p>${words}<p>`, words],
		[
			'the plain one counts when the other was cut',
			`<blockquote type=cite>x</blockquote>I would<!--${'x'.repeat(1_500_000)}--> come`,
			words,
		],
	])('%s', (_rule, html, text) => {
		expect(trimReply({ html, text }).text).toBe(words);
	});
});

describe('HTML reads as text', () => {
	it.each([
		['paragraphs and lines', '<p>One<br>two</p><p>Three</p>', 'One\ntwo\n\nThree'],
		['lines of Outlook', '<p class=MsoNormal>One</p><p class=MsoNormal>Two</p>', 'One\nTwo'],
		[
			'lists',
			'<ul><li>Bread<li>Soup</ul><ol><li>First<li>Second</ol>',
			'* Bread\n* Soup\n\n1. First\n2. Second',
		],
		['rows', '<table><tr><td>a<td>b<tr><td>c<td>d</table>', 'a b\nc d'],
		['code', '<pre>a\n  b</pre>', 'a\n  b'],
		['entities', 'Caf&eacute; &amp; t&#x68;&#xe9; &lt;3 &notit;', 'Café & thé <3 ¬it;'],
		['emoji sent as pictures', '<img alt="🎉" src=x><img alt="Logo of us" src=y>', '🎉'],
		['no style and no script', '<style>p{}</style><script>x</script><!-- y -->Hi<title>z</title>', 'Hi'],
		['right to left', '<div dir="rtl">שלום <b>עולם</b></div>', 'שלום עולם'],
	])('%s', (_name, html, text) => {
		expect(quotedText(html)).toBe(text);
	});

	const word = fc.stringMatching(/^[a-z]{1,8}$/);
	const part: fc.Arbitrary<string> = fc.letrec((tie) => ({
		node: fc.oneof(
			{ maxDepth: 6 },
			word.map((one) => `${one} `),
			fc
				.tuple(
					fc.constantFrom(
						'div',
						'p',
						'blockquote',
						'b',
						'td',
						'li',
						'div class=gmail_quote',
						'div id=appendonsend',
						'div class=gmail_attr',
						'div class=gmail_signature',
						'blockquote type=cite',
						'pre',
					),
					fc.array(tie('node'), { maxLength: 4 }),
					fc.boolean(),
				)
				.map(([tag, inner, ends]) => `<${tag}>${inner.join('')}${ends ? `</${tag.split(' ')[0]}>` : ''}`),
		),
	})).node as fc.Arbitrary<string>;

	it('and no word of it is lost, nor there twice, however it is nested', () => {
		fc.assert(
			fc.property(fc.array(part), (parts) => {
				const html = parts.join('');
				const words = html.replace(/<[^>]*>/g, ' ').match(/[a-z]+/g) ?? [];
				const { text, quoted, signature } = trimReply({ html });
				const kept = `${text}\n${quoted}\n${signature}`.match(/[a-z]+/g) ?? [];
				expect(kept.toSorted()).toEqual(words.toSorted());
			}),
		);
	});
});
