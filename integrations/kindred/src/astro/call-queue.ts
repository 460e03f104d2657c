import { setTimeout as sleep } from 'node:timers/promises';
import type { Instant } from '../base/time.ts';
import type { CallStore, ReceivedCall } from '../store/call.ts';

/** So many calls at once are answered when their mail is filed; in a flood they are answered when they are written down. */
const MOST_AT_ONCE = 4;
/** So many mails are fetched at once behind calls. */
const LANES = 4;
/** How many mails are looked up at once that wait to be fetched. */
const SOME = 50;
/** When what could not be fetched is tried again, in milliseconds. */
const LATER = 60_000;
/** How long the queue lets calls go first at each mail, in looks and in milliseconds between two of them. */
const POLITE = { looks: 20, between: 50 } as const;

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
	/** Does anything wait, as far as this process knows? An earlier one may have left something. */
	let mayWait = true;
	let draining: Promise<void> | undefined;

	/** Fetches what waits, some at a time, and leaves the machine to calls as long as there are any. */
	async function drain({ calls, now, file }: CallHouse): Promise<boolean> {
		const failed = new Set<string>();
		async function lane(mails: Iterator<string>): Promise<void> {
			for (let { done, value: mail } = mails.next(); !done; { done, value: mail } = mails.next()) {
				for (let look = 0; underWay > 0 && look < POLITE.looks; look++) await sleep(POLITE.between);
				try {
					await file(mail);
					await calls.filed(mail, { at: now() });
				} catch (error) {
					console.error(`[astro-kindred] The mail ${mail} could not be fetched yet.`, error);
					failed.add(mail);
				}
			}
		}
		for (;;) {
			mayWait = false;
			const waiting = (await calls.waiting(SOME + failed.size, now())).filter((mail) => !failed.has(mail));
			if (waiting.length === 0) return failed.size === 0;
			const mails = waiting.values();
			await Promise.all(Array.from({ length: LANES }, () => lane(mails)));
		}
	}

	function drainBehind(house: CallHouse): void {
		if (!mayWait) return;
		draining ??= drain(house)
			.catch((error: unknown) => {
				console.error('[astro-kindred] Mails wait to be fetched.', error);
				return false;
			})
			.then((isDone) => {
				draining = undefined;
				mayWait ||= !isDone;
				// Also done by the next call, and by the next round of `kindred sync`.
				if (mayWait) setTimeout(() => drainBehind(house), isDone ? 0 : LATER).unref();
			});
	}

	return {
		async take(told, house) {
			const { calls, now, file } = house;
			const isFlood = ++underWay > MOST_AT_ONCE;
			try {
				if (!(await calls.note(told, { answered: isFlood, at: now() }))) return 'Seen before';
				if (isFlood) {
					mayWait = true;
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
