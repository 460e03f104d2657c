import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Kysely, KyselyPlugin, Transaction } from 'kysely';
import type { Engine, Tables } from './schema.ts';
import { together } from './together.ts';

/** How often a transaction is run before its failure is believed. */
const MAX_TRIES = 8;

/** Postgres: serialization_failure, deadlock_detected, lock_not_available (PostgreSQL manual, appendix A). */
const TRY_AGAIN = new Set(['40001', '40P01', '55P03']);

/** SQLite's SQLITE_BUSY, with its extended codes in the higher bytes (sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;

/** Wait some milliseconds without keeping anybody else from working. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Is this SQLite's "somebody else is writing"? */
export function isBusy(error: unknown): boolean {
	const code = (error as { errcode?: unknown } | null)?.errcode;
	return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY;
}

/** The guards of the database whose transaction the running code is in. */
const inside = new AsyncLocalStorage<readonly KyselyPlugin[]>();

/**
 * A guard for one database. A query put to `db` from inside a transaction of the same database would wait
 * forever for the one connection of SQLite, and on Postgres escape the transaction: it throws instead.
 */
export function guardTransactions(): KyselyPlugin {
	const guard: KyselyPlugin = {
		transformQuery: ({ node }) => {
			if (inside.getStore()?.includes(guard)) throw wrongHandle();
			return node;
		},
		transformResult: async ({ result }) => result,
	};
	return guard;
}

/** Whoever is inside a transaction of a database does not ask for another one of it. Answers the guards of the database. */
function refuseInside(db: Kysely<Tables>): readonly KyselyPlugin[] {
	const guards = db.getExecutor().plugins;
	if (guards.some((guard) => inside.getStore()?.includes(guard))) throw wrongHandle();
	return guards;
}

const wrongHandle = () =>
	new Error('Inside a transaction every query goes through its `trx`, not through `db`.');

/**
 * Run `work` in one transaction: all of it happens, or nothing. Inside a transaction it joins that one.
 *
 * `work` runs again when Postgres could not keep it apart from somebody else's, so it must do nothing but talk
 * to `trx`. SQLite runs one writing transaction at a time. Postgres runs many and shows each statement what is
 * committed by then: call {@link lock} first wherever you read something to decide what to write.
 */
export async function inTransaction<T>(
	db: Kysely<Tables>,
	work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
	if (db.isTransaction) return work(db as Transaction<Tables>);
	const guards = refuseInside(db);
	for (let tries = 1; ; tries++) {
		try {
			return await db.transaction().execute((trx) => inside.run(guards, () => work(trx.withoutPlugins())));
		} catch (error) {
			const again = TRY_AGAIN.has(String((error as { code?: unknown } | null)?.code));
			if (!again || tries === MAX_TRIES) throw error;
			await pause(Math.random() * 2 ** tries * 5);
		}
	}
}

/** What is done in one go at most: others wait no longer than for that. */
const MOST_SHARED = 64;

/**
 * {@link inTransaction} for what many do at once. On SQLite, which writes one transaction at a time and waits for the disk after
 * each, those that come while another is under way share the next one; when one of them fails, each is done alone. On Postgres
 * they run side by side anyway.
 */
export function sharedTransactions(db: Kysely<Tables>, engine: Engine): typeof inTransaction {
	if (engine === 'postgres' || db.isTransaction) return inTransaction;
	const queue =
		queues.get(db) ??
		together<Work, unknown>(MOST_SHARED, (works) =>
			inTransaction(db, async (trx) => {
				const done = [];
				for (const work of works) done.push(await work(trx));
				return done;
			}),
		);
	queues.set(db, queue);
	return async <T>(_: Kysely<Tables>, work: (trx: Transaction<Tables>) => Promise<T>) => {
		refuseInside(db);
		return (await queue(work)) as T;
	};
}

type Work = (trx: Transaction<Tables>) => Promise<unknown>;
/** All nouns of a store share their transactions. */
const queues = new WeakMap<Kysely<Tables>, (work: Work) => Promise<unknown>>();

/**
 * Let one transaction at a time through for this name (`event:picnic`), until it commits or rolls back.
 * Call it before the first read. On SQLite the transaction itself is that lock already.
 */
export async function lock(trx: Transaction<Tables>, engine: Engine, name: string): Promise<void> {
	if (engine === 'postgres')
		await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx);
}
