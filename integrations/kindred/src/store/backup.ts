import {
	chmodSync,
	closeSync,
	existsSync,
	fsyncSync,
	openSync,
	renameSync,
	rmSync,
	writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { KindredError } from '../base/error.ts';
import { noStore } from './index.ts';
import type { Connection } from './index.ts';
import { hasTable, refuseNewer, schemaState } from './migrate.ts';
import { TABLE_NAMES } from './schema.ts';
import type { Tables } from './schema.ts';
import { PATIENCE, makePrivateFolder } from './sqlite.ts';

/** Pages of 4 KiB copied between two looks at the event loop. */
const PAGES_AT_ONCE = 10_000;

/** Rows of Postgres held in memory at once. */
const ROWS_AT_ONCE = 500;

/** The first line of an NDJSON backup: the version of its schema, the last id each table has given. */
export interface BackupHead {
	schema: number;
	ids: Partial<Record<keyof Tables, number>>;
}

/** Every line after that up to the last, `{"rows":1234}`, without which the file has been cut short. */
export interface BackupRow {
	table: keyof Tables;
	row: Record<string, unknown>;
}

/**
 * Copy a whole store, as it is at one instant, into a file that only its owner can read. Others may write
 * meanwhile. SQLite gives an SQLite file, checked before it counts. Postgres gives NDJSON: a
 * {@link BackupHead}, a {@link BackupRow} for every row, and their number.
 *
 * @throws KindredError when there is a file with that name already, no store, or one of a newer version.
 */
export async function backupStore({ db, engine, place }: Connection, to: string): Promise<void> {
	const state = await schemaState(db, engine);
	refuseNewer(state);
	if (state.version === 0) throw noStore(place);
	if (existsSync(to)) {
		throw new KindredError(
			`There is a file ${to} already.`,
			'Name another one after `--to`, or move it away.',
		);
	}
	makePrivateFolder(dirname(to));
	const unfinished = `${to}.${process.pid}.part`;
	closeSync(openSync(unfinished, 'wx', 0o600));
	try {
		if (engine === 'sqlite') await copySqlite(place, unfinished);
		else await dumpRows(db, unfinished);
		flush(unfinished);
		renameSync(unfinished, to);
	} finally {
		rmSync(unfinished, { force: true });
	}
}

async function copySqlite(from: string, file: string): Promise<void> {
	// A connection of its own sees only what is committed.
	const source = new DatabaseSync(from, { readOnly: true, timeout: PATIENCE });
	await backup(source, file, { rate: PAGES_AT_ONCE }).finally(() => source.close());
	chmodSync(file, 0o600);
	const copy = new DatabaseSync(file);
	try {
		// A copy in WAL mode would come with files beside it; this makes it one file.
		copy.exec('pragma journal_mode = delete');
		const verdict = copy.prepare('pragma quick_check').get()?.['quick_check'];
		if (verdict !== 'ok') throw new Error(`The backup is damaged: ${String(verdict)}`);
	} finally {
		copy.close();
	}
}

async function dumpRows(db: Kysely<Tables>, file: string): Promise<void> {
	const out = openSync(file, 'a', 0o600);
	const write = (value: unknown) => writeSync(out, `${JSON.stringify(value)}\n`);
	const instant = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only');
	try {
		await instant.execute(async (trx) => {
			const { version } = await schemaState(trx, 'postgres');
			write({ schema: version, ids: await lastIds(trx) } satisfies BackupHead);
			let count = 0;
			for (const table of TABLE_NAMES) {
				if (!(await hasTable(trx, 'postgres', table))) continue;
				for await (const row of rowsOf(trx, table)) {
					write({ table, row } satisfies BackupRow);
					count++;
				}
			}
			write({ rows: count });
		});
	} finally {
		closeSync(out);
	}
}

async function* rowsOf(trx: Kysely<Tables>, table: keyof Tables): AsyncGenerator<Record<string, unknown>> {
	await sql`declare dump cursor for select * from ${sql.table(table)} order by 1, 2`.execute(trx);
	for (;;) {
		const fetch = sql<Record<string, unknown>>`fetch ${sql.lit(ROWS_AT_ONCE)} from dump`;
		const { rows } = await fetch.execute(trx);
		yield* rows;
		if (rows.length < ROWS_AT_ONCE) break;
	}
	await sql`close dump`.execute(trx);
}

async function lastIds(trx: Kysely<Tables>): Promise<BackupHead['ids']> {
	const sequences = sql<{ name: string; last: number }>`
		select sequencename as name, last_value as last from pg_sequences
		where schemaname = current_schema() and last_value is not null`;
	const { rows } = await sequences.execute(trx);
	// Postgres names the sequence of an identity column after it: person_id_seq.
	return Object.fromEntries(rows.map(({ name, last }) => [name.replace(/_id_seq$/, ''), last]));
}

function flush(file: string): void {
	const handle = openSync(file, 'r+');
	fsyncSync(handle);
	closeSync(handle);
}
