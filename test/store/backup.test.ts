import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backupStore } from '../../integrations/kindred/src/store/backup.ts';
import { connect, openStore } from '../../integrations/kindred/src/store/index.ts';
import { MIGRATIONS } from '../../integrations/kindred/src/store/migrate.ts';
import type { Connection } from '../../integrations/kindred/src/store/index.ts';
import { restoreStore } from '../../integrations/kindred/src/store/restore.ts';
import { TABLE_NAMES } from '../../integrations/kindred/src/store/schema.ts';
import { POSTGRES, openPostgresForTest, openSqliteForTest } from './open.ts';
import type { TestStore } from './open.ts';
import { ROWS, insertRows } from './rows.ts';

const MANY = 1234;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'kindred-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A store with a row in every table, a thousand in one, and a person who was the last and is gone. */
async function fill({ store, empty }: TestStore): Promise<void> {
	await empty();
	await insertRows(store);
	// What was approved has to be looked at again after a backup is restored.
	await store.db.updateTable('plan').set({ approved_at: null, due_at: null }).execute();
	const seen = Array.from({ length: MANY }, (_, index) => ({ id: `m${index}`, at: ROWS.webhook_seen.at }));
	await store.db.insertInto('webhook_seen').values(seen).execute();
	if (store.engine === 'postgres') {
		await sql`select setval(pg_get_serial_sequence('person', 'id'), 40)`.execute(store.db);
	}
	await store.db
		.insertInto('person')
		.values({ ...ROWS.person, id: 41 })
		.execute();
	if (store.engine === 'postgres') {
		await sql`select setval(pg_get_serial_sequence('person', 'id'), 41)`.execute(store.db);
	}
	await store.db.deleteFrom('person').where('id', '=', 41).execute();
}

async function everything({ db }: Pick<Connection, 'db'>): Promise<Record<string, object[]>> {
	const found: Record<string, object[]> = {};
	for (const table of TABLE_NAMES) {
		if (table !== 'migration')
			found[table] = await db
				.selectFrom(table)
				.selectAll()
				.orderBy(sql`1`)
				.execute();
	}
	return found;
}

/** An empty place for a store in Postgres: the tables of a test store taken away again. */
async function emptyPostgres(): Promise<TestStore> {
	const test = await openPostgresForTest();
	for (const table of TABLE_NAMES.toReversed())
		await sql`drop table ${sql.table(table)}`.execute(test.store.db);
	return test;
}

describe.each([
	{ engine: 'SQLite', ending: 'db', open: openSqliteForTest },
	{ engine: POSTGRES ? 'Postgres' : 'Postgres (embedded)', ending: 'ndjson', open: openPostgresForTest },
])('a backup from $engine', { timeout: 60_000 }, ({ ending, open }) => {
	let source: TestStore;
	beforeAll(async () => {
		source = await open();
		await fill(source);
	}, 60_000);
	afterAll(() => source.remove());

	const backup = async () => {
		const file = join(folder, 'copies', `people.${ending}`);
		await backupStore(source.store, file);
		return file;
	};

	it('is one file, for its owner only', async () => {
		const file = await backup();
		expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
		expect(readdirSync(join(folder, 'copies')).toSorted()).toEqual(['.gitignore', `people.${ending}`]);
	});

	it('never takes the place of another', async () => {
		const file = await backup();
		await expect(backup()).rejects.toMatchObject({ hint: expect.stringContaining('--to') });
		expect(statSync(file).size).toBeGreaterThan(MANY);
	});

	it('becomes the same store on SQLite', async () => {
		const copy = await connect('', { root: folder });
		expect(await restoreStore(copy, await backup())).toBe(Object.keys(ROWS).length + MANY);
		expect(await everything(copy)).toEqual(await everything(source.store));
		await copy.close();
	});

	it('becomes the same store on Postgres', async () => {
		const copy = await emptyPostgres();
		await restoreStore(copy.store, await backup());
		expect(await everything(copy.store)).toEqual(await everything(source.store));
		const { id: _, ...person } = ROWS.person;
		const next = await copy.store.db.insertInto('person').values(person).returning('id').execute();
		expect(next).toEqual([{ id: 42 }]);
		await copy.remove();
	});

	it('is refused where there is a store', async () => {
		const other = await openStore('', { root: folder });
		await expect(restoreStore(other, await backup())).rejects.toMatchObject({
			message: expect.stringContaining('There is a store at'),
		});
		await other.close();
	});
});

describe('restoring', () => {
	const place = () => connect('', { root: folder });

	it('goes on counting ids where the old store stopped', async () => {
		const source = await openSqliteForTest();
		await fill(source);
		await backupStore(source.store, join(folder, 'people.db'));
		await source.remove();
		const copy = await place();
		await restoreStore(copy, join(folder, 'people.db'));
		const { id: _, ...person } = ROWS.person;
		const next = await copy.db.insertInto('person').values(person).returning('id').execute();
		expect(next).toEqual([{ id: 42 }]);
		await copy.close();
	});

	it.each([
		['nothing', ''],
		['prose', 'Dear diary'],
		['other JSON', '{"hello":1}\n'],
		['a table of somebody else', '{"schema":1,"ids":{}}\n{"table":"sqlite_sequence","row":{"name":"a"}}\n'],
		[
			'a backup without its end',
			'{"schema":1,"ids":{}}\n{"table":"setting","row":{"key":"a","value":"b"}}\n',
		],
		['a backup that lost a line', '{"schema":1,"ids":{}}\n{"rows":1}\n'],
	])('refuses %s and leaves nothing behind', async (_, content) => {
		mkdirSync(join(folder, 'copies'));
		writeFileSync(join(folder, 'copies', 'people'), content);
		const copy = await place();
		await expect(restoreStore(copy, join(folder, 'copies', 'people'))).rejects.toMatchObject({
			message: expect.stringContaining('is not a whole backup'),
		});
		expect((await sql`select name from sqlite_schema where name = 'person'`.execute(copy.db)).rows).toEqual(
			[],
		);
		await copy.close();
	});

	it('refuses a backup of a newer version', async () => {
		writeFileSync(join(folder, 'people.ndjson'), '{"schema":7,"ids":{}}\n{"rows":0}\n');
		const copy = await place();
		await expect(restoreStore(copy, join(folder, 'people.ndjson'))).rejects.toMatchObject({
			message: expect.stringContaining('schema 7'),
		});
		await copy.close();
	});

	it('needs a file', async () => {
		const copy = await place();
		await expect(restoreStore(copy, join(folder, 'none.db'))).rejects.toMatchObject({
			message: expect.stringContaining('There is no file'),
		});
		await copy.close();
	});

	it('can be read in a text editor: a head, a line for each row, their number', async () => {
		const source = await openPostgresForTest();
		await fill(source);
		await backupStore(source.store, join(folder, 'people.ndjson'));
		await source.remove();
		const lines = readFileSync(join(folder, 'people.ndjson'), 'utf8').trimEnd().split('\n');
		expect(JSON.parse(lines[0] ?? '')).toMatchObject({ schema: MIGRATIONS.length, ids: { person: 41 } });
		expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ rows: lines.length - 2 });
		expect(lines.map((line): unknown => JSON.parse(line))).toContainEqual({
			table: 'person',
			row: ROWS.person,
		});
	});
});
