import { KindredError } from '../base/error.ts';
import type { CardTheme } from './card.ts';

/** The colour functions of CSS Color 4 and 5 that the layout turns into RGB. */
const FUNCTIONS = /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix)\([^;"<>]+\)$/i;

/**
 * Stops at a colour that cannot be drawn, for the rasteriser would make a black card of it without a word. `parses` says
 * whether a name or a hexadecimal colour is one.
 */
export function checkTheme(theme: CardTheme, parses: (color: string) => boolean): void {
	for (const part of ['paper', 'ink', 'accent'] as const) {
		const color = theme[part].trim();
		if (FUNCTIONS.test(color) || parses(color)) continue;
		throw new KindredError(
			`The option \`cards.${part}\` is "${theme[part]}", which is no colour a card can be drawn in.`,
			`Write one CSS colour, for example \`cards: { ${part}: '#1d1a16' }\`.`,
		);
	}
}
