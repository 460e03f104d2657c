import type { Letter, Postman } from '../base/letter.ts';

/** Whoever keeps a letter has it alone for five minutes; a letter that stands in line for longer is somebody else's by then. In milliseconds. */
const OURS = 4 * 60_000;

let line = Promise.resolve();

/**
 * A postman whose letters leave by and by, one after the other, while nobody waits for a page. It is for letters that the store
 * keeps already: a crash loses none, a failure is repeated, and one that could not leave in time is taken by the next round.
 */
export function byAndBy<P extends Postman>(postman: P): P {
	return {
		...postman,
		handOver: async (letter: Letter, key: string) => {
			const kept = Date.now();
			line = line.then(async () => {
				if (Date.now() - kept < OURS) await postman.handOver(letter, key).catch(tell);
			});
			return 'queued' as const;
		},
	};
}

/** What a visitor of the site must not see. */
export function tell(error: unknown): void {
	console.error('[astro-kindred] A letter could not leave; it will be tried again.', error);
}
