import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate, schemaState, MIGRATIONS } from '../../integrations/kindred/src/store/migrate.ts';
import type { Migration } from '../../integrations/kindred/src/store/migrate.ts';
import { inTransaction } from '../../integrations/kindred/src/store/transaction.ts';
import { countUp, counted } from './count-up.ts';
import { ROWS, insertRows } from './rows.ts';
import type { OpenTestStore, TestStore } from './open.ts';

const run = promisify(execFile);
const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));

/** What every engine has to do in the same way. `alone`: why no other process can open this store. */
export function storeContract(name: string, open: OpenTestStore, alone?: string): void {
	describe(`${name}, the store`, () => {
		let test: TestStore;
		beforeAll(async () => {
			test = await open();
		}, 60_000);
		beforeEach(() => test.empty());
		afterAll(() => test.remove());

		it('keeps every column of every table as it was given', async () => {
			await insertRows(test.store);
			for (const [table, row] of Object.entries(ROWS) as [keyof typeof ROWS, object][]) {
				expect(await test.store.db.selectFrom(table).selectAll().execute(), table).toEqual([row]);
			}
		});

		it('counts and sums in numbers', async () => {
			await insertRows(test.store);
			const sums = await test.store.db
				.selectFrom('rsvp')
				.select(({ fn }) => [
					fn.countAll().as('rows'),
					fn.sum('guests').as('guests'),
					fn.max('position').as('last'),
				])
				.executeTakeFirst();
			expect(sums).toEqual({ rows: 1, guests: 1, last: 3 });
		});

		it('sorts text by its bytes', async () => {
			const words = ['Zed', 'amy', 'a-b', 'ab', 'Élan', '陳'];
			await test.store.db
				.insertInto('setting')
				.values(words.map((key) => ({ key, value: '' })))
				.execute();
			const sorted = await test.store.db.selectFrom('setting').select('key').orderBy('key').execute();
			expect(sorted.map(({ key }) => key)).toEqual(['Zed', 'a-b', 'ab', 'amy', 'Élan', '陳']);
		});

		it('never gives the id of somebody who is gone to somebody else', async () => {
			const { id: _, ...person } = ROWS.person;
			const add = () =>
				test.store.db.insertInto('person').values(person).returning('id').executeTakeFirstOrThrow();
			const first = await add();
			await test.store.db.deleteFrom('person').where('id', '=', first.id).execute();
			expect((await add()).id).toBeGreaterThan(first.id);
		});

		it('erases what hangs on a person with the person, and keeps the ledger', async () => {
			await insertRows(test.store);
			await test.store.db.deleteFrom('person').where('id', '=', 1).execute();
			for (const table of ['address', 'interaction', 'rsvp', 'reply'] as const) {
				expect(await test.store.db.selectFrom(table).selectAll().execute(), table).toEqual([]);
			}
			expect(await test.store.db.selectFrom('delivery').selectAll().execute()).toHaveLength(1);
		});

		it('refuses an address that belongs to nobody', async () => {
			await expect(test.store.db.insertInto('address').values(ROWS.address).execute()).rejects.toThrow();
		});

		it('refuses a second main address', async () => {
			await insertRows(test.store);
			const second = test.store.db
				.insertInto('address')
				.values({ ...ROWS.address, email: 'other@example.com' });
			await expect(second.execute()).rejects.toThrow(/unique constraint/i);
		});

		it('says that an interaction is there already', async () => {
			await insertRows(test.store);
			const again = test.store.db.insertInto('interaction').values({ ...ROWS.interaction, id: 2 });
			await expect(again.execute()).rejects.toThrow(/unique constraint/i);
			const { numInsertedOrUpdatedRows } = await again
				.onConflict((conflict) => conflict.doNothing())
				.executeTakeFirstOrThrow();
			expect(Number(numInsertedOrUpdatedRows)).toBe(0);
		});

		it('forgets a transaction that failed', async () => {
			const failing = inTransaction(test.store.db, async (trx) => {
				await trx.insertInto('setting').values(ROWS.setting).execute();
				throw new Error('stop');
			});
			await expect(failing).rejects.toThrow('stop');
			expect(await test.store.db.selectFrom('setting').selectAll().execute()).toEqual([]);
		});

		it('joins a transaction inside a transaction to the outer one', async () => {
			const failing = inTransaction(test.store.db, async (trx) => {
				await inTransaction(trx, (inner) => inner.insertInto('setting').values(ROWS.setting).execute());
				throw new Error('stop');
			});
			await expect(failing).rejects.toThrow('stop');
			expect(await test.store.db.selectFrom('setting').selectAll().execute()).toEqual([]);
		});

		it('says so, and does not hang, when a query in a transaction goes around it', async () => {
			const { db } = test.store;
			const around = (ask: () => Promise<unknown>) => expect(inTransaction(db, ask)).rejects.toThrow('`trx`');
			await around(() => db.selectFrom('setting').selectAll().execute());
			await around(() => sql`select 1`.execute(db));
			await around(() => inTransaction(db, async () => {}));
			expect(await counted(test.store)).toBe(0);
		});

		it('keeps twenty transactions at once apart', async () => {
			await Promise.all(Array.from({ length: 20 }, () => countUp(test.store)));
			expect(await counted(test.store)).toBe(20);
		});

		it.skipIf(alone)('keeps four processes apart', { timeout: 60_000 }, async () => {
			const url = test.url ?? '';
			await Promise.all([1, 2, 3, 4].map(() => run(process.execPath, [WRITER, url, tmpdir(), '200'])));
			expect(await counted(test.store)).toBe(800);
		});

		it('is of the newest schema once it is open', async () => {
			const state = await schemaState(test.store.db, test.store.engine);
			expect(state).toEqual({ version: MIGRATIONS.length, known: MIGRATIONS.length, pending: [] });
			expect(await migrate(test.store.db, test.store.engine)).toEqual([]);
		});

		it('stays as it was when a step of the schema fails', async () => {
			const good: Migration = { name: 'good', statements: () => ['create table extra (id integer)'] };
			const bad: Migration = { name: 'bad', statements: () => ['create tabel oops'] };
			const steps = [...MIGRATIONS, good, bad];
			await expect(migrate(test.store.db, test.store.engine, steps)).rejects.toThrow();
			const { version, pending } = await schemaState(test.store.db, test.store.engine, steps);
			expect({ version, pending }).toEqual({ version: MIGRATIONS.length, pending: ['good', 'bad'] });
			await expect(
				test.store.db
					.selectFrom('extra' as 'setting')
					.selectAll()
					.execute(),
			).rejects.toThrow();
		});

		it('refuses code that is older than itself', async () => {
			const newest = MIGRATIONS.length;
			await expect(migrate(test.store.db, test.store.engine, [])).rejects.toMatchObject({
				message: `This store was written by a newer astro-kindred (schema ${newest}, this one knows 0).`,
				hint: expect.stringContaining('npm install astro-kindred@latest'),
			});
		});
	});
	if (alone) console.warn(`skipped: ${name}, "keeps four processes apart": ${alone}`);
}
