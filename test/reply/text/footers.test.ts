import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../integrations/kindred/src/reply/line.ts';
import { markLines } from '../../../integrations/kindred/src/reply/marks.ts';
import { trimReply } from '../../../integrations/kindred/src/reply/index.ts';
import clients from './clients.json' with { type: 'json' };

const own = 'Gladly, I will come.';
const quote = 'On 28 Apr 2031 at 09:12, Ada <ada@example.com> wrote:\n> Supper?\n';

describe('below an answer', () => {
	it.each([
		['a name behind a dash', '-Lin'],
		['a name behind a dash, and a link', '-Lin Po\nhttps://lin.example'],
		['a signature without its space', '--\nLin\n+886 2 0000'],
		[
			'small print behind a fence',
			'*****************************\nThe Council of the Long Table likes paper no more than you do.\nThis transmission is for the intended recipient only.\n*****************************',
		],
		[
			'what a virus scanner adds',
			'This email has been checked for viruses by a scanner that likes to say so.\nwww.scanner.example',
		],
		[
			'an OpenPGP signature',
			'-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----',
		],
		[
			'what a list adds below a signature',
			'--\nLin\n\n______________________________\ntable mailing list\nhttps://lists.example/table',
		],
		[
			'small print',
			`This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you are not the addressee, please delete it and tell us.\n\nRegistered in England no. 1.`,
		],
		[
			'German small print',
			'Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, informieren Sie\nbitte sofort den Absender und vernichten Sie diese Mail.',
		],
		[
			'Japanese small print',
			`このメールには機密情報が含まれている場合があります。${'宛先の方以外が受け取られた場合は、削除してください。'.repeat(5)}`,
		],
	])('%s is not the answer', (_name, footer) => {
		for (const below of ['', `\n\n${quote}`]) {
			const { text, signature } = trimReply({ text: `${own}\n\n${footer}\n${below}` });
			expect([text, signature]).toEqual([own, footer]);
		}
	});

	it.each([
		[
			'the mark of a signature',
			'-- \n\n______\nThe lawyers want this to be said.\n\n\n'.padEnd(900, 'and that\n'),
		],
		[
			'the small print of a list',
			'You received this message because you are subscribed to "table".\nTo unsubscribe, write to us.',
		],
		['what a virus scanner says', 'Virus-free. www.scanner.example'],
		['a telephone', 'Sent from my iPhone'],
	])('and below the quote, %s is not either', (_name, footer) => {
		expect(trimReply({ text: `${own}\n\n${quote}\n${footer}\n` }).text).toBe(own);
	});

	it('nor is what OpenPGP puts around it', () => {
		const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${own}\n\n${quote}\n-----BEGIN PGP SIGNATURE-----\niQEz\n-----END PGP SIGNATURE-----\n`;
		expect(trimReply({ text }).text).toBe(own);
		const open = `${own}\n-----BEGIN PGP SIGNATURE-----\nIs what I wrote below.\n`;
		expect(trimReply({ text: open }).text).toContain('Is what I wrote below.');
	});

	it.each([
		'##- Please type your reply above this line -##',
		'-- REPLY ABOVE THIS LINE --',
		'-- Bitte antworten Sie oberhalb dieser Zeile --',
	])('nor is what follows %s', (line) => {
		expect(trimReply({ text: `${own}\n\n${line}\n\nShall we have supper?\n` }).text).toBe(own);
	});

	it('nor is what follows the mark of a signature that a decoder joined to the quote', () => {
		expect(trimReply({ text: `${own}\n\n${quote}> --\nLin\nhttps://lin.example\n` }).text).toBe(own);
	});
});

describe('a quote that was damaged', () => {
	it.each([
		[
			'lines broken on the way',
			'> Is this a typo, or are you trying to use it with the long and\nwinding\n> name that it has?\n',
		],
		['a link broken on the way', '> See (http://example.com/action\n_id=3dd518)\n> Ada\n'],
		['colons as a margin', ': Supper?\n: \n: Bread is there.\n: Ada\n'],
		['bars as a margin', '| Supper?\n| Bread is there.\n| Ada\n'],
		['initials as a margin', 'AL> Supper?\nAL> Bread is there.\nAL> Ada\n'],
	])('is a quote still: %s', (_name, damaged) => {
		expect(trimReply({ text: `${own}\n\nOn 28 Apr 2031 at 09:12, Ada wrote:\n${damaged}` }).text).toBe(own);
	});

	it('keeps the answers of which a gateway took one mark', () => {
		const text =
			'On 15 May 2031 19:32, "Ada" <ada@example.com> wrote:\n\nIt should be two.\n\nOn 8 May 2031 6:51 pm, "Lin" <lin@example.com> wrote:\n\n> Is it one?\n\nThree, I say.\n';
		expect(trimReply({ text }).text).toBe('It should be two.\n\nThree, I say.');
	});
});

describe('every line of a text', () => {
	const shapes = Object.values(clients).flatMap(({ own: said, quote: asked, wrote, blocks, device }) =>
		[said, `> ${asked}`, ...wrote, ...blocks, ...device].flatMap(linesOf),
	);
	const line = fc.oneof(
		{ weight: 3, arbitrary: fc.constantFrom(...shapes) },
		{
			weight: 2,
			arbitrary: fc.constantFrom(
				'',
				'> a',
				'-- ',
				'____',
				': a',
				'| b',
				'AL> c',
				'-Ada',
				'>>> Ada 1/1/2031 >>>',
			),
		},
		{ weight: 1, arbitrary: fc.constantFrom(...shapes).map((shape) => `Gladly! ${shape}`) },
		{ weight: 1, arbitrary: fc.string() },
	);

	it('is marked once, and a blank or unmarked line never turns a marked one into an answer', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
				const all = linesOf(lines.join('\n'));
				const marks = markLines(all, () => false);
				expect(marks).toHaveLength(all.length);
				for (const [at, mark] of marks.entries()) {
					expect(mark).toMatch(/^(?:own|quote|signature)$/);
					if (/^>(?!>> )/.test(all[at]!)) expect(mark).not.toBe('own');
				}
			}),
		);
	});

	it('stands once in what an answer is taken apart into', () => {
		fc.assert(
			fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
				const { text, quoted, signature } = trimReply({ text: lines.join('\n') });
				// Two lines may be made of one that an answer shares with an attribution.
				const count = (parts: readonly string[]) => [...parts.join('').replace(/\s/g, '')].sort().join('');
				expect(count([text, quoted, signature])).toEqual(count(lines));
			}),
		);
	});
});
