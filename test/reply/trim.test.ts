import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimReply } from '../../integrations/kindred/src/reply/index.ts';

const own = 'I would come, if it were on a Sunday.';
const withQuote = (attribution: string) => `${own}\n\n${attribution}\n> Shall we meet on Saturday?\n> Ada\n`;

describe("an answer is left alone with its writer's words", () => {
	it.each([
		['English', 'On Mon, 28 Apr 2031 at 09:12, Ada <ada@example.com> wrote:'],
		[
			'English, broken in two',
			'On Mon, 28 Apr 2031 at 09:12, Ada of the Long Table\n<ada@example.com> wrote:',
		],
		['German', 'Am 28.04.2031 um 09:12 schrieb Ada:'],
		['French', 'Le lun. 28 avr. 2031 à 09:12, Ada <ada@example.com> a écrit :'],
		['Spanish', 'El lun, 28 abr 2031 a las 9:12, Ada (<ada@example.com>) escribió:'],
		['Russian, without a verb', 'пн, 28 апр. 2031 г. в 09:12, Ада <ada@example.com>:'],
		['traditional Chinese', 'Ada <ada@example.com> 於 2031年4月28日 週一 上午9:12寫道：'],
		['simplified Chinese', '在 2031年4月28日 09:12，Ada <ada@example.com> 写道：'],
		['Japanese, without a verb', '2031年4月28日(月) 9:12 Ada <ada@example.com>:'],
		['Korean', '2031년 4월 28일 (월) 오전 9:12, Ada <ada@example.com>님이 작성:'],
		[
			'Arabic, with marks of direction',
			'‫في الاثنين، 28 أبريل 2031 في 9:12 ص تمت كتابة ما يلي بواسطة ‪Ada‬‏ <‪ada@example.com‬‏>:‬',
		],
		['Hebrew', '‫בתאריך יום ב׳, 28 באפר׳ 2031 ב-9:12 מאת ‪Ada‬‏ <‪ada@example.com‬‏>:‬'],
		['Turkish', 'Ada <ada@example.com>, 28 Nis 2031 Pzt, 09:12 tarihinde şunu yazdı:'],
		['Vietnamese', 'Vào Th 2, 28 thg 4, 2031 vào lúc 09:12 Ada <ada@example.com> đã viết:'],
	])('above a quote in %s', (_name, attribution) => {
		const { text, quoted } = trimReply({ text: withQuote(attribution) });
		expect(text).toBe(own);
		expect(quoted).toContain('Saturday');
		expect(quoted).toContain('2031');
	});

	it.each([
		['English', 'From: Ada <ada@example.com>\nSent: Monday, April 28, 2031 9:12\nTo: Lin\nSubject: Supper'],
		['German', 'Von: Ada\nGesendet: Montag, 28. April 2031 09:12\nAn: Lin\nBetreff: Essen'],
		['Danish', 'Fra: Ada\nSendt: 28. april 2031 09:12\nTil: Lin\nEmne: Middag'],
		['traditional Chinese', '寄件者: Ada\n寄件日期: 2031年4月28日 上午 09:12\n收件者: Lin\n主旨: 晚餐'],
		['Arabic', 'من: Ada\nتم الإرسال: 28 أبريل 2031\nإلى: Lin\nالموضوع: عشاء'],
	])('above the block Outlook writes in %s', (_name, block) => {
		const { text, quoted } = trimReply({
			text: `${own}\n\n________________________________\n${block}\n\nShall we?\n`,
		});
		expect(text).toBe(own);
		expect(quoted).toContain('Shall we?');
	});

	it('between the lines of a quote', () => {
		const { text } = trimReply({
			text: 'On 28 Apr 2031, Ada wrote:\n> When?\nSunday.\n> Where?\nAt home.\n',
		});
		expect(text).toBe('Sunday.\nAt home.');
	});

	it('below a quote', () => {
		expect(trimReply({ text: 'On 28 Apr 2031, Ada wrote:\n> When?\n\nSunday.\n' }).text).toBe('Sunday.');
	});

	it.each([
		'--\nLin\n+886 2 0000',
		'Sent from my iPhone',
		'Von meinem iPhone gesendet',
		'從我的 iPhone 傳送',
		'أرسلت من الـ iPhone',
	])('above the signature %j', (signature) => {
		expect(trimReply({ text: `${own}\n\n${signature}\n` })).toEqual({ text: own, quoted: '', signature });
	});

	it('out of HTML, by what mail programs call a quote', () => {
		const quote =
			'<div class="gmail_quote"><div class="gmail_attr">On Monday Ada wrote:<br></div><blockquote><p>Shall we?</p></blockquote></div>';
		const { text, quoted } = trimReply({
			html: `<div dir="ltr"><p>Yes.</p><p>On <b>Sunday</b>.</p></div>${quote}`,
		});
		expect(text).toBe('Yes.\n\nOn Sunday.');
		expect(quoted).toContain('Shall we?');
	});

	it('from the letter we sent, however a program mangles its margin', () => {
		const sent = 'Here is what I learnt about groups this year.\n\nCome to supper on Saturday, bring bread.';
		const { text, quoted } = trimReply({ text: `| Come to supper on Saturday, bring bread.\n${own}`, sent });
		expect([text, quoted]).toEqual([own, '| Come to supper on Saturday, bring bread.']);
	});
});

describe("nothing of one's own is taken", () => {
	it.each([
		'She wrote: do not worry.\nSo I did not.',
		'On Sunday I am free.\nOn Monday I am not: work.',
		'To do:\n- bread\n- soup\nSubject to change.',
		'From: here to there.\nThat is what I like.',
		'Three things -- no, four -- come to mind.',
		'a\n\n-----\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng',
	])('of %j', (text) => {
		expect(trimReply({ text })).toEqual({ text, quoted: '', signature: '' });
	});

	it('when nothing else would be left: then all of it stands', () => {
		const text = '> Shall we?\n> Ada';
		expect(trimReply({ text })).toEqual({ text, quoted: '', signature: '', whole: true });
	});

	it('of any text: every line is somewhere', () => {
		const line = fc.oneof(
			fc.string(),
			fc.constantFrom('> a', 'On 1 May 2031, x wrote:', 'From: a', 'To: b', 'Sent: 2031', '-- ', '', 'hello'),
		);
		fc.assert(
			fc.property(fc.array(line), (lines) => {
				const { text, quoted, signature } = trimReply({ text: lines.join('\n') });
				const all = `${text}\n${quoted}\n${signature}`;
				for (const one of lines.join('\n').split(/\r\n|\r|\n/)) expect(all).toContain(one.trimEnd().trim());
				const isEmpty = !/[^\s\p{Cf}]/u.test(lines.join(''));
				// Nothing else than what Ada wrote, and a line that says so: then nothing was written.
				expect(text === '' && !quoted.includes('wrote:')).toBe(isEmpty);
			}),
		);
	});
});
