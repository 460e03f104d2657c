import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	detailOf,
	filledFrom,
	MOST_ANSWER,
	MOST_COMMENT,
	openLink,
	problemsOf,
	readFilled,
	type Filled,
} from '../../integrations/kindred/src/event/index.ts';
import { confirmToken } from '../../integrations/kindred/src/event/link.ts';
import { eventOf } from './supper.ts';

const lead = eventOf({
	guests: 2,
	questions: [
		{ id: 'diet', ask: 'What do you not eat?', required: false },
		{ id: 'stairs', ask: 'Four flights?', choices: ['Gladly', 'Better not'], required: true },
		{ id: 'constructor', ask: 'Who are you?', required: false },
	],
});
const chinese = {
	...lead,
	lang: 'zh-Hant',
	questions: lead.questions.map((question) =>
		question.choices ? { ...question, ask: '四層樓？', choices: ['沒問題', '最好不要'] } : question,
	),
};
const fields = (said: Record<string, string>) =>
	new Map(Object.entries(said).map(([key, value]) => [key, [value]]));
const read = (said: Record<string, string>, event = lead) =>
	readFilled(fields({ answer: 'yes', ...said }), event);

describe('what a form says', () => {
	it('is read as far as the event asks for it, and nothing else', () => {
		const filled = read({
			'question-diet': '  No\r\nfish ',
			'question-stairs': 'Gladly',
			'question-unknown': 'x',
			['__proto__']: 'x',
			guests: '1',
			comment: ' Hello\u202e ',
			shown: 'on',
		});
		expect(filled).toEqual({
			answer: 'yes',
			guests: 1,
			answers: new Map([
				['diet', 'No fish'],
				['stairs', 'Gladly'],
				['constructor', ''],
			]),
			comment: 'Hello',
			shown: true,
		});
		expect(detailOf(filled, lead, lead)).toEqual({
			answers: { diet: 'No fish', stairs: 'Gladly' },
			comment: 'Hello',
			shown: true,
		});
	});

	it.each([
		['-1', 0],
		['1e9', 0],
		['two', 0],
		['99', 99],
		['100', 0],
		['2', 2],
		['', 0],
	])('brings %j: %i', (guests, brought) => {
		expect(read({ guests }).guests).toBe(brought);
	});

	it('is nothing where nothing was said', () => {
		expect(detailOf(read({}), lead, lead)).toEqual({});
	});
});

describe('what is wrong with a form', () => {
	const stairs = { 'question-stairs': 'Gladly' };
	it('is a needed answer that a yes lacks, and no other answer', () => {
		expect(problemsOf(read({}), lead, true)).toEqual({ 'question-stairs': 'missing' });
		for (const answer of ['no', 'maybe']) expect(problemsOf(read({ answer }), lead, true)).toEqual({});
	});
	it('is a choice that nobody offered', () => {
		expect(problemsOf(read({ 'question-stairs': 'gladly' }), lead, true)).toEqual({
			'question-stairs': 'unknown',
		});
	});
	it('is a text longer than its field', () => {
		const [answer, comment] = [MOST_ANSWER, MOST_COMMENT].map((most) => 'x'.repeat(most));
		expect(problemsOf(read({ ...stairs, 'question-diet': answer! }), lead, false)).toEqual({});
		expect(problemsOf(read({ ...stairs, 'question-diet': `${answer}x` }), lead, false)).toEqual({
			'question-diet': 'tooLong',
		});
		expect(problemsOf(read({ ...stairs, comment: `${comment}x` }), lead, false)).toEqual({
			comment: 'tooLong',
		});
	});
	it('is more than a link can carry, named at its longest text', () => {
		const long = read({ ...stairs, comment: '長'.repeat(300), 'question-diet': '魚' });
		expect(problemsOf(long, lead, true)).toEqual({ comment: 'tooLong' });
		expect(problemsOf(long, lead, false)).toEqual({});
	});
});

describe('a choice made in one language', () => {
	it('is kept in the words of the site, and stands in every other form in its own', () => {
		const filled = read({ 'question-stairs': '最好不要' }, chinese);
		const detail = detailOf(filled, chinese, lead);
		expect(detail.answers).toEqual({ stairs: 'Better not' });
		const row = { answer: 'yes', guests: 0, detail } as const;
		expect(Object.fromEntries(filledFrom(row, chinese, lead).answers)).toEqual({ stairs: '最好不要' });
		expect(Object.fromEntries(filledFrom(row, lead, lead).answers)).toEqual({ stairs: 'Better not' });
	});
	it('stays as it was said when the choices have changed since', () => {
		const row = {
			answer: 'yes',
			guests: 0,
			detail: { answers: { stairs: 'On a lift', gone: 'x' } },
		} as const;
		expect(Object.fromEntries(filledFrom(row, chinese, lead).answers)).toEqual({ stairs: 'On a lift' });
	});
});

it('whatever is sent, what passes fits in a link, and comes back from it as it was', () => {
	const keys = ['a secret that is long enough to sign with'] as const;
	const text = fc.string({ unit: 'grapheme', maxLength: 900 });
	const said = fc.record({ answer: fc.constantFrom('yes', 'no'), guests: text, comment: text, diet: text });
	fc.assert(
		fc.property(said, ({ diet, ...more }) => {
			const filled: Filled = read({ ...more, 'question-diet': diet, 'question-stairs': 'Gladly' });
			if (Object.keys(problemsOf(filled, lead, true)).length) return;
			const detail = detailOf(filled, lead, lead);
			const wish = {
				event: 'supper',
				email: 'lin@example.net',
				name: 'Lin',
				answer: 'yes',
				lang: 'en',
				via: '',
				guests: filled.guests,
				detail,
			} as const;
			const token = confirmToken(wish, keys, '2031-05-01T00:00:00.000Z', new Uint8Array(12));
			expect(token.length).toBeLessThan(1900);
			const link = openLink(token, keys, '2031-05-01T00:00:00.000Z');
			expect(link.ok && link.kind === 'confirm' && link.wish).toEqual(wish);
		}),
		{ numRuns: 200 },
	);
});
