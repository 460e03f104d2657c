import type { Transaction } from 'kysely';
import { blankForgotten } from './forget.ts';
import { settleIfKnown } from './held.ts';
import type { Engine, Tables } from './schema.ts';

/** How many batches one statement names: SQLite binds 32,766 values at most. */
const IDS = 1000;

/** Behind the line of somebody whose letter was not handed over before its run was cancelled. */
export const CANCELLED = 'cancelled by the author';

/** What was not handed over never is. What is on its way may arrive: that is for the carrier's answer, a webhook or the author to say. */
export async function cancelChunks(
	trx: Transaction<Tables>,
	engine: Engine,
	digest: string,
	at: string,
): Promise<void> {
	const underWay = 'it was cancelled while this was on its way';
	// The batches first, and all in one statement: a lane that is just taking one up is waited for, and what it took up is on its way.
	const chunks = await trx
		.updateTable('chunk')
		.set(({ eb, ref }) => {
			const ifPlanned = eb.case().when('state', '=', 'planned');
			return {
				state: ifPlanned.then('settled').else('held').end(),
				frozen: ifPlanned.then('{}').else(ref('frozen')).end(),
				error: ifPlanned.then(null).else(underWay).end(),
				settled_at: at,
			};
		})
		.where('digest', '=', digest)
		.where('state', 'in', ['planned', 'attempted'])
		.returning(['id', 'state'])
		.execute();
	const idsIn = (state: string) => chunks.filter((chunk) => chunk.state === state).map(({ id }) => id);
	for (const [state, line] of [
		['settled', { state: 'excluded', reason: CANCELLED, at }],
		['held', { state: 'held', reason: underWay, at }],
	] as const) {
		const ids = idsIn(state);
		for (let first = 0; first < ids.length; first += IDS)
			await trx
				.updateTable('delivery')
				.set(line)
				.where('state', '=', 'pending')
				.where('chunk_id', 'in', ids.slice(first, first + IDS))
				.execute();
	}
	const held = idsIn('held');
	await blankForgotten(trx, engine, held);
	// Those of whom all is known need nobody's word.
	for (const id of held) await settleIfKnown(trx, id, at);
}
