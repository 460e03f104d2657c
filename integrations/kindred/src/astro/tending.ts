import type { Instant } from '../base/time.ts';
import { nextToTend, tend } from '../event/index.ts';
import type { Kindred } from '../kindred.ts';

/** Another process (a command, a second server) may have kept a seat for somebody: we look at least that often. In milliseconds. */
const ROUND = 5 * 60_000;
/** The next look is never sooner than that, whatever the clocks say. In milliseconds. */
const BREATH = 1000;

let alarm: NodeJS.Timeout | undefined;

/**
 * Looks after events while the server runs: a seat that nobody took in time goes on to the next, reminders leave, and letters that
 * could not leave are tried again, without anybody's visit. It begins with the first visit, with whatever has come due before.
 * `kindred sync` does the same.
 *
 * @param open the house as it is then: keys are changed, and content in development.
 */
export function tendEvents(open: () => Promise<Kindred>): void {
	alarm ??= setTimeout(() => void round(open, undefined), BREATH).unref();
}

/** One round, and the next. `since`: when the last one was done; nothing before the first. */
async function round(open: () => Promise<Kindred>, since: Instant | undefined): Promise<void> {
	let [last, wait] = [since, ROUND];
	try {
		const house = await open();
		const now = house.now();
		const due = since === undefined ? now : await nextToTend(since, house);
		if (due !== undefined && due <= now) {
			await tend(house);
			last = now;
		}
		await house.postman.flush();
		const next = await nextToTend(last ?? now, house);
		if (next !== undefined) wait = Math.min(ROUND, Date.parse(next) - Date.parse(now));
	} catch (error) {
		console.error('[astro-kindred] Events could not be looked after; it will be tried again.', error);
	}
	alarm = setTimeout(() => void round(open, last), Math.max(BREATH, wait)).unref();
}
