import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../base/time.ts';
import type { CallStore, ReceivedCall } from '../store/call.ts';

/** So many calls at once are answered when their mail is filed; in a flood they are answered when they are written down. */
const MOST_AT_ONCE = 8;
/** How many mails are looked up at once that wait to be fetched. */
const SOME = 50;
/** How long the queue lets calls go first, in milliseconds. */
const POLITE = 250;

/** What a queue works with. `file` fetches a mail and files it; it may be called again for the same mail. */
export interface CallHouse {
	readonly calls: CallStore;
	now(): Instant;
	file(mail: string): Promise<string>;
}

/** The calls of one process about mails that were received. */
export interface CallQueue {
	/**
	 * Resolves to what became of the mail, or to `noted` in a flood: then the mail is fetched afterwards, also by another
	 * process, or by `kindred sync`, when this one ends. An error means that the call has to come again.
	 */
	take(told: ReceivedCall, house: CallHouse): Promise<string>;
	/** Resolves when nothing is being fetched behind. */
	settled(): Promise<unknown>;
}

/** Opens a queue for a process. What waits is in the store; here is only who is at work. */
export function openCallQueue(): CallQueue {
	let underWay = 0;
	let draining: Promise<void> | undefined;

	/** Fetches what waits, one after the other, and leaves the machine to calls as long as there are any. */
	async function drain({ calls, now, file }: CallHouse): Promise<void> {
		const failed = new Set<string>();
		for (;;) {
			const waiting = (await calls.waiting(SOME + failed.size, now())).filter((mail) => !failed.has(mail));
			if (waiting.length === 0) return;
			for (const mail of waiting) {
				if (underWay > 0) await sleep(POLITE);
				try {
					await file(mail);
					await calls.filed(mail, { at: now() });
				} catch (error) {
					// It waits on: the next call, or the next round of `kindred sync`, tries it again.
					console.error(`[astro-kindred] The mail ${mail} could not be fetched.`, error);
					failed.add(mail);
				}
			}
		}
	}

	function drainBehind(house: CallHouse): void {
		draining ??= drain(house)
			.catch((error: unknown) => console.error('[astro-kindred] Mails wait to be fetched.', error))
			.finally(() => (draining = undefined));
	}

	return {
		async take(told, house) {
			const { calls, now, file } = house;
			const isFlood = ++underWay > MOST_AT_ONCE;
			try {
				if (!(await calls.note(told, { answered: isFlood, at: now() }))) return 'Seen before';
				if (isFlood) {
					drainBehind(house);
					return 'noted';
				}
				const outcome = await file(told.mail);
				await calls.filed(told.mail, { call: told.call, at: now() });
				// What an earlier process left, or could not fetch, can be fetched now.
				drainBehind(house);
				return outcome;
			} finally {
				underWay--;
			}
		},
		settled: async () => draining,
	};
}
