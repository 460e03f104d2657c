import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { backupStore } from '../../integrations/kindred/src/store/backup.ts';
import { connect, openStore } from '../../integrations/kindred/src/store/index.ts';
import { storeContract } from './contract.ts';
import { POSTGRES, openPostgresForTest } from './open.ts';
import { ROWS, insertRows } from './rows.ts';

const alone = POSTGRES ? undefined : 'set KINDRED_TEST_POSTGRES=postgres://user@host/database to run it';
storeContract(POSTGRES ? 'Postgres' : 'Postgres (embedded)', openPostgresForTest, alone);

describe('a Postgres store', () => {
	it('is copied as one line of JSON for each row', { timeout: 60_000 }, async () => {
		const folder = mkdtempSync(join(tmpdir(), 'kindred-dump-'));
		const { store, remove } = await openPostgresForTest();
		await insertRows(store);
		const many = Array.from({ length: 1200 }, (_, index) => ({
			id: `msg_${index + 2}`,
			at: ROWS.webhook_seen.at,
		}));
		await store.db.insertInto('webhook_seen').values(many).execute();
		await backupStore(store, join(folder, 'store.ndjson'));
		await remove();

		const lines = readFileSync(join(folder, 'store.ndjson'), 'utf8')
			.trimEnd()
			.split('\n')
			.map((line): unknown => JSON.parse(line));
		expect(lines[0]).toEqual({ schema: 1 });
		expect(lines).toContainEqual({ table: 'person', row: ROWS.person });
		expect(lines).toHaveLength(1 + 1 + Object.keys(ROWS).length + 1200);
		expect((statSync(join(folder, 'store.ndjson')).mode & 0o777).toString(8)).toBe('600');
		rmSync(folder, { recursive: true });
	});

	it('is shown without its password', async () => {
		const { place, close } = await connect('postgres://ada:hush@localhost/people', { root: tmpdir() });
		expect(place).toBe('postgres://ada:…@localhost/people');
		await close();
	});

	it('asks for `pg` where it is not installed', async () => {
		vi.doMock('pg', () => {
			throw new Error('Cannot find package');
		});
		await expect(openStore('postgres://localhost/people', { root: tmpdir() })).rejects.toMatchObject({
			message: 'Cannot import `pg`, which a postgres:// store needs.',
			hint: expect.stringContaining('npm install pg'),
		});
		vi.doUnmock('pg');
	});
});
