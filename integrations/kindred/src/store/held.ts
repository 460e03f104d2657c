import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../base/time.ts';
import { releaseHeld, type HeldChunk, type Resolved, type Verdict } from '../digest/index.ts';
import { logDelivered } from './log-delivered.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

type Frozen = { readonly readings?: readonly { readonly person: number; readonly email: string }[] };

/** The batches of a digest with readers whose letters nobody can tell the fate of, in order. */
export async function heldChunksOf(db: Kysely<Tables>, digest: string): Promise<HeldChunk[]> {
	const letters = await db
		.selectFrom('delivery')
		.innerJoin('chunk', 'chunk.id', 'delivery.chunk_id')
		.leftJoin('address', (join) =>
			join.onRef('address.person_id', '=', 'delivery.person_id').on('address.is_primary', '=', 1),
		)
		.select(['chunk.id', 'chunk.seq', 'chunk.attempted_at', 'delivery.reason'])
		.select(['delivery.person_id', 'delivery.lang', 'address.email'])
		.where('delivery.digest', '=', digest)
		.where('delivery.state', '=', 'held')
		.orderBy('chunk.seq')
		.orderBy('delivery.seq')
		.execute();
	return [...Map.groupBy(letters, ({ id }) => id)].map(([chunk, [first, ...others]]) => ({
		chunk,
		seq: first!.seq,
		why: first!.reason ?? '',
		attemptedAt: first!.attempted_at ?? undefined,
		open: [first!, ...others].map(({ person_id, email, lang }) => ({
			person: person_id,
			email: email ?? '',
			lang,
		})),
	}));
}

/** A held batch none of whose letters is open any more keeps nothing of its readers. */
export async function settleIfKnown(trx: Transaction<Tables>, chunk: number, at: Instant): Promise<void> {
	await trx
		.updateTable('chunk')
		.set({ state: 'settled', frozen: '{}', settled_at: at, error: null })
		.where('id', '=', chunk)
		.where('state', '=', 'held')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('delivery')
						.select('person_id')
						.where('chunk_id', '=', chunk)
						.where('state', 'in', ['pending', 'held']),
				),
			),
		)
		.execute();
}

/** Does with every held batch what the author found out. Batch by batch: cut off in between, it is simply done again. */
export async function resolveHeldOf(
	db: Kysely<Tables>,
	engine: Engine,
	digest: string,
	verdict: Verdict,
	at: Instant,
): Promise<Resolved> {
	const total = { chunks: 0, sent: 0, again: 0, lost: 0 };
	for (const { chunk } of await heldChunksOf(db, digest)) {
		const one = await inTransaction(db, (trx) => resolveOne(trx, engine, chunk, verdict, at));
		total.chunks += one ? 1 : 0;
		total.sent += one?.sent ?? 0;
		total.again += one?.again ?? 0;
		total.lost += one?.lost ?? 0;
	}
	return total;
}

async function resolveOne(
	trx: Transaction<Tables>,
	engine: Engine,
	id: number,
	verdict: Verdict,
	at: Instant,
): Promise<Omit<Resolved, 'chunks'> | undefined> {
	await lock(trx, engine, `chunk:${id}`);
	const { key, frozen, plan, digest, state } = await trx
		.selectFrom('chunk')
		.select(['key', 'frozen', 'plan', 'digest', 'state'])
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	const open = await trx
		.selectFrom('delivery')
		.select('person_id')
		.where('chunk_id', '=', id)
		.where('state', '=', 'held')
		.$if(engine === 'postgres', (query) => query.forUpdate())
		.execute();
	if (open.length === 0) return undefined;
	// Letters can be made again as long as their run may go on; else a new plan reaches those who are counted as failed.
	const run = await trx
		.selectFrom('run')
		.select('plan')
		.where('digest', '=', digest)
		.where('plan', '=', plan)
		.where('state', 'in', ['running', 'paused'])
		.executeTakeFirst();
	const { readings = [] } = JSON.parse(frozen) as Frozen;
	const release = releaseHeld(
		{ key, readings: run && state === 'held' ? readings : [] },
		new Set(open.map(({ person_id }) => person_id)),
		verdict,
	);
	if (verdict === 'sent') {
		await moveHeld(trx, id, 'sent', null, at);
		await logDelivered(trx, { chunk: id }, at);
	}
	const again = release.kind === 'planned' ? release.readings.map(({ person }) => person) : [];
	if (again.length) await moveHeld(trx, id, 'pending', null, at, again);
	if (verdict === 'again') await moveHeld(trx, id, 'failed', 'it did not arrive', at);
	await trx
		.updateTable('chunk')
		.set(
			release.kind === 'planned'
				? {
						state: 'planned',
						key: release.key,
						frozen: JSON.stringify({ readings: release.readings }),
						body_hash: '',
						attempted_at: null,
						settled_at: null,
						error: null,
					}
				: { state: 'settled', frozen: '{}', settled_at: at, error: null },
		)
		.where('id', '=', id)
		// One that is not held has its own readers yet to go: those whose letter broke off are not among them.
		.where('state', '=', 'held')
		.execute();
	const sent = verdict === 'sent' ? open.length : 0;
	return { sent, again: again.length, lost: open.length - sent - again.length };
}

/** Moves the open letters of a batch, or those of these people, to a state. */
async function moveHeld(
	trx: Transaction<Tables>,
	chunk: number,
	state: 'sent' | 'pending' | 'failed',
	reason: string | null,
	at: Instant,
	people?: readonly number[],
): Promise<void> {
	await trx
		.updateTable('delivery')
		.set({ state, reason, at })
		.where('chunk_id', '=', chunk)
		.where('state', '=', 'held')
		.$if(people !== undefined, (query) => query.where('person_id', 'in', [...people!]))
		.execute();
}
