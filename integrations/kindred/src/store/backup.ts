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
import type { Connection } from './index.ts';
import { TABLE_NAMES } from './schema.ts';
import type { Tables } from './schema.ts';
import { makePrivateFolder } from './sqlite.ts';

/** Pages of 4 KiB copied between two looks at the event loop. */
const PAGES_AT_ONCE = 10_000;

/** Rows of Postgres held in memory at once. */
const ROWS_AT_ONCE = 500;

/**
 * Copy a whole store, as it is at one instant, into a file that only its owner can read. Others may write
 * meanwhile.
 *
 * SQLite gives an SQLite file, checked before it counts. Postgres gives NDJSON: first `{"schema":1}`, then
 * a line `{"table":"person","row":{…}}` for every row, tables in an order in which they can be inserted
 * again.
 *
 * @throws KindredError when there is a file with that name already.
 */
export async function backupStore(
	{ db, database }: Pick<Connection, 'db' | 'database'>,
	to: string,
): Promise<void> {
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
		if (database) await copySqlite(database, unfinished);
		else await dumpRows(db, unfinished);
		flush(unfinished);
		renameSync(unfinished, to);
	} finally {
		rmSync(unfinished, { force: true });
	}
}

async function copySqlite(database: DatabaseSync, file: string): Promise<void> {
	await backup(database, file, { rate: PAGES_AT_ONCE });
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
	try {
		await db
			.transaction()
			.setIsolationLevel('repeatable read')
			.setAccessMode('read only')
			.execute(async (trx) => {
				const { version } = await trx
					.selectFrom('migration')
					.select(({ fn }) => fn.max('version').as('version'))
					.executeTakeFirstOrThrow();
				write({ schema: version });
				for (const table of TABLE_NAMES) {
					await sql`declare dump cursor for select * from ${sql.table(table)} order by 1, 2`.execute(trx);
					for (;;) {
						const { rows } = await sql`fetch ${sql.lit(ROWS_AT_ONCE)} from dump`.execute(trx);
						for (const row of rows) write({ table, row });
						if (rows.length < ROWS_AT_ONCE) break;
					}
					await sql`close dump`.execute(trx);
				}
			});
	} finally {
		closeSync(out);
	}
}

function flush(file: string): void {
	const handle = openSync(file, 'r+');
	fsyncSync(handle);
	closeSync(handle);
}
