import { describe, expect, it } from 'vitest';
import { trimReply } from '../../../integrations/kindred/src/reply/index.ts';

describe("what somebody wrote is theirs, though it looks like a program's", () => {
	it.each([
		['a letter about who wrote', 'On Monday he wrote:\n\nI am leaving.\n\nNobody had asked him to.'],
		['a date and a verb', 'On 5 May 2019 my father wrote:\n\nCome home.\n\nSo I did.'],
		['a time and a verb', 'I wrote you at 10:30 about the topic:\n\ngroups die.\n\nDo they?'],
		[
			'a list of what somebody wrote',
			'On 28 April 2031 I was in Paris.\nThe doctor wrote me:\n- eat more\n- rest',
		],
		['Am 5. Mai', 'Am 5. Mai komme ich gern.\n\nAm 6. nicht: da schreibt Ada.'],
		['a way to go', 'From: Paris\nTo: London\nDate: 3 May 2031\n\nWill you join me on that train?'],
		['from here to there', 'From: here\nTo: there\nSubject: to change\n\nA poem, more or less.'],
		['an invitation', 'Where: Foo Hall\nWhen: 3 May 2031, 19:00\nContact: ada@example.com\n\nCome!'],
		['a heading', 'Original recipe:\n- bread\n- salt\n\nI would take less salt.'],
		[
			'lines of dashes',
			'Before\n\n-----\n\nafter, which is longer\n\nand longer\n\nand so on\n\nand on\n\nand on\n\nto the end',
		],
		['lines of equals signs', 'Part one\n========\nI liked it.\n\nPart two\n========\nLess so.'],
		[
			'a poem',
			'The sun went down --\nthe moon came up --\nand who are we\n    to say how far?\n\n* * *\n\nThat is all.',
		],
		[
			'code',
			'```\n# From: a comment\nif (a > b) return;\nconst x = { on: 1 };\n```\n\nThat is how I would write it.',
		],
		['underlined headings', 'I read it all.\n\nWhat I liked\n------------\n\nThe bread.'],
		['a plan with a verb in it', '1. June 2031:\n   1. Read what I wrote\n   2. Tell me:\n\nis it good?'],
		[
			'a sentence that begins as a telephone signs',
			'Two things.\n\nSent from my desk, it looks much better than on the telephone.',
		],
		['an ornament', 'Come and see me!\n>>> >>> https://lin.example <<<\nThere is bread.'],
		['a hint at a line', 'I put my reply above this line, where you asked.\n\n## Original recipe\n\nSalt.'],
		['a point of view', 'Gut.\n\nVon meinem Standpunkt aus gefällt es mir.'],
		['a Chinese point of view', '很好。\n\n从我的角度来看，这样更好。'],
		['Chinese thanks', '很好。\n\n发自内心地感谢你！'],
		[
			'a newsletter that keeps a secret',
			'Please note: discounts are confidential and should not be disclosed to anyone\nother than the table.\n\nThat is all for June.',
		],
		['a comparison', 'a >= b, and\n5 > 3, and\n3 < 5.'],
		['a table', '| who | when |\n| --- | --- |\n| Ada | Sunday |\n| Lin | Monday |\n\nSee you.'],
		['a list with dashes', 'Bring:\n- Bread\n- Salt\n- Ada Lovelace'],
		['smileys', ': )\n:-)\n:)\n\nThat is how I felt.'],
		['colons', 'To do: bread.\nTo see: the sea.\nTo be: happy.'],
		['a sentence about confidence', 'This message is confidential between you and me: I like it.'],
		['a hint at the end', 'I come.\n\nImportant: bring bread.'],
		[
			'a quoted word',
			'You said "sent from my heart" and I liked that.\nSent from my point of view it was true, too.\nBut not only.\nAnd there is more.\nMuch more.\nSo much.',
		],
		[
			'a message that was sent',
			'I forwarded message and letter to Lin.\nOriginal message or not, it was good.',
		],
		['numbers', '1. On groups: yes.\n2. On 2031: no.\n3. At 10:30: perhaps.'],
		[
			'an appointment',
			'Monday, 28 April 2031, 9:12:\nwe meet at the station, you and I.\nada@example.com knows the way.',
		],
		['Hebrew', 'ביום שני 28 באפריל כתבתי לך:\n\nאני בא.\n\nועכשיו אני לא יודע.'],
		['Arabic', 'في يوم الاثنين كتبت لك:\n\nسآتي.\n\nوالآن لا أعرف.'],
		['Chinese', '我在星期一写道：\n\n我会来。\n\n现在不知道。'],
		['Japanese', '月曜日に書きました：\n\n行きます。\n\n今は分かりません。'],
	])('%s', (_name, text) => {
		expect(trimReply({ text })).toEqual({ text, quoted: '', signature: '' });
	});

	it('though they lead up to a quotation of their own', () => {
		const text =
			'On dit souvent, Ada (https://ada.example/2031/04/28/groupes) le dit ainsi :\n\n> Ils meurent.\n\nEt elle a raison.';
		expect(trimReply({ text }).text).toContain('On dit souvent');
	});

	it.each([
		[
			'between the lines of a quote, without a gap',
			'Shall we have supper together on one of these fine evenings?',
			'yes, gladly',
		],
		['between short lines', 'When?', 'on sunday'],
		[
			'below a full line that ends a sentence',
			'It was a long winter and nobody came to the house by the sea.',
			'True!',
		],
	])('%s', (_name, quote, answer) => {
		const text = `On 28 Apr 2031, Ada wrote:\n> ${quote}\n${answer}\n> And then?\nthen home\n`;
		expect(trimReply({ text }).text).toBe(`${answer}\nthen home`);
	});

	it.each([
		['Gladly! On Mon, Apr 28, 2031 at 9:12 AM Ada <ada@example.com> wrote:', 'Gladly!'],
		['see you - soon--- On Mon, Apr 28, 2031 at 9:12 AM, ada@example.com wrote:', 'see you - soon'],
		['Sehr gern. Am 28.04.2031 um 09:12 schrieb Ada Lovelace:', 'Sehr gern.'],
	])('though an attribution stands in the same line: %s', (line, answer) => {
		expect(trimReply({ text: `Yes.\n${line}\n> Supper?\n` }).text).toBe(`Yes.\n${answer}`);
	});

	it('though it stands below a quote that somebody answered above as well', () => {
		const text = 'Yes.\n\nOn 28 Apr 2031, Ada wrote:\n> Supper?\n\nAnd on Monday, too.\n';
		expect(trimReply({ text }).text).toBe('Yes.\n\nAnd on Monday, too.');
	});
});
