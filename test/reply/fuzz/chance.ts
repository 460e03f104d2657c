/** Chance that comes again: the same seed, the same draws. */
export interface Chance {
	/** A whole number from 0 up to, and without, `end`. */
	below(end: number): number;
	/** True once in `times` draws. */
	oneIn(times: number): boolean;
	pick<Value>(from: readonly Value[]): Value;
}

/** Mulberry32, a generator of one word of state: enough for fuzzing, and made anew for each mail in no time. */
export function chanceOf(seed: number): Chance {
	// Neighbouring seeds would begin alike.
	let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
	const below = (end: number) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let word = Math.imul(state ^ (state >>> 15), state | 1);
		word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
		return ((word ^ (word >>> 14)) >>> 0) % end;
	};
	return {
		below,
		oneIn: (times) => below(times) === 0,
		pick: (from) => from[below(from.length)]!,
	};
}
