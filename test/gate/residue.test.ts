import { describe, expect, it } from 'vitest';
import { checkPiece, checkTemplate } from '../../integrations/kindred/src/digest/gate/index.ts';
import { context, filled, lines, piece, templateOf, told } from './sample.ts';

describe('what is left of a template', () => {
	it.each([
		['Hello {{ name }},', 'a placeholder of a template: {{ name }}'],
		['Hello {% if x %}', 'a placeholder of a template: {% if x %}'],
		['By [object Object]', 'a value that was never turned into words: [object Object]'],
		['&lt;Post id="x" /&gt;', 'a part of MDX that was not rendered: <Post'],
		['{/* later */}', 'a part of MDX that was not rendered: {/*'],
		['import { x } from "y"', 'a line of code from MDX: import { x } from "'],
		['TKTK a figure', 'a note that something is still to come: TKTK'],
	])('is found in %s', (words, what) => {
		expect(told({ body: `<p>${words}</p>` })).toEqual([`residue: The letter holds ${what}`]);
	});

	it('is found in subjects, alternative texts and addresses', () => {
		expect(told({ subject: 'For {{ name }}' })).toEqual([
			'residue: The subject holds a placeholder of a template: {{ name }}',
		]);
		expect(told({ body: '<img src="https://other.example/a.png" alt="[object Object]">' })).toEqual([
			'residue: The alt of an element holds a value that was never turned into words: [object Object]',
		]);
		expect(told({ body: '<a href="https://other.example/null">x</a>' })).toEqual([
			'residue (warning): The address https://other.example/null holds what is left of a template.',
		]);
		expect(told({ body: '<a href="https://other.example/nan/">x</a>' })).toEqual([]);
		expect(told({ body: '<a href="https://other.example/?id=undefined">x</a>' })).toEqual([
			'residue: The address https://other.example/?id=undefined holds what is left of a template.',
		]);
	});

	it('is an error where a missing value is all there is, and a doubt within a sentence', () => {
		expect(told({ body: '<p>undefined</p><p> NaN </p>' })).toEqual([
			'residue: The letter reads “undefined” where something is missing.',
			'residue: The letter reads “NaN” where something is missing.',
		]);
		expect(told({ body: '<p>About NaN minutes, says TK Elevator</p>' })).toEqual([
			'residue (warning): The letter holds TK, which editors write for what is still to come: TK',
		]);
	});

	it('is not seen in code, nor in ordinary words', () => {
		expect(
			told({
				body: '<p><code>{{ name }}</code>, undefinedness, TKO, nandu, {braces} and an import from Italy</p>',
			}),
		).toEqual([]);
	});

	it('is found where only the text part has it', () => {
		const template = templateOf();
		const odd = { ...template, text: [...template.text, '\n{{ footer }}'] };
		expect(lines(checkTemplate({ item: 't', template: odd, filled }, context))).toEqual([
			'residue: The text part holds a placeholder of a template: {{ footer }}',
		]);
	});

	it('is found in pieces', () => {
		const html = piece.html.replace('On chats.', 'On {{ chats }}.');
		expect(
			lines(checkPiece({ item: 'p', piece: { ...piece, html }, within: templateOf() }, context)),
		).toEqual(['residue: The letter holds a placeholder of a template: {{ chats }}']);
	});
});
