import { createReadStream, existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { KindredError } from '../base/error.ts';
import type { BackupHead, BackupRow } from './backup.ts';
import type { Connection } from './index.ts';
import { MIGRATIONS, migrate, refuseNewer, schemaState } from './migrate.ts';
import { distrustRuns } from './restored.ts';
import { TABLE_NAMES } from './schema.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Rows inserted by one statement: well below the 32,766 values that SQLite takes at once. */
const ROWS_AT_ONCE = 200;

/** What every SQLite file begins with (sqlite.org/fileformat.html, 1.3). */
const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Fill a database that has no store yet from a backup, all of it or nothing. Either kind of backup goes into
 * either engine, so this is also the way from SQLite to Postgres.
 *
 * @returns how many rows there are now.
 * @throws KindredError when there is a store already, or the file is no backup or one of a newer version.
 */
export async function restoreStore({ db, engine, place }: Connection, file: string): Promise<number> {
	if (!existsSync(file)) {
		throw new KindredError(`There is no file ${file}.`, 'Name a file that `kindred store backup` made.');
	}
	const { head, rows } = (await isSqlite(file)) ? readSqlite(file) : await readLines(file);
	refuseNewer({ version: head.schema, known: MIGRATIONS.length });
	return inTransaction(db, async (trx) => {
		if ((await schemaState(trx, engine)).version > 0) {
			throw new KindredError(
				`There is a store at ${place} already, and restoring never mixes two.`,
				'Move its files away, or point KINDRED_STORE at a place without one.',
			);
		}
		await migrate(trx, engine, MIGRATIONS.slice(0, head.schema));
		const count = await insertRows(trx, rows);
		await continueIds(trx, engine, head.ids);
		await migrate(trx, engine);
		await distrustRuns(trx);
		return count;
	});
}

async function insertRows(trx: Transaction<Tables>, rows: AsyncIterable<BackupRow>): Promise<number> {
	let count = 0;
	let batch: BackupRow[] = [];
	const insert = async () => {
		const [first] = batch;
		if (first)
			await trx
				.insertInto(first.table)
				.values(batch.map(({ row }) => row as never))
				.execute();
		count += batch.length;
		batch = [];
	};
	for await (const next of rows) {
		if (next.table === 'migration') continue;
		if (batch.length === ROWS_AT_ONCE || batch[0]?.table !== next.table) await insert();
		batch.push(next);
	}
	await insert();
	return count;
}

/** Go on counting where the old store stopped, so that no id is given twice. */
async function continueIds(trx: Kysely<Tables>, engine: Engine, ids: BackupHead['ids']): Promise<void> {
	for (const [table, last] of Object.entries(ids)) {
		if (engine === 'postgres') {
			await sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${last})`.execute(trx);
		} else {
			await sql`delete from sqlite_sequence where name = ${table}`.execute(trx);
			await sql`insert into sqlite_sequence (name, seq) values (${table}, ${last})`.execute(trx);
		}
	}
}

interface Backup {
	head: BackupHead;
	rows: AsyncIterable<BackupRow>;
}

async function isSqlite(file: string): Promise<boolean> {
	const handle = await open(file);
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE_MAGIC.length), { position: 0 });
		return buffer.toString('latin1', 0, bytesRead) === SQLITE_MAGIC;
	} finally {
		await handle.close();
	}
}

function readSqlite(file: string): Backup {
	const database = new DatabaseSync(file, { readOnly: true });
	const all = (query: string) => database.prepare(query).all() as Record<string, unknown>[];
	const there = new Set(all(`select name from sqlite_schema where type = 'table'`).map(({ name }) => name));
	if (!there.has('migration')) throw notABackup(file);
	const ids = all('select name, seq from sqlite_sequence').map(({ name, seq }) => [name, seq] as const);
	const schema = Number(all('select max(version) as version from migration')[0]?.['version']);
	async function* rows(): AsyncGenerator<BackupRow> {
		for (const table of TABLE_NAMES.filter((name) => there.has(name))) {
			for (const row of database.prepare(`select * from "${table}"`).iterate()) yield { table, row };
		}
		database.close();
	}
	return { head: { schema, ids: Object.fromEntries(ids) as BackupHead['ids'] }, rows: rows() };
}

async function readLines(file: string): Promise<Backup> {
	const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })[
		Symbol.asyncIterator
	]();
	const parse = (line: string): unknown => {
		try {
			return JSON.parse(line);
		} catch (cause) {
			throw notABackup(file, cause);
		}
	};
	const first = await lines.next();
	const head = first.done ? undefined : (parse(first.value) as BackupHead | null);
	if (typeof head?.schema !== 'number' || typeof head.ids !== 'object') throw notABackup(file);
	async function* rows(): AsyncGenerator<BackupRow> {
		let count = 0;
		for (let next = await lines.next(); !next.done; next = await lines.next()) {
			const line = parse(next.value) as BackupRow | { rows: number };
			if ('rows' in line && line.rows === count) return;
			if (!('table' in line) || !TABLE_NAMES.includes(line.table)) break;
			count++;
			yield line;
		}
		throw notABackup(file);
	}
	return { head, rows: rows() };
}

const notABackup = (file: string, cause?: unknown) =>
	new KindredError(
		`${file} is not a whole backup of a store.`,
		'Name a file that `kindred store backup` made.',
		{ cause },
	);
