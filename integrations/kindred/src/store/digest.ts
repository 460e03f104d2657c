import { sql, type Kysely } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { DigestStore, FrozenChunk, Plan, StoredChunk } from '../digest/index.ts';
import { deliveries, type Delivery } from './digest-rows.ts';
import { readersOf } from './digest-readers.ts';
import { statusOf } from './digest-status.ts';
import { blankChunks } from './forget.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** How many rows one statement writes: SQLite binds 32,766 values at most, and a delivery has nine. */
const ROWS = 500;

/** The ledger of digests: plans, chunks and what became of every letter. */
export function digestStore(db: Kysely<Tables>, engine: Engine): DigestStore {
	const planOf = async (digest: string, approved: boolean) => {
		const row = await db
			.selectFrom('plan')
			.select('content')
			.where('digest', '=', digest)
			.$if(approved, (query) => query.where('approved_at', 'is not', null))
			.orderBy(approved ? 'approved_at' : 'created_at', 'desc')
			.orderBy('hash')
			.executeTakeFirst();
		return row && (JSON.parse(row.content) as Plan);
	};

	return {
		readers: (digest) => readersOf(db, engine, digest),
		lastPlan: (digest) => planOf(digest, false),
		approvedPlan: (digest) => planOf(digest, true),

		async keepPlan(plan, at) {
			await inTransaction(db, async (trx) => {
				const { hash, digest } = plan;
				const row = {
					hash,
					digest,
					created_at: at,
					approved_at: null,
					due_at: null,
					content: JSON.stringify(plan),
				};
				await trx
					.insertInto('plan')
					.values(row)
					.onConflict((conflict) => conflict.column('hash').doUpdateSet({ created_at: at }))
					.execute();
				// A plan names everybody: of those that nobody approved, the newest is enough to compare with.
				await trx
					.deleteFrom('plan')
					.where('digest', '=', plan.digest)
					.where('hash', '!=', plan.hash)
					.where('approved_at', 'is', null)
					.where('hash', 'not in', trx.selectFrom('chunk').select('plan'))
					.execute();
			});
		},

		async approve(hash, at) {
			const { numUpdatedRows } = await db
				.updateTable('plan')
				.set({ approved_at: at })
				.where('hash', '=', hash)
				.executeTakeFirst();
			return numUpdatedRows > 0n;
		},

		async running(digest) {
			const chunks = await db
				.selectFrom('chunk')
				.select(['id', 'plan', 'frozen', 'attempted_at', 'state'])
				.where('digest', '=', digest)
				.orderBy('seq')
				.execute();
			const [first] = chunks;
			if (!first) return undefined;
			const { content } = await db
				.selectFrom('plan')
				.select('content')
				.where('hash', '=', first.plan)
				.executeTakeFirstOrThrow();
			const open = chunks.filter(({ state }) => state === 'frozen' || state === 'attempted');
			return {
				plan: JSON.parse(content) as Plan,
				chunks: open.map(({ id, frozen, attempted_at }): StoredChunk => ({
					id,
					frozen: JSON.parse(frozen) as FrozenChunk,
					attemptedAt: attempted_at ?? undefined,
				})),
			};
		},

		async begin(plan, chunks, at) {
			await inTransaction(db, async (trx) => {
				await lock(trx, engine, `digest:${plan.digest}`);
				const begun = await trx
					.selectFrom('chunk')
					.select('id')
					.where('digest', '=', plan.digest)
					.executeTakeFirst();
				// Somebody else was first: their run is the run.
				if (begun) return;
				for (const chunk of chunks) {
					const { id } = await trx
						.insertInto('chunk')
						.values({ digest: plan.digest, plan: plan.hash, ...frozenRow(chunk), state: 'frozen' })
						.returning('id')
						.executeTakeFirstOrThrow();
					await insertDeliveries(trx, deliveries.pending(plan, chunk, id, at));
				}
				await insertDeliveries(trx, deliveries.excluded(plan, at));
			});
		},

		async stillSubscribed(people) {
			if (!people.length) return new Set();
			const rows = await db
				.selectFrom('person')
				.select('id')
				.where('id', 'in', [...people])
				.where('state', '=', 'subscribed')
				.execute();
			return new Set(rows.map(({ id }) => id));
		},

		refreeze: (chunk, read, next, left, at) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `chunk:${chunk}`);
				const { numUpdatedRows } = await trx
					.updateTable('chunk')
					.set(frozenRow(next))
					.where('id', '=', chunk)
					.where('key', '=', read.key)
					.where('state', '=', 'frozen')
					.executeTakeFirst();
				if (numUpdatedRows === 0n) return false;
				if (left.length) {
					await trx
						.updateTable('delivery')
						.set({ state: 'excluded', reason: 'left after the plan', chunk_id: null, seq: null, at })
						.where('chunk_id', '=', chunk)
						.where('person_id', 'in', [...left])
						.execute();
				}
				return true;
			}),

		async attempt(chunk, read, at) {
			const { numUpdatedRows } = await db
				.updateTable('chunk')
				.set({ state: 'attempted', attempted_at: sql<Instant>`coalesce(attempted_at, ${at})` })
				.where('id', '=', chunk)
				.where('key', '=', read.key)
				.where('state', 'in', ['frozen', 'attempted'])
				.executeTakeFirst();
			return numUpdatedRows > 0n;
		},

		async settle(chunk, outcomes, at, rest) {
			await inTransaction(db, async (trx) => {
				await lock(trx, engine, `chunk:${chunk}`);
				const { digest } = await trx
					.updateTable('chunk')
					.set(
						rest
							? { ...frozenRow(rest), state: 'frozen', attempted_at: null }
							: { state: 'settled', settled_at: at, error: null },
					)
					.where('id', '=', chunk)
					.returning('digest')
					.executeTakeFirstOrThrow();
				const gone = await forgotten(
					trx,
					outcomes.map(({ person }) => person),
				);
				for (const { person, state, providerId, reason } of outcomes) {
					const row = await trx
						.updateTable('delivery')
						.set({ state, reason: reason ?? null, provider_id: providerId ?? null, at })
						.where('digest', '=', digest)
						.where('person_id', '=', person)
						// A run that could not know held what another run knows now.
						.where('state', 'in', ['pending', 'held'])
						.returning('items')
						.executeTakeFirst();
					if (row && state === 'sent' && !gone.has(person))
						await trx
							.insertInto('interaction')
							.values(deliveries.logged(digest, person, row.items, at))
							.execute();
				}
				if (gone.size) await blankChunks(trx, gone);
			});
		},

		async hold(chunk, why, at) {
			await inTransaction(db, async (trx) => {
				const { numUpdatedRows } = await trx
					.updateTable('chunk')
					.set({ state: 'held', error: why, settled_at: at })
					.where('id', '=', chunk)
					.where('state', '=', 'attempted')
					.executeTakeFirst();
				// Another run has its answer meanwhile.
				if (numUpdatedRows === 0n) return;
				await trx
					.updateTable('delivery')
					.set({ state: 'held', reason: why, at })
					.where('chunk_id', '=', chunk)
					.where('state', '=', 'pending')
					.execute();
			});
		},

		status: (digest) => statusOf(db, digest),
	};
}

async function forgotten(db: Kysely<Tables>, people: readonly number[]): Promise<ReadonlySet<number>> {
	if (!people.length) return new Set();
	const rows = await db
		.selectFrom('person')
		.select('id')
		.where('id', 'in', [...people])
		.where('state', '=', 'forgotten')
		.execute();
	return new Set(rows.map(({ id }) => id));
}

function frozenRow(chunk: FrozenChunk) {
	return { seq: chunk.seq, key: chunk.key, frozen: JSON.stringify(chunk), body_hash: chunk.bodyHash };
}

async function insertDeliveries(db: Kysely<Tables>, rows: readonly Delivery[]): Promise<void> {
	for (let first = 0; first < rows.length; first += ROWS) {
		await db
			.insertInto('delivery')
			.values(rows.slice(first, first + ROWS))
			.execute();
	}
}
