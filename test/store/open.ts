import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import pg from 'pg';
import { nouns, openStore } from '../../integrations/kindred/src/store/index.ts';
import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { migrate } from '../../integrations/kindred/src/store/migrate.ts';
import { TABLE_NAMES } from '../../integrations/kindred/src/store/schema.ts';
import type { Tables } from '../../integrations/kindred/src/store/schema.ts';
import { guardTransactions } from '../../integrations/kindred/src/store/transaction.ts';

/**
 * A real Postgres to test on, `postgres://user@host/database`; each test file makes a schema of its own in
 * it.
 */
export const POSTGRES = process.env['KINDRED_TEST_POSTGRES'];

/**
 * A store for tests: `url` where other processes can open the same one, `empty` to start each test afresh.
 */
export interface TestStore {
	store: Store;
	url?: string;
	empty(): Promise<void>;
	/** Close the store and remove every trace of it. */
	remove(): Promise<void>;
}

/** Opens a fresh store on one engine. */
export type OpenTestStore = () => Promise<TestStore>;

/** A new SQLite file in a folder of its own. */
export async function openSqliteForTest(): Promise<TestStore> {
	const root = mkdtempSync(join(tmpdir(), 'kindred-store-'));
	const url = `sqlite:${join(root, '.kindred', 'kindred.db')}`;
	const store = await openStore(url, { root });
	const remove = async () => {
		await store.close();
		rmSync(root, { recursive: true });
	};
	return { store, url, empty: () => emptyTables(store.db), remove };
}

/** Postgres: a new schema in the real one when there is one, else one that runs inside this process. */
export const openPostgresForTest: OpenTestStore = () =>
	POSTGRES ? openRealPostgres(POSTGRES) : openEmbeddedPostgres();

async function openRealPostgres(server: string): Promise<TestStore> {
	const schema = `test_${randomBytes(6).toString('hex')}`;
	await runSql(server, `create schema ${schema}`);
	const url = `${server}${server.includes('?') ? '&' : '?'}options=-csearch_path%3D${schema}`;
	const store = await openStore(url, { root: tmpdir() });
	const remove = async () => {
		await store.close();
		await runSql(server, `drop schema ${schema} cascade`);
	};
	return { store, url, empty: () => emptyTables(store.db), remove };
}

/** Databases that nobody uses at the moment: one takes a second or two to start, and the tests of a worker share what is loaded. */
const idle: Kysely<Tables>[] = [];

async function openEmbeddedPostgres(): Promise<TestStore> {
	const db = idle.pop() ?? (await startEmbeddedPostgres());
	let closed = false;
	const close = async () => {
		if (closed) return;
		closed = true;
		const tables = sql.join(
			TABLE_NAMES.filter((name) => name !== 'migration').map((name) => sql.table(name)),
		);
		await sql`truncate ${tables} restart identity cascade`.execute(db);
		idle.push(db);
	};
	const store: Store = { engine: 'postgres', place: 'embedded', db, close, ...nouns(db, 'postgres') };
	return { store, empty: () => emptyTables(db), remove: close };
}

async function startEmbeddedPostgres(): Promise<Kysely<Tables>> {
	// numeric (oid 1700), from sum, as a number: as store/postgres.ts has it
	const pglite = await PGlite.create({ parsers: { 1700: Number } });
	const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }), plugins: [guardTransactions()] });
	await migrate(db, 'postgres');
	return db;
}

async function emptyTables(db: Kysely<Tables>): Promise<void> {
	for (const table of TABLE_NAMES.toReversed()) {
		if (table !== 'migration') await sql`delete from ${sql.table(table)}`.execute(db);
	}
}

async function runSql(server: string, statement: string): Promise<void> {
	const client = new pg.Client(server);
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}
