import { sql, type Kysely, type Transaction } from 'kysely';
import type { DigestStore, Outcome, Reading } from '../digest/index.ts';
import { reopen } from './digest-rest.ts';
import { mayGo } from './digest-runs.ts';
import { blankForgotten } from './forget.ts';
import { settleIfKnown } from './held.ts';
import { logDelivered } from './log-delivered.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

type Chunks = Pick<
	DigestStore,
	'openChunks' | 'chunk' | 'addresses' | 'attempt' | 'attemptAgain' | 'settle' | 'hold'
>;
type Frozen = { readonly readings: readonly Reading[]; readonly clock?: string };

/** Batch calls, from the plan to the carrier's answer. */
export function digestChunks(db: Kysely<Tables>, engine: Engine): Chunks {
	return {
		async openChunks(digest) {
			const rows = await db
				.selectFrom('chunk')
				.select(['id', 'attempted_at', 'state'])
				.where('digest', '=', digest)
				.where('state', 'in', ['planned', 'attempted'])
				.orderBy('seq')
				.execute();
			return rows.map(({ id, state, attempted_at: at }) => ({
				id,
				attemptedAt: state === 'attempted' ? (at ?? undefined) : undefined,
			}));
		},

		async chunk(id) {
			const row = await db
				.selectFrom('chunk')
				.selectAll()
				.where('id', '=', id)
				.where('state', 'in', ['planned', 'attempted'])
				.executeTakeFirst();
			if (!row) return undefined;
			const { seq, key, state, frozen, body_hash: bodyHash, attempted_at: at } = row;
			const { readings, clock } = JSON.parse(frozen) as Frozen;
			const known = await knownOf(db, id);
			// A letter that was to go out again may have turned up meanwhile.
			if (state === 'planned')
				return {
					id,
					seq,
					key,
					readings: readings.filter(({ person }) => !known.has(person)),
					known: new Set(),
				};
			return {
				id,
				seq,
				key,
				readings,
				attempt: { clock: clock!, bodyHash, at: at! },
				known,
			};
		},

		async addresses(people) {
			if (!people.length) return new Map();
			const rows = await subscribed(db, people).select('address.email').execute();
			return new Map(rows.map(({ id, email }) => [id, email]));
		},

		attempt: ({ id, key }, { readings, clock, bodyHash, key: next }, left, at) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `chunk:${id}`);
				const people = readings.map(({ person }) => person);
				// Whoever is leaving or being erased at this moment is waited for.
				const here = people.length
					? await subscribed(trx, people)
							.$if(engine === 'postgres', (query) => query.forShare('person'))
							.execute()
					: [];
				if (here.length !== people.length) return false;
				const known = await knownOf(trx, id);
				if (people.some((person) => known.has(person))) return false;
				const { numUpdatedRows } = await trx
					.updateTable('chunk')
					.set(
						readings.length
							? {
									state: 'attempted',
									attempted_at: at,
									key: next,
									body_hash: bodyHash,
									frozen: JSON.stringify({ readings, clock }),
								}
							: { state: 'settled', settled_at: at, frozen: '{}' },
					)
					.where('id', '=', id)
					.where('key', '=', key)
					.where('state', '=', 'planned')
					.where(mayGo)
					.executeTakeFirst();
				if (numUpdatedRows === 0n) return false;
				if (left.length) {
					await trx
						.updateTable('delivery')
						.set({ state: 'excluded', reason: 'left after the plan', chunk_id: null, seq: null, at })
						.where('chunk_id', '=', id)
						.where('person_id', 'in', [...left])
						.where('state', '=', 'pending')
						.execute();
				}
				return true;
			}),

		async attemptAgain({ id, key, attempt }, at) {
			const { numUpdatedRows } = await db
				.updateTable('chunk')
				.set({ attempted_at: at })
				.where('id', '=', id)
				.where('key', '=', key)
				.where('state', '=', 'attempted')
				.where('attempted_at', '=', attempt!.at)
				.where(mayGo)
				.executeTakeFirst();
			return numUpdatedRows > 0n;
		},

		settle: ({ id, key, attempt }, outcomes, at, rest = []) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `chunk:${id}`);
				await writeOutcomes(trx, id, outcomes, at);
				const { numUpdatedRows } = await trx
					.updateTable('chunk')
					.set(
						rest.length
							? {
									state: 'planned',
									key: `rest:${key}`,
									body_hash: '',
									frozen: JSON.stringify({ readings: rest }),
									attempted_at: null,
								}
							: { state: 'settled', settled_at: at, error: null, frozen: '{}' },
					)
					.where('id', '=', id)
					.where('key', '=', key)
					.$if(attempt !== undefined, (query) => query.where('attempted_at', '=', attempt!.at))
					// A run that could not know may have held what another run knows now.
					.where('state', 'in', ['planned', 'attempted', 'held'])
					.executeTakeFirst();
				if (numUpdatedRows > 0n && rest.length) await reopen(trx, engine, id, rest, at);
				// Whoever knew of the last open letters may not be the one who had the batch last.
				if (numUpdatedRows === 0n) await settleIfKnown(trx, id, at);
			}),

		async hold(id, why, at) {
			await inTransaction(db, async (trx) => {
				const { numUpdatedRows } = await trx
					.updateTable('chunk')
					.set({ state: 'held', error: why, settled_at: at })
					.where('id', '=', id)
					.where('state', '=', 'attempted')
					.executeTakeFirst();
				// Another run has its answer meanwhile.
				if (numUpdatedRows === 0n) return;
				await trx
					.updateTable('delivery')
					.set({ state: 'held', reason: why, at })
					.where('chunk_id', '=', id)
					.where('state', '=', 'pending')
					.execute();
				await blankForgotten(trx, engine, [id]);
				await settleIfKnown(trx, id, at);
			});
		},
	};
}

