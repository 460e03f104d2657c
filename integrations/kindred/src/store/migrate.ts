import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { KindredError } from '../base/error.ts';
import { start } from './migrations/0001-start.ts';
import { runs } from './migrations/0002-runs.ts';
import { strangers } from './migrations/0003-strangers.ts';
import { conversations } from './migrations/0004-conversations.ts';
import { gatherings } from './migrations/0005-gatherings.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** One step of the schema, in plain SQL so that it never changes once released. */
export interface Migration {
	name: string;
	statements: (engine: Engine) => readonly string[];
}

/** Every step in order; the first is version 1. Append, never edit. */
export const MIGRATIONS: readonly Migration[] = [start, runs, strangers, conversations, gatherings];

const MIGRATION_TABLE =
	'create table if not exists migration (version integer primary key, name text not null, at text not null)';

/** Where a store stands: its version, what this code knows, and the names of the steps still to take. */
export interface SchemaState {
	version: number;
	known: number;
	pending: string[];
}

/** Read where a store stands. A database without our tables is version 0. */
export async function schemaState(
	db: Kysely<Tables>,
	engine: Engine,
	migrations: readonly Migration[] = MIGRATIONS,
): Promise<SchemaState> {
	const version = (await hasTable(db, engine, 'migration')) ? await storedVersion(db) : 0;
	return { version, known: migrations.length, pending: migrations.slice(version).map(({ name }) => name) };
}

/**
 * Bring a store to the newest schema: all missing steps in one transaction, so that it is either old or
 * new. Any number of processes may try at once; one does it.
 *
 * @returns the names of the steps taken.
 * @throws KindredError when the store was written by a newer astro-kindred.
 */
export async function migrate(
	db: Kysely<Tables>,
	engine: Engine,
	migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
	const { version, known } = await schemaState(db, engine, migrations);
	refuseNewer({ version, known });
	if (version === known) return [];
	return inTransaction(db, async (trx) => {
		await lock(trx, engine, 'migrate');
		await sql.raw(MIGRATION_TABLE).execute(trx);
		// Somebody else may have done it while we waited.
		const done = await storedVersion(trx);
		refuseNewer({ version: done, known });
		const steps = migrations.slice(done);
		for (const [index, { name, statements }] of steps.entries()) {
			for (const statement of statements(engine)) await sql.raw(statement).execute(trx);
			const at = new Date().toISOString();
			await trx
				.insertInto('migration')
				.values({ version: done + index + 1, name, at })
				.execute();
		}
		return steps.map(({ name }) => name);
	});
}

async function storedVersion(db: Kysely<Tables>): Promise<number> {
	const { version } = await db
		.selectFrom('migration')
		.select(({ fn }) => fn.max('version').as('version'))
		.executeTakeFirstOrThrow();
	return version ?? 0;
}

/** Is there a table of this name? A new store has none, an older one not all. */
export async function hasTable(db: Kysely<Tables>, engine: Engine, table: string): Promise<boolean> {
	const query =
		engine === 'postgres'
			? sql`select 1 from pg_tables where schemaname = current_schema() and tablename = ${table}`
			: sql`select 1 from sqlite_schema where type = 'table' and name = ${table}`;
	return (await query.execute(db)).rows.length > 0;
}

/** Leave a store alone that holds things this code does not know of. */
export function refuseNewer({ version, known }: Pick<SchemaState, 'version' | 'known'>): void {
	if (version <= known) return;
	throw new KindredError(
		`This store was written by a newer astro-kindred (schema ${version}, this one knows ${known}).`,
		'Update the package with `npm install astro-kindred@latest`, or point KINDRED_STORE at another store.',
	);
}
