import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPostgresForTest, openSqliteForTest, POSTGRES } from '../store/open.ts';

/** The engines whose stores another process can open: the Postgres that runs inside this one is none. */
export const engines = [
	['SQLite', openSqliteForTest],
	...(POSTGRES ? [['Postgres', openPostgresForTest] as const] : []),
] as const;

/** Processes that are killed start from what the first of them compiled. */
export const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'kindred-kill-cache') };

/** How a process ended, and the points it passed where it lived to tell them. */
export interface Ended {
	readonly signal: string | null;
	readonly stderr: string;
	readonly points?: string[];
}

/** Runs a worker of this folder to its end, or to its death. */
export function runWorker(worker: string, ...args: readonly string[]): Ended {
	const file = fileURLToPath(new URL(worker, import.meta.url));
	const { signal, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { env, encoding: 'utf8' });
	const told = JSON.parse(stdout.trim().split('\n').at(-1) || '{}') as { points?: string[] };
	return { signal, stderr, ...told };
}
