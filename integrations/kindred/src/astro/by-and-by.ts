import type { Letter, Postman } from '../base/letter.ts';

/** Whoever keeps a letter has it alone for five minutes; a letter that stands in line for longer is somebody else's by then. In milliseconds. */
const OURS = 4 * 60_000;

/** So many stand in line at most; a letter is some tens of kilobytes. */
const LONGEST = 200;

let line = Promise.resolve();
let length = 0;

/**
 * A postman whose letters leave by and by, one after the other, while nobody waits for a page. It is for letters that the store
 * keeps already: a crash loses none, a failure is repeated, and what finds no place in the line, or could not leave in time, is
 * taken by a later round (`tendEvents`, `kindred sync`).
 */
export function byAndBy<P extends Postman>(postman: P): P {
	return {
		...postman,
		handOver: async (letter: Letter, key: string): Promise<'queued'> => {
			if (length >= LONGEST) return 'queued';
			const kept = Date.now();
			length += 1;
			line = line.then(async () => {
				if (Date.now() - kept < OURS) await postman.handOver(letter, key).catch(tell);
				length -= 1;
			});
			return 'queued';
		},
	};
}

/** What a visitor of the site must not see. */
export function tell(error: unknown): void {
	console.error('[astro-kindred] A letter could not leave; it will be tried again.', error);
}
