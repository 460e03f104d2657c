/**
 * More characters than any card can show; a hostile title of a megabyte is cut here before anything measures
 * it.
 */
const MOST_CHARACTERS = 480;

/**
 * A text as it can be put on a picture: composed (NFC), on one line, without control characters, without the
 * invisible ones that turn the direction of what follows (a title must not reorder the card), and with at
 * most four marks on a letter (a tower of marks would reach into the lines above). Letters that Unicode holds
 * as mathematical signs, which some write for their looks, become the letters they stand for.
 */
export function printable(text: string): string {
	const plain = text
		.slice(0, MOST_CHARACTERS * 8)
		.normalize('NFC')
		.replace(/[\u{1d400}-\u{1d7ff}]/gu, (sign) => sign.normalize('NFKC'))
		.replace(/[\p{Zs}\p{Zl}\p{Zp}\t\n\r\f\v]/gu, ' ')
		.replace(/[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]/g, '')
		.replace(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\ufe00-\ufe0f\u20e3\p{Emoji_Modifier}\u{e0000}-\u{e01ef}]/gu, '')
		.replace(/(?<=\p{Extended_Pictographic})\u200d/gu, '')
		.replace(/(\p{M}{4})\p{M}+/gu, '$1')
		.replace(/ {2,}/g, ' ')
		.trim();
	if (plain.length <= MOST_CHARACTERS) return plain;
	const characters = [...graphemes.segment(plain)];
	if (characters.length <= MOST_CHARACTERS) return plain;
	return `${plain.slice(0, characters[MOST_CHARACTERS]!.index).trimEnd()}…`;
}
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A text without some of its characters, and without the holes they would leave: `A 🎉, b` → `A, b`. */
export function without(text: string, characters: ReadonlySet<string>): string {
	if (characters.size === 0) return text;
	const kept = [...text].filter((character) => !characters.has(character)).join('');
	return kept
		.replace(/\s+/g, ' ')
		.replace(/ (?=[,.;:!?…])/g, '')
		.trim();
}
