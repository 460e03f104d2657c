import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { KindredError } from '../base/error.ts';
import type { Tables } from './schema.ts';
import { guardTransactions } from './transaction.ts';

/**
 * Types of Postgres (pg_type.oid) that `pg` gives as text for fear of big numbers: int8, from count, and
 * numeric, from sum.
 */
const NUMBERS = new Set([20, 1700]);

/** Connect to Postgres through a pool. Nothing is sent before the first query. */
export async function openPostgres(url: string): Promise<Kysely<Tables>> {
	const pg = await importPg();
	const pool: Pool = new pg.Pool({
		connectionString: url,
		max: 10,
		types: {
			getTypeParser: (oid, format) =>
				NUMBERS.has(oid) && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
		},
	});
	// An idle connection that breaks is replaced by the pool; unheard, the event would end the process.
	pool.on('error', () => {});
	return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [guardTransactions()] });
}

async function importPg(): Promise<(typeof import('pg'))['default']> {
	try {
		return (await import('pg')).default;
	} catch (cause) {
		throw new KindredError(
			'Cannot import `pg`, which a postgres:// store needs.',
			'Type `npm install pg`, or leave KINDRED_STORE out to use a SQLite file.',
			{ cause },
		);
	}
}
