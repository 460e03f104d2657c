import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainAnswer } from '../../integrations/kindred/src/event/plain/answer.ts';
import table from './plain-answers.json' with { type: 'json' };

const expected: Readonly<Record<string, object | undefined>> = {
	yes: { answer: 'yes' },
	'yes+1': { answer: 'yes', guests: 1 },
	'yes+2': { answer: 'yes', guests: 2 },
	no: { answer: 'no' },
	maybe: { answer: 'maybe' },
	none: undefined,
};

describe.each(Object.entries(table))('in plain words of %s', (lang, kinds) => {
	const rows = Object.entries(kinds).flatMap(([kind, texts]) => texts.map((text) => [text, kind] as const));

	it.each(rows)('"%s" is %s', (text, kind) => {
		const { bare: _, ...read } = readPlainAnswer(text, [lang]) ?? {};
		expect(read).toEqual(expected[kind] ?? {});
	});
});

const languages = Object.keys(table);
const all = Object.values(table).flatMap((kinds) => Object.entries(kinds));
const texts = (kind: string) => all.filter(([one]) => one === kind).flatMap(([, some]) => some);

describe('plain words', () => {
	it('of one language are the same to a reader of many, or unclear', () => {
		for (const [kind, some] of all)
			for (const text of some) {
				const answer = readPlainAnswer(text, languages)?.answer;
				expect([undefined, expected[kind] && (expected[kind] as { answer: string }).answer]).toContain(
					answer,
				);
			}
	});

	it('that say yes and no, in whatever order and language, are no answer', () => {
		const [yes, no] = [[...texts('yes'), ...texts('yes+1')], texts('no')];
		fc.assert(
			fc.property(fc.constantFrom(...yes), fc.constantFrom(...no), fc.boolean(), (one, other, first) => {
				const both = first ? `${one}\n\n${other}` : `${other}\n\n${one}`;
				expect(readPlainAnswer(both, languages)?.answer).not.toBe('yes');
			}),
			{ numRuns: 500 },
		);
	});

	it('asked as a question are no answer', () => {
		for (const text of texts('yes').filter((one) => /^[^.!?\n,。！،।¡]+$/.test(one)))
			expect(readPlainAnswer(`${text}?`, languages)).toBeUndefined();
	});

	it('of any kind are read without a throw', () => {
		const words = [...texts('yes'), ...texts('no'), ...texts('none')].flatMap((text) => text.split(' '));
		const text = fc.array(
			fc.oneof(fc.constantFrom(...words), fc.constantFrom(...',.?!+\n1·()[]\'"'), fc.string()),
			{ maxLength: 60 },
		);
		fc.assert(
			fc.property(text, (some) => {
				const read = readPlainAnswer(some.join(' '), languages);
				expect(['yes', 'no', 'maybe', undefined]).toContain(read?.answer);
				expect(read?.guests ?? 0).toBeLessThanOrEqual(20);
				if (read?.answer !== 'yes') expect(read?.guests).toBeUndefined();
			}),
			{ numRuns: 300 },
		);
	});

	it('are none where there are more of them than an answer has', () => {
		expect(
			readPlainAnswer(`Count me in! ${'And then we talked about the harbour. '.repeat(30)}`, ['en']),
		).toBeUndefined();
		expect(readPlainAnswer('Yes '.repeat(1_000_000), languages)).toBeUndefined();
	});

	it.each(['call me: +49 170 1234567', '+1 212 555 0100'])(
		'with a telephone number, "%s", bring nobody',
		(number) => {
			expect(readPlainAnswer(`Count me in. ${number}`, ['en'])).toEqual({ answer: 'yes' });
		},
	);

	it('in a language that is none of ours are read in English', () => {
		expect(readPlainAnswer('Count me in', ['xx'])).toEqual({ answer: 'yes' });
		expect(readPlainAnswer('Tulen mielelläni', ['fi'])).toBeUndefined();
	});
});
