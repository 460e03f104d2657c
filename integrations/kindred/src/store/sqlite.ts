import { chmodSync, closeSync, existsSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { CompiledQuery, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';
import type { Tables } from './schema.ts';
import { guardTransactions, isBusy, pause } from './transaction.ts';

/** How long to wait while somebody else writes, in milliseconds. */
export const PATIENCE = 5000;

/** How many statements stay compiled. Lists of varying length (`in (?, ?, …)`) would otherwise pile up. */
const MAX_STATEMENTS = 256;

/** Open, or create, an SQLite file that only its owner can read. */
export function openSqlite(file: string): { db: Kysely<Tables>; database: DatabaseSync } {
	makePrivateFolder(dirname(file));
	// SQLite gives its -wal and -shm files the mode of this one.
	closeSync(openSync(file, 'a', 0o600));
	if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);

	const database = new DatabaseSync(file, { timeout: PATIENCE, enableForeignKeyConstraints: true });
	// FULL survives a power cut, as a ledger of sent mail has to. It costs half a millisecond for each commit.
	database.exec('pragma journal_mode = wal; pragma synchronous = full');
	// What is erased is overwritten, and not just left out of the index.
	database.exec('pragma secure_delete = on');
	// From here on waiting is done by the driver: SQLite's own would stop the whole process while it waits.
	database.exec('pragma busy_timeout = 0');
	return {
		db: new Kysely<Tables>({ dialect: sqliteDialect(database), plugins: [guardTransactions()] }),
		database,
	};
}

/**
 * Make a folder that only its owner can open and that git does not see. One that is there already is left
 * as it is.
 */
export function makePrivateFolder(folder: string): void {
	const isOurs = !existsSync(folder) || basename(folder) === '.kindred';
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const ignore = join(folder, '.gitignore');
	if (isOurs && !existsSync(ignore)) writeFileSync(ignore, '*\n');
}

/** Kysely over `node:sqlite`. One connection, which Kysely hands to one transaction or query at a time. */
function sqliteDialect(database: DatabaseSync): Dialect {
	return {
		createAdapter: () => new SqliteAdapter(),
		createDriver: () => sqliteDriver(database),
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}

function sqliteDriver(database: DatabaseSync): Driver {
	const connection = sqliteConnection(database);
	const run = async (sql: string) => void (await connection.executeQuery(CompiledQuery.raw(sql)));
	return {
		init: async () => {},
		acquireConnection: async () => connection,
		// A plain `begin` that reads first and writes later fails as soon as somebody else wrote in between.
		beginTransaction: (_, { accessMode }) => run(accessMode === 'read only' ? 'begin' : 'begin immediate'),
		commitTransaction: () => run('commit'),
		// Some errors (a full disk) have rolled back already.
		rollbackTransaction: async () => (database.isTransaction ? run('rollback') : undefined),
		releaseConnection: async () => {},
		destroy: async () => database.close(),
	};
}

function sqliteConnection(database: DatabaseSync): DatabaseConnection {
	const statements = new Map<string, StatementSync>();

	function prepare(sql: string): StatementSync {
		const statement = statements.get(sql) ?? database.prepare(sql);
		statements.delete(sql);
		statements.set(sql, statement);
		const [oldest] = statements.keys();
		if (statements.size > MAX_STATEMENTS && oldest !== undefined) statements.delete(oldest);
		return statement;
	}

	function execute<R>(query: CompiledQuery): QueryResult<R> {
		const statement = prepare(query.sql);
		const parameters = query.parameters as readonly SQLInputValue[];
		if (statement.columns().length > 0) return { rows: statement.all(...parameters) as R[] };
		const { changes, lastInsertRowid } = statement.run(...parameters);
		return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
	}

	return {
		async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
			const deadline = performance.now() + PATIENCE;
			for (;;) {
				try {
					return execute<R>(query);
				} catch (error) {
					if (!isBusy(error) || performance.now() > deadline) throw error;
					await pause(1 + Math.random() * 9);
				}
			}
		},
		async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
			// A statement of its own: a cached one may be asked again before this stream has ended.
			const rows = database.prepare(query.sql).iterate(...(query.parameters as readonly SQLInputValue[]));
			for (const row of rows) yield { rows: [row as R] };
		},
	};
}
