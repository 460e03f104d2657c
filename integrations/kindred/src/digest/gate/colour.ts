import { converter, formatHex, parse, wcagContrast, type Rgb } from 'culori';
import { remember } from '../../base/remember.ts';

const toRgb = converter('rgb');
const toHsl = converter('hsl');

/** A colour with its share of what lies below. */
export type Colour = Rgb;

/** Any colour CSS knows; nothing for `inherit`, `var()` and what is no colour. */
export const readColour = remember((value): Colour | undefined => {
	const parsed = parse(value.replace(/\s*!important$/i, '').trim());
	return parsed ? toRgb(parsed) : undefined;
});

/** The colour in a `background` shorthand. */
export function colourIn(shorthand: string): Colour | undefined {
	const whole = readColour(shorthand);
	if (whole) return whole;
	for (const word of shorthand.match(/[a-z-]+\([^()]*\)|#[0-9a-f]+|[a-z-]+/gi) ?? []) {
		const found = readColour(word);
		if (found) return found;
	}
	return undefined;
}

/** A colour as it looks on another. */
export function over(top: Colour, below: Colour): Colour {
	const alpha = top.alpha ?? 1;
	if (alpha >= 1) return top;
	const mix = (a: number, b: number) => a * alpha + b * (1 - alpha);
	return { mode: 'rgb', r: mix(top.r, below.r), g: mix(top.g, below.g), b: mix(top.b, below.b) };
}

/** WCAG 2.2, 1.4.3: from 1 to 21. */
export function contrast(text: Colour, ground: Colour): number {
	return wcagContrast(text, ground);
}

/** `#rrggbb` */
export function hex(colour: Colour): string {
	return formatHex(colour);
}

/** What programs do that darken letters by themselves: dark becomes light and light dark, the hue stays. */
export function inverted(colour: Colour): Colour {
	const hsl = toHsl(colour);
	return toRgb({ ...hsl, l: 1 - hsl.l });
}

/** Others darken only grounds that are light, and lighten only text that is dark. */
export function darkened(ground: Colour): Colour {
	return toHsl(ground).l > 0.5 ? inverted(ground) : ground;
}
export function lightened(text: Colour): Colour {
	return toHsl(text).l < 0.5 ? inverted(text) : text;
}
