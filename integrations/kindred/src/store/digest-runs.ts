import { sql, type Kysely, type Transaction } from 'kysely';
import type { DigestStore, Plan, PlanHead, Reading, Run } from '../digest/index.ts';
import { cancelChunks } from './digest-cancel.ts';
import { withdrawApprovals } from './digest-plans.ts';
import { deliveries, type Delivery } from './digest-rows.ts';
import { forgiveTroubleOf } from './health.ts';
import { STOPPED } from './mail.ts';
import type { Engine, Tables } from './schema.ts';
import { setting } from './setting.ts';
import { inTransaction, lock } from './transaction.ts';

/** How many rows one statement writes: SQLite binds 32,766 values at most, and a delivery has thirteen. */
const ROWS = 500;

type Runs = Pick<DigestStore, 'run' | 'begin' | 'halted' | 'steer' | 'finish'>;

/** Runs of digests: how they begin, halt and end. */
export function digestRuns(db: Kysely<Tables>, engine: Engine): Runs {
	return {
		async run(digest) {
			const row = await db
				.selectFrom('run')
				.innerJoin('plan', 'plan.hash', 'run.plan')
				.select(['run.state', 'run.reason', 'plan.content'])
				.where('run.digest', '=', digest)
				.executeTakeFirst();
			if (!row) return undefined;
			const { state, reason, content } = row;
			return {
				plan: JSON.parse(content) as PlanHead,
				state: state as Run['state'],
				reason: reason ?? undefined,
			};
		},

		begin: (plan, at) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `digest:${plan.digest}`);
				const before = await trx
					.selectFrom('run')
					.select(['state'])
					.where('digest', '=', plan.digest)
					.executeTakeFirst();
				// Somebody else was first: their run is the run.
				if (before && before.state !== 'done' && before.state !== 'cancelled') return;
				// So they were, and are done with it already; or its author took the approval back at this moment.
				if (!(await withdrawApprovals(trx, plan.digest, plan.hash))) return;
				await withdrawApprovals(trx, plan.digest);
				const row = { plan: plan.hash, state: 'running', reason: null, begun_at: at, updated_at: at };
				await trx
					.insertInto('run')
					.values({ digest: plan.digest, ...row })
					.onConflict((conflict) => conflict.column('digest').doUpdateSet(row))
					.execute();
				await insertChunks(trx, plan, at);
				// What went wrong in an earlier run of it is no trouble of this one.
				if (before) await forgiveTroubleOf(trx, plan.digest);
				await trx.deleteFrom('plan_part').where('plan', '=', plan.hash).execute();
			}),

		async halted(digest) {
			const stop = await setting(db, STOPPED);
			if (stop !== undefined) return `All mail is stopped${stop && `: ${stop}`}`;
			const run = await db
				.selectFrom('run')
				.select(['state', 'reason'])
				.where('digest', '=', digest)
				.executeTakeFirst();
			if (run?.state !== 'paused' && run?.state !== 'cancelled') return undefined;
			return `The run is ${run.state}${run.reason ? `: ${run.reason}` : ''}`;
		},

		steer: (digest, state, reason, at) =>
			inTransaction(db, async (trx) => {
				const { numUpdatedRows } = await trx
					.updateTable('run')
					.set({ state, reason: reason ?? null, updated_at: at })
					.where('digest', '=', digest)
					.where('state', 'in', ['running', 'paused'])
					.executeTakeFirst();
				if (numUpdatedRows === 0n) return false;
				// What was wrong until now has been seen.
				if (state === 'running') await forgiveTroubleOf(trx, digest);
				if (state === 'cancelled') {
					await withdrawApprovals(trx, digest);
					await cancelChunks(trx, engine, digest, at);
				}
				return true;
			}),

		async finish(digest, at) {
			await db
				.updateTable('run')
				.set({ state: 'done', reason: null, updated_at: at })
				.where('digest', '=', digest)
				.where('state', 'in', ['running', 'paused'])
				.where(({ not, exists, selectFrom }) =>
					not(
						exists(
							selectFrom('chunk')
								.select('id')
								.where('chunk.digest', '=', digest)
								.where('state', 'in', ['planned', 'attempted', 'held']),
						),
					),
				)
				.execute();
		},
	};
}

/** Every part of a plan becomes a chunk. A digest that was sent before, to others, goes on counting where it was. */
async function insertChunks(trx: Transaction<Tables>, plan: Plan, at: string): Promise<void> {
	const { digest, hash } = plan;
	const last = await trx
		.selectFrom('chunk')
		.select(({ fn }) => fn.max('seq').as('seq'))
		.where('digest', '=', digest)
		.executeTakeFirst();
	let seq = last?.seq ?? -1;
	for (const part of plan.parts.readings) {
		seq++;
		const { id } = await trx
			.insertInto('chunk')
			.values({
				digest,
				plan: hash,
				seq,
				key: `${hash}:${seq}`,
				frozen: `{"readings":${part}}`,
				body_hash: '',
				state: 'planned',
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		const readings = JSON.parse(part) as Reading[];
		const open = new Set(await insertDeliveries(trx, deliveries.pending(plan, readings, id, at)));
		if (open.size < readings.length)
			await keepOnly(
				trx,
				id,
				readings.filter(({ person }) => open.has(person)),
				at,
			);
	}
	for (const part of plan.parts.excluded)
		await insertDeliveries(trx, deliveries.excluded(plan.digest, part, at));
}

/** Whatever a plan says, nobody who has a digest, or may have it, is in a batch of it again. */
async function keepOnly(
	trx: Transaction<Tables>,
	chunk: number,
	readings: readonly Reading[],
	at: string,
): Promise<void> {
	await trx
		.updateTable('chunk')
		.set(
			readings.length
				? { frozen: JSON.stringify({ readings }) }
				: { state: 'settled', settled_at: at, frozen: '{}' },
		)
		.where('id', '=', chunk)
		.execute();
}

/** Whoever got nothing of this digest before may get it now: those people. */
async function insertDeliveries(trx: Transaction<Tables>, rows: readonly Delivery[]): Promise<number[]> {
	const written: number[] = [];
	for (let first = 0; first < rows.length; first += ROWS) {
		const people = await trx
			.insertInto('delivery')
			.values(rows.slice(first, first + ROWS))
			.onConflict((conflict) =>
				conflict
					.columns(['digest', 'person_id'])
					.doUpdateSet(({ ref }) => ({
						chunk_id: ref('excluded.chunk_id'),
						seq: ref('excluded.seq'),
						lang: ref('excluded.lang'),
						items: ref('excluded.items'),
						state: ref('excluded.state'),
						reason: ref('excluded.reason'),
						at: ref('excluded.at'),
					}))
					.where('delivery.state', 'in', ['excluded', 'failed']),
			)
			.returning('person_id')
			.execute();
		written.push(...people.map(({ person_id }) => person_id));
	}
	return written;
}

/** True in SQL when a chunk's run may go on. */
export const mayGo = sql<boolean>`exists (select 1 from run where run.digest = chunk.digest and run.state = 'running')
	and not exists (select 1 from setting where setting.key = ${STOPPED})`;
