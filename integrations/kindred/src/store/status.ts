import { statSync } from 'node:fs';
import { sql } from 'kysely';
import type { Connection } from './index.ts';
import { hasTable, refuseNewer, schemaState } from './migrate.ts';
import type { SchemaState } from './migrate.ts';
import { TABLE_NAMES } from './schema.ts';
import type { Engine } from './schema.ts';

/** What there is to know about a store, for its owner. */
export interface StoreStatus {
	engine: Engine;
	place: string;
	/** On disk, write-ahead log and indexes included. */
	bytes: number;
	schema: SchemaState;
	/** Rows per table; empty while there is no schema. */
	rows: Record<string, number>;
	/** What is wrong with the file, in SQLite's words; empty when all is well. Postgres looks after its own. */
	damage: string[];
}

/**
 * Look at a store without changing it.
 *
 * @throws KindredError when it was written by a newer astro-kindred.
 */
export async function storeStatus(connection: Connection): Promise<StoreStatus> {
	const { engine, place, db } = connection;
	const schema = await schemaState(db, engine);
	refuseNewer(schema);
	const rows: Record<string, number> = {};
	for (const table of schema.version === 0 ? [] : TABLE_NAMES) {
		if (!(await hasTable(db, engine, table))) continue;
		const { count } = await db
			.selectFrom(table)
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		rows[table] = count;
	}
	return { engine, place, bytes: await size(connection), schema, rows, damage: await damage(connection) };
}

async function size({ db, engine, place }: Connection): Promise<number> {
	if (engine === 'sqlite') {
		const bytes = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
		return bytes(place) + bytes(`${place}-wal`);
	}
	const { rows } = await sql<{ bytes: number | null }>`
		select sum(pg_total_relation_size(oid)) as bytes from pg_class
		where relkind = 'r' and relnamespace = current_schema()::regnamespace`.execute(db);
	return Number(rows[0]?.bytes ?? 0);
}

/** A row of `pragma foreign_key_check`. */
interface Orphan {
	table: string;
	rowid: number;
	parent: string;
}

async function damage({ db, engine }: Connection): Promise<string[]> {
	if (engine === 'postgres') return [];
	const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(db);
	const { rows: orphans } = await sql<Orphan>`pragma foreign_key_check`.execute(db);
	return [
		...rows.map((row) => row.quick_check).filter((verdict) => verdict !== 'ok'),
		...orphans.map(({ table, rowid, parent }) => `row ${rowid} of ${table} points at a missing ${parent}`),
	];
}
