import { remember } from './remember.ts';

const graphemesOf = remember((lang) => new Intl.Segmenter(lang, { granularity: 'grapheme' }));
const wordsOf = remember((lang) => new Intl.Segmenter(lang, { granularity: 'word' }));

/**
 * A text of at most `most` UTF-16 units, an ellipsis in place of what is missing. Cut between words where the language has
 * words not much too long, else between characters as people see them (UAX 29): never inside an emoji or under an accent.
 */
export function shorten(text: string, most: number, lang: string): string {
	if (text.length <= most) return text;
	if (most < 2) return '';
	const whole = lastEnd(wordsOf(lang), text, most - 1);
	const end = whole > most * 0.6 ? whole : lastEnd(graphemesOf(lang), text, most - 1);
	// A comma before an ellipsis says nothing.
	return end === 0 ? '' : `${text.slice(0, end).replace(/[\s\p{Pd}\p{Po}]+$/u, '')}…`;
}

/** Where the last segment ends that ends within `most`. */
function lastEnd(segmenter: Intl.Segmenter, text: string, most: number): number {
	let end = 0;
	for (const { index, segment } of segmenter.segment(text.slice(0, most + 400))) {
		if (index + segment.length > most) break;
		end = index + segment.length;
	}
	return end;
}
