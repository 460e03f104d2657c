import { after } from '../base/time.ts';
import type { Run } from './approval.ts';
import { pressOf } from './press.ts';
import { carryChunk, type Ending, type Sending } from './send.ts';
import { tripped } from './late.ts';

/** A chunk that was handed over so recently may be in the hands of another run: it comes last. */
const RECENT = { minutes: 1 };

/** Carries out the open chunks of a digest, as many at a time as the carrier likes. Safe to be killed, run again, and run twice at once. */
export async function carryOut(digest: string, world: Sending): Promise<Ending> {
	const { store, mailer, now } = world;
	const run = await store.run(digest);
	if (!run) return { kind: 'done' };
	const work = { digest, plan: run.plan, press: pressOf(run.plan, world), world };
	const chunks = await store.openChunks(digest);
	const recent = after(now(), { minutes: -RECENT.minutes });
	const isRecent = (at: string | undefined) => at !== undefined && at > recent;
	const queue = [
		...chunks.filter((chunk) => !isRecent(chunk.attemptedAt)),
		...chunks.filter((chunk) => isRecent(chunk.attemptedAt)),
	];
	let [next, settled] = [0, 0];
	let [trouble, held]: (Ending | undefined)[] = [];
	const lane = async () => {
		while (!trouble && next < queue.length) {
			const { id } = queue[next++]!;
			const ending = (await brake(digest, world)) ?? (await carryChunk(id, work));
			if (ending.kind === 'done') world.progress?.(++settled, queue.length);
			// What is held waits for the author; the others need not wait with it.
			else if (ending.kind === 'held') held ??= ending;
			else trouble ??= ending;
		}
	};
	const lanes = Array.from({ length: Math.min(mailer.lanes ?? 1, queue.length) }, lane);
	const failed = (await Promise.allSettled(lanes)).find((each) => each.status === 'rejected');
	if (failed) throw failed.reason;
	if (trouble ?? held) return (trouble ?? held)!;
	await store.finish(digest, now());
	// Somebody may have cancelled it while the last batches were on their way.
	return endingOf((await store.run(digest)) ?? run);
}

/** How a run ended that has nothing more to hand over. */
export function endingOf({ state, reason }: Pick<Run, 'state' | 'reason'>): Ending {
	if (state !== 'cancelled') return { kind: 'done' };
	return { kind: 'halted', message: `The run is cancelled${reason ? `: ${reason}` : ''}` };
}

/** Too many letters fail: the run is paused before more of them can. */
async function brake(digest: string, { store, site, now }: Sending): Promise<Ending | undefined> {
	const message = tripped(await store.health(digest), site.breaker);
	if (message === undefined) return undefined;
	await store.steer(digest, 'paused', message, now());
	return { kind: 'halted', message };
}
