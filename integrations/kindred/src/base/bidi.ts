import { direction } from './language.ts';

/*
 * Text that has no markup around it (a subject, a plain-text part) takes its direction from its first strong character, and
 * what is put into it runs into what surrounds it (Unicode Standard Annex 9, P2 and P3). Invisible marks put that right.
 */

const LEFT_TO_RIGHT_MARK = '\u200e';
const RIGHT_TO_LEFT_MARK = '\u200f';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** Letters that are written from right to left: bidirectional classes R and AL. */
const rightToLeft =
	/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}\p{Script=Mandaic}\p{Script=Samaritan}]/u;
const strong = /[\p{L}\u200e\u200f\u061c]/gu;
/** Where another text stands by itself; P2 skips it. */
const isolated = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/g;

/** Slots of a letter that are not filled yet; see `base/template.ts`. */
const slots = /\uE000[^\uE001]*\uE001/g;

/** The ways the letters of a text run, in their order. Isolated passages do not count. */
function ways(text: string): ('ltr' | 'rtl')[] {
	return (text.replace(isolated, '').replace(slots, '').match(strong) ?? []).map((letter) =>
		letter === RIGHT_TO_LEFT_MARK || letter === '\u061c' || rightToLeft.test(letter) ? 'rtl' : 'ltr',
	);
}

/** The direction a text has by itself, that of its first letter; none when it has no letters. */
export function wayOf(text: string): 'ltr' | 'rtl' | undefined {
	return ways(text)[0];
}

/**
 * A line of a language that faces the way the language is read, also when it begins with a word of the other direction
 * (`WhatsApp` in an Arabic subject). A line that has no word of its language at all stays as it is.
 */
export function facing(lang: string, line: string): string {
	const way = direction(lang);
	const all = ways(line);
	if (all[0] === way || !all.includes(way)) return line;
	return (way === 'rtl' ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK) + line;
}

/**
 * A text (a title, a name, a place) that is put into a sentence of a language: set apart when it runs the other way, so that
 * neither its full stop nor a number beside it jumps to the wrong end.
 */
export function apart(lang: string, text: string): string {
	const other = direction(lang) === 'rtl' ? 'ltr' : 'rtl';
	return ways(text).includes(other) ? FIRST_STRONG_ISOLATE + text + POP_ISOLATE : text;
}
