import type { Kysely } from 'kysely';
import type { Letter, OutgoingStore } from '../base/letter.ts';
import { after } from '../base/time.ts';
import { lock, inTransaction, sharedTransactions } from './transaction.ts';
import type { Engine, Tables } from './schema.ts';

/**
 * Who takes a letter has so long to hand it over before another process may take it: longer than any call
 * lasts.
 */
const LEASE = { minutes: 5 };

/** What is written behind a letter that nobody was asked to take, because all mail was stopped. */
const NOT_ASKED = 'All mail is stopped';

/**
 * Letters that wait, in the table `outgoing`. A letter that was kept or given out belongs to who took it,
 * for a lease.
 */
export function outgoingStore(db: Kysely<Tables>, engine: Engine): OutgoingStore {
	const shared = sharedTransactions(db, engine);
	return {
		async keep(key, letter, at) {
			const { numInsertedOrUpdatedRows } = await db
				.insertInto('outgoing')
				.values({
					key,
					letter: JSON.stringify(letter),
					not_before: after(at, LEASE),
					attempts: 0,
					created_at: at,
				})
				.onConflict((conflict) => conflict.column('key').doNothing())
				.executeTakeFirstOrThrow();
			return Number(numInsertedOrUpdatedRows) === 1;
		},
		async due(at, most) {
			return inTransaction(db, async (trx) => {
				await lock(trx, engine, 'outgoing');
				const rows = await trx
					.selectFrom('outgoing')
					.select(['id', 'key', 'letter', 'attempts', 'created_at', 'last_error'])
					.where(({ or, eb }) => or([eb('not_before', '<=', at), eb('last_error', '=', NOT_ASKED)]))
					.orderBy('not_before')
					.orderBy('id')
					.limit(most)
					.execute();
				if (rows.length === 0) return [];
				const ids = rows.map(({ id }) => id);
				await trx
					.updateTable('outgoing')
					.set({ not_before: after(at, LEASE) })
					.where('id', 'in', ids)
					.execute();
				// Now they are asked for the first time: the day that a key lives begins.
				await trx
					.updateTable('outgoing')
					.set({ created_at: at, last_error: null })
					.where('id', 'in', ids)
					.where('last_error', '=', NOT_ASKED)
					.execute();
				return rows.map(({ key, letter, attempts, created_at, last_error }) => ({
					key,
					letter: JSON.parse(letter) as Letter,
					attempts,
					keptAt: last_error === NOT_ASKED ? at : created_at,
				}));
			});
		},
		async handedOver(key) {
			await shared(db, (trx) => trx.deleteFrom('outgoing').where('key', '=', key).execute());
		},
		async waits(key) {
			await db.updateTable('outgoing').set({ last_error: NOT_ASKED }).where('key', '=', key).execute();
		},
		async failed(key, error, again) {
			await db
				.updateTable('outgoing')
				.set(({ eb }) => ({ attempts: eb('attempts', '+', 1), last_error: error, not_before: again }))
				.where('key', '=', key)
				.execute();
		},
	};
}
