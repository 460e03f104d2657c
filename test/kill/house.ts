import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPostgresForTest, openSqliteForTest, type TestStore } from '../store/open.ts';
import { populate } from './digest.ts';

/** How a worker ended: by itself, or by a signal. */
export interface Ended {
	readonly signal: string | null;
	readonly code: number | null;
	readonly answer?: unknown;
	readonly points?: readonly string[];
	/** The point it died at. */
	readonly died?: string;
	readonly stderr: string;
}

/** A process under way. */
export interface Running {
	readonly process: ChildProcess;
	readonly ended: Promise<Ended>;
}

/** A store that other processes can open, a stand-in for Resend in a process of its own, and workers. */
export interface KillHouse {
	readonly engine: 'sqlite' | 'postgres';
	readonly readers: number;
	readonly store: TestStore['store'];
	work(...options: string[]): Running;
	/** Asks the stand-in below `/__control`; with a body it is a POST. */
	control<T>(path: string, body?: unknown): Promise<T>;
	/** Speaks to the stand-in as if it were Resend. */
	post(path: string, body: unknown): Promise<void>;
	/** As before the first plan: everybody is subscribed, nobody was written to. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Opens a house with so many readers. Postgres has to be a real one: `KINDRED_TEST_POSTGRES`. */
export async function openKillHouse(engine: 'sqlite' | 'postgres', readers: number): Promise<KillHouse> {
	const place = await (engine === 'sqlite' ? openSqliteForTest : openPostgresForTest)();
	if (!place.url) throw new Error('Other processes cannot open this store; set KINDRED_TEST_POSTGRES.');
	await populate(place.store, readers);
	const standIn = await startStandIn();
	const options = ['--store', place.url, '--api', standIn.url];
	return {
		engine,
		readers,
		store: place.store,
		work: (...more) => startWorker([...options, ...more]),
		control: async <T>(path: string, body?: unknown): Promise<T> => {
			const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
			const answer = await fetch(`${standIn.url}/__control${path}`, init);
			if (!answer.ok) throw new Error(`The stand-in answers ${answer.status} to ${path}.`);
			return (await answer.json()) as T;
		},
		post: async (path, body) => {
			const headers = { authorization: 'Bearer re_kill', 'content-type': 'application/json' };
			await fetch(standIn.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
		},
		reset: async () => {
			await fetch(`${standIn.url}/__control/reset`, { method: 'POST' });
			await emptyLedger(place.store);
		},
		close: async () => {
			standIn.process.kill();
			await place.remove();
		},
	};
}

async function emptyLedger({ db }: TestStore['store']): Promise<void> {
	for (const table of ['delivery', 'chunk', 'run', 'plan_part', 'plan', 'setting'] as const)
		await db.deleteFrom(table).execute();
	await db.deleteFrom('interaction').where('kind', 'in', ['delivered', 'left']).execute();
	await db.updateTable('person').set({ state: 'subscribed' }).where('state', '=', 'left').execute();
}

async function startStandIn(): Promise<{ url: string; process: ChildProcess }> {
	const script = fileOf('../resend/server.ts');
	const process_ = spawn(process.execPath, [script, '--port', '0', '--limit', '1000', '--keep', 'hashes']);
	const url = await new Promise<string>((resolve, reject) => {
		process_.once('exit', () => reject(new Error('The stand-in did not start.')));
		process_.stdout.once('data', (text: Buffer) => resolve(/RESEND_BASE_URL=(\S+)/.exec(String(text))![1]!));
	});
	return { url, process: process_ };
}

function startWorker(options: readonly string[]): Running {
	const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'kindred-kill-cache') };
	const started = spawn(process.execPath, [fileOf('worker.ts'), ...options], { env });
	let [stdout, stderr] = ['', ''];
	started.stdout.on('data', (text: Buffer) => (stdout += String(text)));
	started.stderr.on('data', (text: Buffer) => (stderr += String(text)));
	const ended = new Promise<Ended>((resolve, reject) => {
		started.once('error', reject);
		started.once('close', (code, signal) => {
			const told = stdout.trim().split('\n').at(-1) || '{}';
			resolve({ signal, code, stderr, ...(JSON.parse(told) as object) });
		});
	});
	return { process: started, ended };
}