/** Those of a chunk whose letter is known to have left. */
async function knownOf(db: Kysely<Tables>, chunk: number): Promise<ReadonlySet<number>> {
	const rows = await db
		.selectFrom('delivery')
		.select('person_id')
		.where('chunk_id', '=', chunk)
		.where('state', '=', 'sent')
		.execute();
	return new Set(rows.map(({ person_id }) => person_id));
}

function subscribed(db: Kysely<Tables>, people: readonly number[]) {
	return db
		.selectFrom('person')
		.innerJoin('address', 'address.person_id', 'person.id')
		.select('person.id')
		.where('person.id', 'in', [...people])
		.where('person.state', '=', 'subscribed')
		.where('address.is_primary', '=', 1);
}

/** The ledger's rows of one chunk, and a line in the log of everybody whose letter left: two statements, however many there are. */
async function writeOutcomes(
	trx: Transaction<Tables>,
	chunk: number,
	outcomes: readonly Outcome[],
	at: string,
): Promise<void> {
	if (!outcomes.length) return;
	const { digest } = await trx
		.selectFrom('chunk')
		.select('digest')
		.where('id', '=', chunk)
		.executeTakeFirstOrThrow();
	const rows = outcomes.map(
		({ person, state, reason = null, providerId = null }) =>
			sql`(cast(${person} as integer), cast(${state} as text), cast(${reason} as text), cast(${providerId} as text))`,
	);
	// That a letter left is known better by the carrier than by whoever gave it up in the meantime.
	// By the primary key: found by chunk, every row would be compared with every other.
	await sql`
		with o (person, state, reason, provider_id) as (values ${sql.join(rows)})
		update delivery set state = o.state, reason = o.reason, provider_id = o.provider_id, at = ${at}
		from o
		where delivery.digest = ${digest} and delivery.person_id = o.person and delivery.chunk_id = ${chunk}
			and (delivery.state in ('pending', 'held') or delivery.state = 'failed' and o.state = 'sent')`.execute(trx);
	await logDelivered(trx, { chunk }, at);
}
