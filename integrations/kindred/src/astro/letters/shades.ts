import type { Colours } from '../../base/site.ts';

/** The colours of a letter, with those in between. */
export type Shades = ReturnType<typeof shadesOf>;

/** The colours in between are mixed here: mail programs know no `color-mix()`. */
export function shadesOf({ paper, ink, accent }: Colours) {
	return {
		paper,
		ink,
		accent,
		/** Small print. */
		soft: mix(ink, paper, 0.7),
		/** Rules. */
		rule: mix(ink, paper, 0.18),
		/** The ground of a question. */
		tint: mix(ink, paper, 0.06),
	};
}

/** So much of `a` in `b`, both `#rrggbb`. */
function mix(a: string, b: string, share: number): string {
	const part = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
	const mixed = [1, 3, 5].map((at) => Math.round(part(a, at) * share + part(b, at) * (1 - share)));
	return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}
