import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimReply } from '../../integrations/kindred/src/reply/index.ts';

const sent = [
	'Hello Ada,',
	'This month I asked why groups of three hundred people die, and what a circle of twenty does better.',
	'Why groups die',
	'https://blog.example/posts/why-groups-die',
	'A group has no memory of its own. When nobody writes down who promised what, the promise is gone.',
	'Come to supper on Saturday, 17 May.',
	'----',
	'You get this because you signed up. Leave: https://blog.example/leave/abc',
].join('\n\n');
const own = 'I would come, if it were on a Sunday.';
const rewrapped = [
	'Hello Ada,',
	'',
	'This month I asked why groups of three hundred',
	'people die, and what a circle of twenty does',
	'better.',
	'',
	'Why groups die',
	'<https://safe.example/?url=blog.example%2Fposts>',
	'',
	'A group has no memory of its own. When nobody',
	'writes down who promised what, the promise is gone.',
	'',
	'Come to supper on Saturday, 17 May.',
	'',
	'----',
	'',
	'You get this because you signed up. Leave: [cid:logo]',
].join('\n');

describe('what stood in our letter is a quote', () => {
	it('without a mark, wrapped anew, its links rewritten', () => {
		expect(trimReply({ text: `${own}\n\n${rewrapped}`, sent })).toEqual({
			text: own,
			quoted: rewrapped,
			signature: '',
		});
	});

	it('below an attribution in a language we do not know', () => {
		const text = `${own}\n\nNgo-28 Eph 2031 ngo-9:12, u-Ada ubhalile:\n\n${rewrapped}`;
		expect(trimReply({ text, sent }).text).toBe(own);
	});

	it('below labels in a language we do not know', () => {
		const text = `${own}\n\nKusuka: Ada\nKuthunyelwe: 28 Eph 2031\nKu: Lin\n\n${rewrapped}`;
		expect(trimReply({ text, sent }).text).toBe(own);
	});

	it('with marks of direction in it, and above the answer', () => {
		const letter = 'בחודש הזה שאלתי למה קבוצות של שלוש מאות אנשים מתות, ומה מעגל של עשרים עושה טוב יותר.';
		const text = `\u202b${letter.replaceAll(' ', ' \u200f')}\u202c\n\nאבוא ביום ראשון.`;
		expect(trimReply({ text, sent: letter }).text).toBe('אבוא ביום ראשון.');
	});

	it.each([
		['Chinese', '這個月我問了為什麼三百人的群組會死掉，而二十個人的圈子做得比較好。', '星期天的話我會來。'],
		[
			'Japanese',
			'今月は、なぜ三百人のグループが消えてしまうのか、二十人の輪は何が違うのかを考えました。',
			'日曜日なら行きます。',
		],
		['Thai', 'เดือนนี้ฉันถามว่าทำไมกลุ่มสามร้อยคนจึงตาย และวงยี่สิบคนทำอะไรได้ดีกว่า', 'ถ้าเป็นวันอาทิตย์ฉันจะไป'],
	])('in %s, where words have no spaces', (_language, letter, answer) => {
		const half = Math.ceil(letter.length / 2);
		const text = `${answer}\n\n${letter.slice(0, half)}\n${letter.slice(half)}`;
		expect(trimReply({ text, sent: letter }).text).toBe(answer);
	});

	it('with the line that was meant for the overview of the inbox', () => {
		const filling = '\u034f \u00a0'.repeat(30);
		const overview = `The man with the bicycle has been in touch. Also a table in\nDecember. ${filling}\n\u034f \u00a0\n`;
		expect(trimReply({ text: `${own}\n\n${overview}\n${rewrapped}`, sent }).text).toBe(own);
	});

	it('in HTML that marks nothing', () => {
		const html = `<div>${own}</div><div>${sent.split('\n\n').join('</div><div>')}</div>`;
		expect(trimReply({ html, sent }).text).toBe(own);
	});
});

describe('what somebody happens to repeat stays theirs', () => {
	it.each([
		'Hello Ada,\n\nWhy groups die: I know it.',
		'You write that a group has no memory of its own, and when nobody writes down who promised what it dies. Mine had one.',
		'Why groups die\n\nThat title is good.',
		'I signed up. You get this because you asked.',
		'三百人',
	])('%j', (text) => {
		expect(trimReply({ text, sent })).toEqual({ text, quoted: '', signature: '' });
	});
});

it('what leads over to pasted words of ours stays theirs', () => {
	const text = `I have 2 questions about this:\n\n${sent.split('\n\n')[1]}\n\nWhy twenty?`;
	expect(trimReply({ text, sent }).text).toBe('I have 2 questions about this:\n\nWhy twenty?');
});

describe('an answer typed into our letter', () => {
	const inline = sent.split('\n\n');
	inline.splice(2, 0, 'Twenty is what I have, too.');
	inline.splice(6, 0, 'Ours has one:', 'me.');
	const answer = 'Twenty is what I have, too.\n\nOurs has one:\n\nme.';

	it('is found between its lines, below the block that Outlook writes', () => {
		const text = `From: Ada\nSent: Monday, April 28, 2031\nTo: Lin\nSubject: Supper\n\n${inline.join('\n\n')}`;
		const { text: found, pairs } = trimReply({ text, sent });
		expect(found).toBe(answer);
		expect(pairs).toEqual([
			{ quote: inline[1], answer: 'Twenty is what I have, too.' },
			{ quote: inline[5], answer: 'Ours has one:\n\nme.' },
		]);
	});

	it('is not what a program says of a picture or a link', () => {
		const named = sent.replace(
			'Come to supper',
			'[Image removed by sender.]\n\n<https://safe.example/?u=1>\n\nCome to supper',
		);
		const html = `<p>${own}</p><blockquote type="cite">${named
			.split('\n\n')
			.map((one) => `<p>${one.replace('<', '&lt;')}</p>`)
			.join('')}</blockquote>`;
		expect(trimReply({ html, sent })).toMatchObject({ text: own });
		expect(trimReply({ html, sent }).pairs).toBeUndefined();
	});

	it('is found within the element of the quote', () => {
		const html = `<div>See below.</div><blockquote type="cite"><div>${inline.join('</div><br><div>')}</div></blockquote>`;
		const { text, pairs } = trimReply({ html, sent });
		expect(text).toBe(`See below.\n\n${answer}`);
		expect(pairs).toHaveLength(2);
	});
});

it.each([
	['three of its words again and again', 'nobody writes down what '],
	['its lines again and again', `${sent.split('\n\n')[1]}\nMine.\n`],
	['brackets that never close', '[cid:<mailto:https://'],
])('an answer of %s is compared in one pass', (_what, piece) => {
	const text = `${own}\n\n${piece.repeat(250_000 / piece.length)}`;
	expect(trimReply({ text, sent: sent.repeat(200) }).text).toContain(own);
});

it('with a letter to compare, no line is lost and none is there twice', () => {
	const line = fc.oneof(
		fc.constantFrom(...sent.split('\n'), ...rewrapped.split('\n'), own, '> x', '-- '),
		fc.string(),
	);
	fc.assert(
		fc.property(fc.array(line), (lines) => {
			const { text, quoted, signature } = trimReply({ text: lines.join('\n'), sent });
			const count = (all: string) =>
				all
					.split(/\r\n|\r|\n/)
					.map((one) => one.trim())
					.filter((one) => /[^\s\p{Cf}]/u.test(one))
					.toSorted();
			expect(count([text, quoted, signature].join('\n'))).toEqual(count(lines.join('\n')));
		}),
	);
});
