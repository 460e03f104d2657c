import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { instant, readClock } from '../base/time.ts';
import { readSnapshot } from '../files/snapshot.ts';
import { backupStore } from '../store/backup.ts';
import { connect } from '../store/index.ts';
import type { Connection } from '../store/index.ts';
import { migrate, schemaState } from '../store/migrate.ts';
import { restoreStore } from '../store/restore.ts';
import { storeStatus } from '../store/status.ts';
import type { StoreStatus } from '../store/status.ts';
import type { Io } from './io.ts';
import { environmentOf, nearestSite } from './open.ts';

const USAGE = `kindred store status             what is in the store, and whether it is sound
kindred store migrate            bring it to the newest schema, making it if there is none
kindred store backup [--to file] copy all of it into one file
kindred store restore <file>     make a store from such a file, on either engine
  --json                         the answer as JSON
`;

interface Flags {
	json?: boolean;
	to?: string;
	/** What to restore. */
	file?: string;
	now?: string;
}

/** The flags, and the folder of the site. */
interface Call extends Flags {
	readonly root: string;
}

/**
 * `kindred store status|migrate|backup|restore`. Resolves to 0 when done, 1 when the store is damaged, 2 for
 * misuse.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
	const parsed = readArgs(args);
	if (typeof parsed === 'string') {
		io.stderr(`${parsed}\n\n${USAGE}`);
		return 2;
	}
	const { verb, flags } = parsed;
	const root = nearestSite(io.cwd) ?? io.cwd;
	const url = environmentOf(root, io.env)['KINDRED_STORE'];
	const site = await readSnapshot(join(root, '.kindred', 'site.json'));
	const connection = await connect(url, {
		root,
		create: MAKERS.includes(verb),
		...(site && { publicFolders: site.publicFolders }),
	});
	try {
		return await VERBS[verb](connection, { ...flags, root }, io);
	} finally {
		await connection.close();
	}
}

const VERBS = { status, migrate: migrateStore, backup, restore } as const;

/** The commands that may make a store; the others speak about one that is there. */
const MAKERS: readonly string[] = ['migrate', 'restore'] satisfies (keyof typeof VERBS)[];

function readArgs(args: readonly string[]): { verb: keyof typeof VERBS; flags: Flags } | string {
	try {
		const options = { json: { type: 'boolean' }, to: { type: 'string' }, now: { type: 'string' } } as const;
		const {
			values,
			positionals: [verb, ...rest],
		} = parseArgs({ args: [...args], options, allowPositionals: true });
		if (verb === undefined) return 'What should happen to the store?';
		if (!Object.hasOwn(VERBS, verb)) return `There is no \`kindred store ${verb}\`.`;
		const [file, ...more] = verb === 'restore' ? rest : [undefined, ...rest];
		if (verb === 'restore' && !file) return 'Which file should be restored?';
		if (more.length > 0) return `\`kindred store ${verb}\` takes no "${more.join(' ')}".`;
		if (values.to !== undefined && verb !== 'backup') return '`--to` belongs to `kindred store backup`.';
		return { verb: verb as keyof typeof VERBS, flags: { ...values, file } };
	} catch (error) {
		return (error as Error).message;
	}
}

async function status(connection: Connection, { json }: Flags, io: Io): Promise<number> {
	const found = await storeStatus(connection);
	io.stdout(json ? `${JSON.stringify(found, null, '\t')}\n` : describe(found));
	return found.damage.length === 0 ? 0 : 1;
}

async function migrateStore({ db, engine, place }: Connection, { json }: Flags, io: Io): Promise<number> {
	const steps = await migrate(db, engine);
	const { version } = await schemaState(db, engine);
	if (json) io.stdout(`${JSON.stringify({ place, version, steps })}\n`);
	else if (steps.length === 0) io.stdout(`${place} has schema ${version} already, the newest.\n`);
	else io.stdout(`${place} now has schema ${version} (${steps.join(', ')}).\n`);
	return 0;
}

async function backup(connection: Connection, { root, json, to, now }: Call, io: Io): Promise<number> {
	const at = now === undefined ? instant(new Date()) : readClock(now);
	const name = at.replaceAll(':', '').slice(0, 17);
	const ending = connection.engine === 'sqlite' ? 'db' : 'ndjson';
	const file = to ? resolve(io.cwd, to) : join(root, '.kindred', 'backups', `${name}Z.${ending}`);
	await backupStore(connection, file);
	io.stdout(
		json
			? `${JSON.stringify({ place: connection.place, file })}\n`
			: `Copied ${connection.place} to ${file}.\n`,
	);
	return 0;
}

async function restore(connection: Connection, { json, file = '' }: Flags, io: Io): Promise<number> {
	const rows = await restoreStore(connection, resolve(io.cwd, file));
	const { place } = connection;
	io.stdout(json ? `${JSON.stringify({ place, rows })}\n` : `${place} now has ${rows} rows from ${file}.\n`);
	return 0;
}

function describe({ engine, place, bytes, schema, rows, damage }: StoreStatus): string {
	const steps = schema.pending.length === 0 ? 'the newest' : `to come: ${schema.pending.join(', ')}`;
	const lines = [
		`${engine === 'sqlite' ? 'SQLite  ' : 'Postgres'}  ${place}`,
		`size      ${(bytes / 1024).toFixed(0)} KiB`,
		`schema    ${schema.version} (${steps})`,
		...(engine === 'sqlite' ? [`checked   ${damage.length === 0 ? 'sound' : 'DAMAGED'}`] : []),
		...damage.map((problem) => `          ${problem}`),
		'',
		...Object.entries(rows).map(([table, count]) => `${String(count).padStart(8)}  ${table}`),
	];
	return `${lines.join('\n')}\n`;
}
