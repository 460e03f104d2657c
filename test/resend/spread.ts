import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds: always as many, or any number between two, each as likely. */
export type Spread = number | { from: number; to: number };

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export const draw = (spread: Spread, random: () => number): number =>
	typeof spread === 'number' ? spread : spread.from + random() * (spread.to - spread.from);

/** Waits so long, by the clock on the wall; not at all for 0. */
export async function linger(spread: Spread, random: () => number): Promise<void> {
	const milliseconds = draw(spread, random);
	if (milliseconds > 0) await sleep(milliseconds);
}

/** `50-400` or `100`, as they are written on the command line. */
export function readSpread(text: string): Spread {
	const [from = NaN, to = from] = text.split('-').map(Number);
	if (!(from >= 0 && to >= from)) throw new Error(`"${text}" is no latency. Write 100, or 50-400.`);
	return from === to ? from : { from, to };
}
