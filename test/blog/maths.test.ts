import { describe, expect, it } from 'vitest';
import { mathml } from '../../src/markdown/maths.ts';

describe('a formula', () => {
	it('becomes MathML and nothing else', () => {
		const html = mathml('\\frac{n(n-1)}{2}', true);
		expect(html).toMatch(/^<math [^>]*display="block"/);
		expect(html).toMatch(/<mfrac>.*<\/mfrac>/);
		expect(html).toMatch(/<\/math>$/);
	});

	it('that cannot be read stops the build', () => {
		expect(() => mathml('\\frac{1', false)).toThrow(/KaTeX parse error/);
	});
});
