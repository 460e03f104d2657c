import type { ApiError } from './answer.ts';

/**
 * What goes wrong with a request.
 *
 * - `drop`, `hang`: before anything was done, the connection breaks, or nothing is ever answered.
 * - `drop-after`, `hang-after`: the same after the letters were taken.
 * - an error: answered instead of doing the work; with `after: true` the work was done all the same.
 */
export type Trouble =
	| 'drop'
	| 'drop-after'
	| 'hang'
	| 'hang-after'
	| (ApiError & { headers?: Record<string, string>; after?: boolean });

/** A trouble that waits for its request: one of this path, after so many that go well. */
export interface PlannedTrouble {
	trouble: Trouble;
	/** For example `/emails/batch`. Default: any. */
	path?: string;
	/** How many requests of the path go well before. Default: 0. */
	skip?: number;
}

const words: readonly unknown[] = ['drop', 'drop-after', 'hang', 'hang-after'];

/** What is planned to go wrong; of two that fit a request the older one meets it. */
export function createTroubles() {
	let planned: PlannedTrouble[] = [];
	return {
		plan(...next: (Trouble | PlannedTrouble)[]): void {
			for (const one of next) {
				const plan = typeof one === 'object' && 'trouble' in one ? one : { trouble: one };
				if (!words.includes(plan.trouble) && typeof plan.trouble !== 'object')
					throw new TypeError(`"${String(plan.trouble)}" is no trouble.`);
				planned.push({ ...plan });
			}
		},
		/** What meets this request. */
		meet(path: string): Trouble | undefined {
			const place = planned.findIndex((one) => !one.path || one.path === path);
			const found = planned[place];
			if (!found) return undefined;
			if (found.skip) return void found.skip--;
			planned = planned.toSpliced(place, 1);
			return found.trouble;
		},
		get waiting(): readonly PlannedTrouble[] {
			return planned;
		},
		clear: () => void (planned = []),
	};
}

export type Troubles = ReturnType<typeof createTroubles>;
