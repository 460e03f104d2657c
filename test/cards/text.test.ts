import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../../integrations/kindred/src/cards/text.ts';

const any = fc.string({ unit: 'binary', maxLength: 2000 });

test('a printable text is one trimmed line without control characters', () => {
	fc.assert(
		fc.property(any, (text) => {
			expect(printable(text)).toMatch(/^[\P{C}\p{Cf}]*$/u);
			expect(printable(text)).not.toMatch(/^\s|\s$|\s\s|[\u202a-\u202e\u2066-\u2069]/);
		}),
	);
});

test('what was invisible between two spaces leaves one', () => {
	expect(printable('a \t\u0000 \u200b b')).toBe('a b');
});

test('a long text is cut between characters and says so', () => {
	const cut = printable('👩🏽‍🚀é'.repeat(3000));
	expect(cut.endsWith('…')).toBe(true);
	expect(cut.length).toBeLessThan(4000);
});

test('letters dressed as mathematical signs become letters', () => {
	expect(printable('𝕎𝕙𝕪 𝓰𝓻𝓸𝓾𝓹𝓼 𝟛')).toBe('Why groups 3');
});

test('the joiners that Persian and Hindi need stay', () => {
	expect(printable('می\u200cخواهم')).toBe('می\u200cخواهم');
});
