import type { Transaction } from 'kysely';
import { RESTORED } from '../digest/index.ts';
import type { Tables } from './schema.ts';

/** Why a run waits for its author. */
const WHY = 'the store was restored from a backup, and letters may have left since that was made';

/**
 * A backup knows nothing of what left after it was made. So nothing leaves by itself: what was approved has to be looked at
 * again, a run is paused, and each of its batches that was not tried yet counts as tried with bytes that nobody knows, so that
 * its letters are looked for before they are sent.
 */
export async function distrustRuns(trx: Transaction<Tables>): Promise<void> {
	await trx.updateTable('plan').set({ approved_at: null, due_at: null }).execute();
	await trx.updateTable('run').set({ state: 'paused', reason: WHY }).where('state', '=', 'running').execute();
	const planned = await trx
		.selectFrom('chunk')
		.innerJoin('run', 'run.digest', 'chunk.digest')
		.select(['chunk.id', 'run.begun_at'])
		.where('chunk.state', '=', 'planned')
		.execute();
	for (const { id, begun_at: clock } of planned) {
		const { frozen } = await trx
			.selectFrom('chunk')
			.select('frozen')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		const { readings } = JSON.parse(frozen) as { readings: unknown };
		await trx
			.updateTable('chunk')
			.set({
				state: 'attempted',
				frozen: JSON.stringify({ readings, clock }),
				body_hash: RESTORED,
				attempted_at: clock,
			})
			.where('id', '=', id)
			.execute();
	}
}
