import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../base/time.ts';
import { releaseHeld, type HeldChunk, type Resolved, type Verdict } from '../digest/index.ts';
import { logDelivered } from './delivery.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

type Frozen = { readonly readings?: readonly { readonly person: number; readonly email: string }[] };

/** The held batches of a digest, in order, each with the readers whose letters nobody can tell the fate of. */
export async function heldChunksOf(db: Kysely<Tables>, digest: string): Promise<HeldChunk[]> {
	const chunks = await db
		.selectFrom('chunk')
		.select(['id', 'seq', 'error', 'attempted_at'])
		.where('digest', '=', digest)
		.where('state', '=', 'held')
		.orderBy('seq')
		.execute();
	if (chunks.length === 0) return [];
	const letters = await db
		.selectFrom('delivery')
		.leftJoin('address', (join) =>
			join.onRef('address.person_id', '=', 'delivery.person_id').on('address.is_primary', '=', 1),
		)
		.select(['delivery.chunk_id', 'delivery.person_id', 'delivery.lang', 'address.email'])
		.where(
			'delivery.chunk_id',
			'in',
			chunks.map(({ id }) => id),
		)
		.where('delivery.state', '=', 'held')
		.orderBy('delivery.seq')
		.execute();
	const byChunk = Map.groupBy(letters, ({ chunk_id }) => chunk_id);
	return chunks.map(({ id, seq, error, attempted_at }) => ({
		chunk: id,
		seq,
		why: error ?? '',
		attemptedAt: attempted_at ?? undefined,
		open: (byChunk.get(id) ?? []).map(({ person_id, email, lang }) => ({
			person: person_id,
			email: email ?? '',
			lang,
		})),
	}));
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
	const chunk = await trx
		.selectFrom('chunk')
		.select(['key', 'frozen', 'plan'])
		.where('id', '=', id)
		.where('state', '=', 'held')
		.executeTakeFirst();
	if (!chunk) return undefined;
	const open = await trx
		.selectFrom('delivery')
		.select(['digest', 'person_id', 'items'])
		.where('chunk_id', '=', id)
		.where('state', '=', 'held')
		.$if(engine === 'postgres', (query) => query.forUpdate())
		.execute();
	// Without its plan a letter cannot be made again.
	const plan = await trx.selectFrom('plan').select('hash').where('hash', '=', chunk.plan).executeTakeFirst();
	const { readings = [] } = JSON.parse(chunk.frozen) as Frozen;
	const release = releaseHeld(
		{ key: chunk.key, readings: plan ? readings : [] },
		new Set(open.map(({ person_id }) => person_id)),
		verdict,
	);
	if (verdict === 'sent') {
		await moveHeld(trx, id, 'sent', null, at);
		for (const row of open) await logDelivered(trx, row, at);
	}
	const again = release.kind === 'planned' ? release.readings.map(({ person }) => person) : [];
	if (again.length) await moveHeld(trx, id, 'pending', null, at, again);
	if (verdict === 'again') await moveHeld(trx, id, 'failed', 'it cannot be made again', at);
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
