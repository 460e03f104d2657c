import { describe, expect, it } from 'vitest';
import { excerpt, plainText, readingMinutes } from '../../src/blog/text.ts';

describe('plain text', () => {
	it('keeps the words and drops code, notes, imports, formulas and markup', () => {
		const markdown = [
			"import Card from './Card.astro';",
			'',
			'# Title',
			'',
			'A [letter](/x) with *care*[^1] and $x^2$.',
			'',
			'```ts',
			'const hidden = 1;',
			'```',
			'<Card note="no" />',
			'',
			'[^1]: A note.',
		].join('\n');
		expect(plainText(markdown)).toBe('A letter with care and .');
	});
});

describe('reading time', () => {
	it('counts words in alphabets and characters in Han', () => {
		expect(readingMinutes('word '.repeat(920))).toBe(4);
		expect(readingMinutes('信'.repeat(1200))).toBe(3);
	});

	it('is at least a minute', () => {
		expect(readingMinutes('')).toBe(1);
	});
});

describe('an excerpt', () => {
	it('ends between words', () => {
		expect(excerpt('one two three, four five', 16)).toBe('one two three…');
	});

	it('leaves a short text as it is', () => {
		expect(excerpt('短文')).toBe('短文');
	});
});
