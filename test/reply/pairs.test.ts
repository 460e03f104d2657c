import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trimReply } from '../../integrations/kindred/src/reply/index.ts';

describe('answers between the lines of a quote', () => {
	it('stand beside the paragraph they answer', () => {
		const text = [
			'Hi Ada,',
			'On 28 Apr 2031, Ada wrote:',
			'> A first thing.',
			'>',
			'> When shall we',
			'> meet?',
			'',
			'On Sunday.',
			'',
			'At noon.',
			'> Where?',
			'At home.',
			'-- ',
			'Lin',
		].join('\n');
		expect(trimReply({ text })).toMatchObject({
			text: 'Hi Ada,\n\nOn Sunday.\n\nAt noon.\nAt home.',
			signature: '--\nLin',
			pairs: [
				{ quote: 'When shall we\nmeet?', answer: 'On Sunday.\n\nAt noon.' },
				{ quote: 'Where?', answer: 'At home.' },
			],
		});
	});

	it('do so in HTML, where the quote was split', () => {
		const html =
			'<div class="gmail_quote"><div class="gmail_attr">On 28 Apr 2031, Ada wrote:</div><blockquote class="gmail_quote"><div>When?</div></blockquote><div>On Sunday.</div><blockquote class="gmail_quote"><div>Where?</div></blockquote><div>At home.</div></div>';
		expect(trimReply({ html })).toMatchObject({
			text: 'On Sunday.\n\nAt home.',
			pairs: [
				{ quote: 'When?', answer: 'On Sunday.' },
				{ quote: 'Where?', answer: 'At home.' },
			],
		});
	});

	it('are one when the rest of the quote follows', () => {
		const text = 'On 28 Apr 2031, Ada wrote:\n> When?\nOn Sunday.\n> Where?\n';
		expect(trimReply({ text }).pairs).toEqual([{ quote: 'When?', answer: 'On Sunday.' }]);
	});

	it.each([
		['above it', 'On Sunday.\n\nOn 28 Apr 2031, Ada wrote:\n> When?\n> Where?'],
		['below it', 'On 28 Apr 2031, Ada wrote:\n> When?\n> Where?\n\nOn Sunday.\n\nAt home.\n-- \nLin'],
		['without one', 'On Sunday.'],
	])('are none when somebody answers in one piece %s', (_where, text) => {
		expect(trimReply({ text }).pairs).toBeUndefined();
	});

	it('are at most two hundred', () => {
		expect(trimReply({ text: '> a\nb\n'.repeat(5000) }).pairs).toHaveLength(200);
	});
});

const word = fc.constantFrom(
	'bread',
	'supper',
	'ja',
	'gern',
	'Nähe',
	'我',
	'會來',
	'хліб',
	'خبز',
	'עוגה',
	'très',
	'bien',
);
const sentence = fc.array(word, { minLength: 1, maxLength: 9 }).map((words) => `${words.join(' ')}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const quote = fc
	.array(sentence, { minLength: 1, maxLength: 4 })
	.map((lines) => lines.map((one) => `> ${one}`).join('\n'));

it('trimming what was trimmed changes nothing, and every answer is found whole', () => {
	const mail = fc.record({
		top: fc.option(paragraph),
		turns: fc.array(fc.tuple(quote, paragraph), { maxLength: 4 }),
		rest: fc.option(quote),
		signs: fc.boolean(),
	});
	fc.assert(
		fc.property(mail, ({ top, turns, rest, signs }) => {
			fc.pre(top !== null || turns.length > 0);
			const quotes = turns.flat().concat(rest ?? []);
			const pieces = [top, quotes.length > 0 && 'On 28 Apr 2031, Ada wrote:', ...quotes, signs && '-- \nLin'];
			const { text, signature } = trimReply({ text: pieces.filter(Boolean).join('\n\n') });
			expect(text).toBe([top, ...turns.map(([, answer]) => answer)].filter(Boolean).join('\n\n'));
			expect(signature).toBe(signs ? '--\nLin' : '');
			expect(trimReply({ text })).toEqual({ text, quoted: '', signature: '' });
		}),
	);
});
