import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apart, facing } from '../../integrations/kindred/src/base/bidi.ts';

describe('a subject', () => {
	it('in Arabic that begins with a Latin word faces right to left', () => {
		expect(facing('ar', 'WhatsApp وما بعده')).toBe('\u200fWhatsApp وما بعده');
		expect(facing('ar', '2031: WhatsApp وما بعده')).toBe('\u200f2031: WhatsApp وما بعده');
	});
	it('in English that begins with a Hebrew name faces left to right', () => {
		expect(facing('en', 'שלום, a letter')).toBe('\u200eשלום, a letter');
	});
	it('that faces its way already gets no mark, and none twice', () => {
		expect(facing('ar', 'ما تعلّمته من WhatsApp')).toBe('ما تعلّمته من WhatsApp');
		expect(facing('en', 'What 社群 taught me')).toBe('What 社群 taught me');
		expect(facing('ar', facing('ar', 'WhatsApp وما بعده'))).toBe('\u200fWhatsApp وما بعده');
	});
	it('without a word of its language keeps its own direction', () => {
		expect(facing('ar', 'What I learnt.')).toBe('What I learnt.');
		expect(facing('ar', '2031')).toBe('2031');
		expect(facing('en', '')).toBe('');
	});
	it('is judged without the passages that stand apart in it', () => {
		expect(facing('ar', `${apart('ar', 'The long table')}: لك مقعد`)).toBe(
			'\u2068The long table\u2069: لك مقعد',
		);
		expect(facing('en', `${apart('en', 'مائدة')} is full`)).toBe('\u2068مائدة\u2069 is full');
	});
});

describe('a title in a sentence', () => {
	it('of the other direction stands apart', () => {
		expect(apart('ar', 'Why now?')).toBe('\u2068Why now?\u2069');
		expect(apart('en', 'لماذا؟')).toBe('\u2068لماذا؟\u2069');
	});
	it('of the same direction, or of none, stays as it is', () => {
		expect([apart('ar', 'لماذا؟'), apart('en', 'Why 社群 die?'), apart('ar', '2031')]).toEqual([
			'لماذا؟',
			'Why 社群 die?',
			'2031',
		]);
	});
});

it('marks add nothing that can be seen, whatever the text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('ar', 'he', 'en', 'ja'), (text, lang) => {
			const bare = (marked: string) => marked.replace(/^[\u200e\u200f\u2068]|\u2069$/g, '');
			expect(bare(facing(lang, text))).toBe(bare(text));
			expect(bare(apart(lang, text))).toBe(bare(text));
			expect(facing(lang, facing(lang, text))).toBe(facing(lang, text));
		}),
	);
});
