import { execFile } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../integrations/kindred/src/store/index.ts';
import { MIGRATIONS } from '../../integrations/kindred/src/store/migrate.ts';
import { pause } from '../../integrations/kindred/src/store/transaction.ts';
import { storeContract } from './contract.ts';
import { countUp, counted } from './count-up.ts';
import { openSqliteForTest } from './open.ts';
import { ROWS, insertRows } from './rows.ts';

storeContract('SQLite', openSqliteForTest);

const run = promisify(execFile);
const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('an SQLite store', () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), 'kindred-sqlite-'));
	});
	afterEach(() => rmSync(root, { recursive: true }));

	it('lives in .kindred, where only its owner can look and git does not', async () => {
		const store = await openStore('', { root });
		expect(store.place).toBe(join(root, '.kindred', 'kindred.db'));
		expect(mode(join(root, '.kindred'))).toBe('700');
		expect(readFileSync(join(root, '.kindred', '.gitignore'), 'utf8')).toBe('*\n');
		expect(
			readdirSync(join(root, '.kindred'))
				.filter((name) => name.startsWith('kindred.db'))
				.map((name) => mode(join(root, '.kindred', name))),
		).toEqual(['600', '600', '600']);
		await store.close();
	});

	it('writes no .gitignore into a folder that was there before', async () => {
		mkdirSync(join(root, 'data'));
		await (await openStore('sqlite:data/people.db', { root })).close();
		expect(readdirSync(join(root, 'data'))).toEqual(['people.db']);
	});

	it.each([
		'sqlite:public/people.db',
		'sqlite:dist/a/b.db',
		'sqlite:./x/../public/people.db',
		'sqlite:link/people.db',
	])('is refused in a public folder: %s', async (url) => {
		mkdirSync(join(root, 'public'));
		symlinkSync(join(root, 'public'), join(root, 'link'));
		await expect(openStore(url, { root })).rejects.toMatchObject({
			name: 'KindredError',
			message: expect.stringContaining('put on the web'),
			hint: expect.stringContaining('KINDRED_STORE'),
		});
		expect(readdirSync(join(root, 'public'))).toEqual([]);
	});

	it('is refused in the folder that this site is built into', async () => {
		const opening = openStore('sqlite:out/people.db', { root, publicFolders: ['static', 'out'] });
		await expect(opening).rejects.toMatchObject({ hint: expect.stringContaining('KINDRED_STORE') });
	});

	it('is not confused by a folder whose name starts like a public one', async () => {
		await (await openStore('sqlite:public-people/a.db', { root })).close();
		expect(existsSync(join(root, 'public-people', 'a.db'))).toBe(true);
	});

	it.each(['mysql://me:hush@host/db', 'people.db', 'sqlite:'])(
		'is refused at an unknown address: %s',
		async (url) => {
			const refusal = await openStore(url, { root }).catch((error: unknown) => error);
			expect(refusal).toMatchObject({
				name: 'KindredError',
				hint: expect.stringContaining('sqlite:.kindred'),
			});
			expect(String(refusal)).not.toContain('hush');
		},
	);

	it('survives a power cut: every commit reaches the disk', async () => {
		const { db, close } = await openStore('', { root });
		const pragma = async (name: string) =>
			Object.values((await sql<object>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {});
		expect(await pragma('journal_mode')).toEqual(['wal']);
		expect(await pragma('synchronous')).toEqual([2]);
		expect(await pragma('foreign_keys')).toEqual([1]);
		await close();
	});

	it('is made once when eight processes open it at the same time', { timeout: 60_000 }, async () => {
		await Promise.all(Array.from({ length: 8 }, () => run(process.execPath, [WRITER, '', root, '5'])));
		const store = await openStore('', { root });
		expect(await counted(store)).toBe(40);
		await store.close();
	});

	it('lets the process go on while it waits for another writer', async () => {
		const [one, two] = [await openStore('', { root }), await openStore('', { root })];
		const slow = one.db.transaction().execute(async (trx) => {
			await trx.insertInto('setting').values(ROWS.setting).execute();
			await pause(100);
		});
		await Promise.all([
			slow,
			countUp(two),
			two.db.insertInto('webhook_seen').values(ROWS.webhook_seen).execute(),
		]);
		expect(await counted(one)).toBe(1);
		await Promise.all([one.close(), two.close()]);
	});

	it('streams rows while others are read', async () => {
		const store = await openStore('', { root });
		await insertRows(store);
		const seen: string[] = [];
		for await (const { email } of store.db.selectFrom('address').select('email').stream()) seen.push(email);
		expect(seen).toEqual([ROWS.address.email]);
		await store.close();
	});

	it('of a newer version is refused and left alone', async () => {
		await (await openStore('', { root })).close();
		const file = new DatabaseSync(join(root, '.kindred', 'kindred.db'));
		file.exec(`insert into migration values (7, 'later', '2031-05-17T19:00:00.000Z')`);
		file.close();
		const known = MIGRATIONS.length;
		await expect(openStore('', { root })).rejects.toMatchObject({
			name: 'KindredError',
			message: `This store was written by a newer astro-kindred (schema 7, this one knows ${known}).`,
			hint: expect.stringContaining('npm install astro-kindred@latest'),
		});
	});
});
