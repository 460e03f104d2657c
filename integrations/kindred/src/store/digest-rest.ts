import { sql, type Transaction } from 'kysely';
import type { Reading } from '../digest/index.ts';
import { CANCELLED } from './digest-cancel.ts';
import { blankForgotten } from './forget.ts';
import type { Engine, Tables } from './schema.ts';

/** Letters of a batch that certainly did not leave go on as its rest; unless their run has ended: then they never leave. */
export async function reopen(
	trx: Transaction<Tables>,
	engine: Engine,
	chunk: number,
	rest: readonly Reading[],
	at: string,
): Promise<void> {
	const people = rest.map(({ person }) => person);
	await blankForgotten(trx, engine, [chunk]);
	const hasEnded = await endIfOver(trx, chunk, at);
	await trx
		.updateTable('delivery')
		.set(hasEnded ? { state: 'excluded', reason: CANCELLED, at } : { state: 'pending', reason: null, at })
		.where('chunk_id', '=', chunk)
		.where('person_id', 'in', people)
		// Another run, which could not find out about them, may have held them.
		.where('state', 'in', hasEnded ? ['pending', 'held'] : ['held'])
		.execute();
}

/** The run may have been cancelled while the batch was on its way, and even another one begun. */
async function endIfOver(trx: Transaction<Tables>, chunk: number, at: string): Promise<boolean> {
	const { numUpdatedRows } = await trx
		.updateTable('chunk')
		.set({ state: 'settled', settled_at: at, error: null, frozen: '{}' })
		.where('id', '=', chunk)
		.where(
			sql<boolean>`not exists (select 1 from run where run.digest = chunk.digest and run.plan = chunk.plan
				and run.state in ('running', 'paused'))`,
		)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}
