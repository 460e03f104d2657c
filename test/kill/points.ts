import { writeSync } from 'node:fs';
import { StatementSync } from 'node:sqlite';
import pg from 'pg';

/*
 * Counts every statement that writes and every HTTP call of this process, and ends it with SIGKILL at one of them. It wraps
 * the drivers themselves, so what is counted knows nothing of it.
 */

/** `unanswered`: the statement was sent to the server, and the process is gone before it hears of it (Postgres). */
export type When = 'before' | 'after' | 'unanswered';
/** Points are counted from 1. */
export interface Fatal {
	readonly point: number;
	readonly when: When;
}

type Work<T> = () => T;

/** Starts to count; the list that it answers grows, one short name for each point. */
export function countPoints(fatal: Fatal | undefined): readonly string[] {
	const points: string[] = [];
	/** Passes one point: does the work, or dies before, in or after it. */
	function pass<T>(name: string, work: Work<T>): T {
		const isFatal = points.push(name) === fatal?.point;
		if (!isFatal) return work();
		if (fatal.when === 'before') die(name);
		const result = work();
		// The driver writes to its socket in the next tick.
		if (fatal.when === 'unanswered') setImmediate(() => die(name));
		else if (result instanceof Promise) return result.finally(() => die(name)) as T;
		else die(name);
		return result;
	}
	countSqlite(pass);
	countPostgres(pass);
	countCalls(pass);
	return points;
}

type Pass = <T>(name: string, work: Work<T>) => T;

/** `all` runs statements that answer rows, `run` the others. */
function countSqlite(pass: Pass): void {
	for (const method of ['run', 'all'] as const) {
		const real = StatementSync.prototype[method] as (...values: unknown[]) => never;
		StatementSync.prototype[method] = function (this: StatementSync, ...values: unknown[]) {
			const name = nameOf(this.sourceSQL);
			const work = () => real.apply(this, values);
			return name ? pass(name, work) : work();
		} as never;
	}
}

function countPostgres(pass: Pass): void {
	const real = pg.Client.prototype.query as (...values: unknown[]) => never;
	pg.Client.prototype.query = function (this: pg.Client, ...values: unknown[]) {
		const name = typeof values[0] === 'string' ? nameOf(values[0]) : undefined;
		const work = () => real.apply(this, values);
		return name ? pass(name, work) : work();
	} as never;
}

function countCalls(pass: Pass): void {
	const real = globalThis.fetch;
	globalThis.fetch = (input, init) => {
		const { pathname } = new URL(input instanceof Request ? input.url : input);
		return pass(`HTTP ${init?.method ?? 'GET'} ${pathname}`, () => real(input, init));
	};
}

/** What a statement writes, `update delivery`; nothing for one that reads. */
function nameOf(statement: string): string | undefined {
	const text = statement.replaceAll('"', '').trim().toLowerCase();
	if (/^(select|pragma)\b/.test(text)) return undefined;
	const [written] = /\b(insert into \w+|update (?!set)\w+|delete from \w+)/.exec(text) ?? [];
	return written ?? text.slice(0, 40);
}

function die(name: string): never {
	writeSync(1, `${JSON.stringify({ died: name })}\n`);
	process.kill(process.pid, 'SIGKILL');
	throw new Error('A killed process goes no further.');
}
