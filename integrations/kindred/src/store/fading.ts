import { sql, type Kysely, type Transaction } from 'kysely';
import type { FadeStore } from '../event/index.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** What an invitation says instead of why. */
const NO_REASON = '{}';

/** Erases what guests said. The database's own leftovers go as well: SQLite overwrites what it frees (`secure_delete`). */
export function fadeStore(db: Kysely<Tables>, engine: Engine): FadeStore {
	return {
		async unfaded() {
			const rows = await db
				.selectFrom('rsvp')
				.select(['event', 'updated_at'])
				.where(({ or, eb }) => or([eb('detail', 'is not', null), eb('told', 'is not', null)]))
				.unionAll(db.selectFrom('event_private').select(['event', 'updated_at']))
				.unionAll(
					db.selectFrom('invitation').select(['event', 'updated_at']).where('reason', '!=', NO_REASON),
				)
				.execute();
			const proposals = await proposalsWithWords(db);
			rows.push(...proposals.map(({ event, at }) => ({ event, updated_at: at })));
			return [...Map.groupBy(rows, ({ event }) => event)].map(([event, all]) => ({
				event,
				writtenAt: all
					.map(({ updated_at }) => updated_at)
					.sort()
					.at(-1)!,
			}));
		},
		async fade(event, at) {
			const faded = await inTransaction(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				const erased = await erase(trx, event);
				if (!erased.guests && !erased.told && !erased.private && !erased.invitations) return undefined;
				await remember(trx, event, at);
				const { told: _told, ...counts } = erased;
				return { event, ...counts };
			});
			// What was erased still stands in the log of writes until that is written back.
			if (faded && engine === 'sqlite') await sql`pragma wal_checkpoint(truncate)`.execute(db);
			return faded;
		},
		async fadedAt() {
			const rows = await db
				.selectFrom('announcement')
				.select(['event', 'faded_at'])
				.where('faded_at', 'is not', null)
				.execute();
			return new Map(rows.map(({ event, faded_at }) => [event, faded_at!]));
		},
	};
}

async function erase(trx: Transaction<Tables>, event: string) {
	const said = await trx
		.updateTable('rsvp')
		.set({ detail: null })
		.where('event', '=', event)
		.where('detail', 'is not', null)
		.executeTakeFirst();
	const told = await trx
		.updateTable('rsvp')
		.set({ told: null })
		.where('event', '=', event)
		.where('told', 'is not', null)
		.executeTakeFirst();
	const secrets = await trx.deleteFrom('event_private').where('event', '=', event).executeTakeFirst();
	const invitations = await trx
		.updateTable('invitation')
		.set({ reason: NO_REASON })
		.where('event', '=', event)
		.where('reason', '!=', NO_REASON)
		.executeTakeFirst();
	const proposals = (await proposalsWithWords(trx)).filter((line) => line.event === event);
	for (const { id, detail } of proposals) {
		const { comment: _comment, ...rest } = JSON.parse(detail) as { comment: string };
		await trx
			.updateTable('interaction')
			.set({ detail: JSON.stringify(rest) })
			.where('id', '=', id)
			.execute();
	}
	return {
		guests: Number(said.numUpdatedRows) + proposals.length,
		told: Number(told.numUpdatedRows),
		private: secrets.numDeletedRows > 0n,
		invitations: Number(invitations.numUpdatedRows),
	};
}

/** Those who proposed another time by their calendar, and said a word about it. */
async function proposalsWithWords(db: Kysely<Tables>) {
	const rows = await db
		.selectFrom('interaction')
		.select(['id', 'subject', 'at', 'detail'])
		.where('kind', '=', 'proposed')
		.where('detail', 'like', '%"comment":%')
		.execute();
	return rows.map(({ subject, ...line }) => ({ ...line, event: (subject ?? '').replace(/^event:/, '') }));
}

async function remember(trx: Transaction<Tables>, event: string, at: string): Promise<void> {
	const row = { faded_at: at, updated_at: at };
	await trx
		.insertInto('announcement')
		.values({ event, sequence: 0, ...row })
		.onConflict((conflict) => conflict.column('event').doUpdateSet(row))
		.execute();
}
