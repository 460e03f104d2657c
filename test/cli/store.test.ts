import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../integrations/kindred/src/cli/store.ts';
import { snapshotVersion } from '../../integrations/kindred/src/files/snapshot.ts';
import { connect } from '../../integrations/kindred/src/store/index.ts';
import { MIGRATIONS } from '../../integrations/kindred/src/store/migrate.ts';
import { POSTGRES, openPostgresForTest } from '../store/open.ts';
import { ROWS, insertRows } from '../store/rows.ts';

const newest = MIGRATIONS.length;
const names = MIGRATIONS.map(({ name }) => name);
const rows = Object.keys(ROWS).length;

describe('kindred store', () => {
	let cwd: string;
	beforeEach(() => {
		cwd = mkdtempSync(join(tmpdir(), 'kindred-cli-'));
	});
	afterEach(() => rmSync(cwd, { recursive: true }));

	async function kindredStore(args: string, env: NodeJS.ProcessEnv = {}) {
		let out = '';
		let err = '';
		const stdout = (text: string) => void (out += text);
		const stderr = (text: string) => void (err += text);
		const code = await run(args.split(' ').filter(Boolean), { cwd, env, stdout, stderr, isTTY: false });
		return { code, out, err };
	}

	async function fill(): Promise<void> {
		await kindredStore('migrate');
		const store = await connect('', { root: cwd });
		await insertRows(store);
		await store.close();
	}

	it('makes a store, once', async () => {
		const place = join(cwd, '.kindred', 'kindred.db');
		expect((await kindredStore('migrate')).out).toBe(
			`${place} now has schema ${newest} (${names.join(', ')}).\n`,
		);
		expect((await kindredStore('migrate')).out).toBe(`${place} has schema ${newest} already, the newest.\n`);
		expect(JSON.parse((await kindredStore('migrate --json')).out)).toEqual({
			place,
			version: newest,
			steps: [],
		});
	});

	it('shows what is in the store', async () => {
		await fill();
		const { code, out } = await kindredStore('status');
		expect(code).toBe(0);
		expect(out).toMatch(
			/^SQLite {4}.*kindred\.db\nsize .*KiB\nschema {4}\d+ \(the newest\)\nchecked {3}sound\n/,
		);
		expect(out).toContain('       1  person\n');
		const found: unknown = JSON.parse((await kindredStore('status --json')).out);
		expect(found).toMatchObject({
			engine: 'sqlite',
			schema: { version: newest, known: newest, pending: [] },
			rows: { person: 1, signup: 1, webhook_seen: 1 },
			damage: [],
		});
	});

	it('shows what is still to come for a store without a schema', async () => {
		await (await connect('', { root: cwd })).close();
		const { out } = await kindredStore('status --json');
		expect(JSON.parse(out)).toMatchObject({ schema: { version: 0, pending: names }, rows: {} });
	});

	it.each(['status', 'backup'])('%s does not make a store', async (verb) => {
		await expect(kindredStore(verb)).rejects.toMatchObject({
			name: 'KindredError',
			hint: 'Type `kindred store migrate` to make one.',
		});
		expect(existsSync(join(cwd, '.kindred'))).toBe(false);
	});

	it('fails when a row points at nobody', async () => {
		await fill();
		const file = new DatabaseSync(join(cwd, '.kindred', 'kindred.db'), {
			enableForeignKeyConstraints: false,
		});
		file.exec('delete from person');
		file.close();
		const { code, out } = await kindredStore('status');
		expect(code).toBe(1);
		expect(out).toContain('points at a missing person');
	});

	it.each(['status', 'migrate', 'backup'])('%s refuses a store of a newer version', async (verb) => {
		await fill();
		const file = new DatabaseSync(join(cwd, '.kindred', 'kindred.db'));
		file.exec(`insert into migration values (7, 'later', '2031-05-17T19:00:00.000Z')`);
		file.close();
		await expect(kindredStore(verb)).rejects.toMatchObject({
			message: expect.stringContaining(`schema 7, this one knows ${newest}`),
		});
	});

	it('copies the store to a file named after the instant', async () => {
		await fill();
		const { out } = await kindredStore('backup --now 2031-05-17T19:00:00Z');
		const file = join(cwd, '.kindred', 'backups', '2031-05-17T190000Z.db');
		expect(out).toBe(`Copied ${join(cwd, '.kindred', 'kindred.db')} to ${file}.\n`);
		expect(new DatabaseSync(file).prepare('select email from address').get()).toEqual({
			email: ROWS.address.email,
		});
	});

	it('copies the store where it is told to', async () => {
		await fill();
		const { out } = await kindredStore('backup --to safe/people.db --json');
		expect(JSON.parse(out)).toMatchObject({ file: join(cwd, 'safe', 'people.db') });
		expect(existsSync(join(cwd, 'safe', 'people.db'))).toBe(true);
	});

	it('makes a store from a copy', async () => {
		await fill();
		await kindredStore('backup --to people.db');
		rmSync(join(cwd, '.kindred'), { recursive: true });
		const { out } = await kindredStore('restore people.db');
		expect(out).toBe(`${join(cwd, '.kindred', 'kindred.db')} now has ${rows} rows from people.db.\n`);
		expect(JSON.parse((await kindredStore('status --json')).out)).toMatchObject({ rows: { reply: 1 } });
	});

	it('finds the site above, and what its .env says of the store', () => {
		writeFileSync(join(cwd, 'astro.config.mjs'), '');
		writeFileSync(join(cwd, '.env'), 'KINDRED_STORE=sqlite:elsewhere.db\n');
		mkdirSync(join(cwd, 'src'));
		const { KINDRED_STORE: _store, ...env } = process.env;
		const bin = fileURLToPath(new URL('../../integrations/kindred/bin/kindred.js', import.meta.url));
		const options = { cwd: join(cwd, 'src'), env, encoding: 'utf8' } as const;
		const { stderr } = spawnSync(process.execPath, [bin, 'store', 'status'], options);
		expect(stderr).toContain(`There is no store at ${join(realpathSync(cwd), 'elsewhere.db')} yet.`);
	});

	it('refuses a store in a folder that the site puts on the web', async () => {
		mkdirSync(join(cwd, '.kindred'));
		const site = { version: snapshotVersion, publicFolders: ['static', 'htdocs'] };
		writeFileSync(join(cwd, '.kindred', 'site.json'), JSON.stringify(site));
		const made = kindredStore('migrate', { KINDRED_STORE: 'sqlite:htdocs/people.db' });
		await expect(made).rejects.toThrow('put on the web');
	});

	it('refuses a point in time that is none', async () => {
		await fill();
		await expect(kindredStore('backup --now yesterday')).rejects.toThrow(
			'`yesterday` is not a point in time',
		);
	});

	it.skipIf(!POSTGRES)('speaks about Postgres in the same words', async () => {
		const { store, url, remove } = await openPostgresForTest();
		await insertRows(store);
		const { out } = await kindredStore('status --json', { KINDRED_STORE: url });
		await remove();
		expect(JSON.parse(out)).toMatchObject({ engine: 'postgres', rows: { person: 1 }, damage: [] });
	});
	if (!POSTGRES) console.warn('skipped: "speaks about Postgres": set KINDRED_TEST_POSTGRES to run it');

	it.each(['', 'polish', 'restore', 'restore a b', 'status all', 'status --to a.db', 'status --loud'])(
		'explains itself: "%s"',
		async (args) => {
			const { code, out, err } = await kindredStore(args);
			expect({ code, out }).toEqual({ code: 2, out: '' });
			expect(err).toContain('kindred store status');
		},
	);
});
