import type { Instant } from '../base/time.ts';
import type { PlanHead } from './plan.ts';

/** A plan the author said yes to. It is good for one run: who wants another says yes again. */
export interface Approval {
	readonly digest: string;
	readonly hash: string;
	readonly at: Instant;
	/** When it may be sent, where the author said so. */
	readonly due?: Instant | undefined;
}

/** A run of a digest: the plan it carries out, and whether it may go on. */
export interface Run {
	readonly plan: PlanHead;
	readonly state: RunState;
	/** Why it does not go on. */
	readonly reason?: string | undefined;
}
/** `paused` goes on when it is resumed; `cancelled` and `done` have ended. */
export type RunState = 'running' | 'paused' | 'cancelled' | 'done';

/** A digest that is to be sent: its run has not ended, or there is an approval that no run has used up. */
export type Unsent =
	| { readonly digest: string; readonly run: 'running' | 'paused' }
	| { readonly digest: string; readonly run?: undefined; readonly approval: Approval };
