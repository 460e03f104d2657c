import { sql, type Kysely } from 'kysely';
import type { Counts } from '../digest/index.ts';
import type { Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';

/** The trouble that the author has seen and forgiven, by digest. */
const keyOf = (digest: string) => `breaker:${digest}`;

/**
 * What a breaker looks at. Asked before every batch, so it reads what went wrong by the indexes that hold nothing else, and
 * counts the many that went well only where there is something to compare them with.
 */
export async function healthOf(db: Kysely<Tables>, digest: string): Promise<Counts> {
	const now = await counted(db, digest);
	const forgiven = await setting(db, keyOf(digest));
	if (forgiven === undefined) return now;
	const before = JSON.parse(forgiven) as Counts;
	const since = (kind: keyof Counts) => Math.max(0, now[kind] - before[kind]);
	return {
		handed: now.handed,
		failed: since('failed'),
		bounced: since('bounced'),
		complained: since('complained'),
	};
}

/** Keeps the counts as they are now: from here on only trouble that is new counts, measured by all letters as before. */
export async function forgiveTroubleOf(db: Kysely<Tables>, digest: string): Promise<void> {
	await writeSetting(db, keyOf(digest), JSON.stringify(await counted(db, digest)));
}

async function counted(db: Kysely<Tables>, digest: string): Promise<Counts> {
	const refused = await count(
		db
			.selectFrom('delivery')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('digest', '=', digest)
			.where('state', '=', sql.lit('failed')),
	);
	// The conditions are those of the partial index, word for word, or it would not be used.
	const told = await db
		.selectFrom('delivery')
		.select(({ fn }) => ['outcome', fn.countAll<number>().as('n')])
		.where('digest', '=', digest)
		.where('outcome', 'is not', null)
		.where('outcome', '<>', sql.lit('delivered'))
		.groupBy('outcome')
		.execute();
	const of = (...outcomes: string[]) =>
		told.reduce((sum, { outcome, n }) => sum + (outcomes.includes(outcome!) ? Number(n) : 0), 0);
	const trouble = {
		failed: refused + of('failed', 'soft-bounced', 'suppressed'),
		bounced: of('bounced'),
		complained: of('complained'),
	};
	const isWell = trouble.failed + trouble.bounced + trouble.complained === 0;
	return { handed: isWell ? 0 : await handed(db, digest), ...trouble };
}

/** Letters of batches that were handed over, counted in the indexes alone. */
function handed(db: Kysely<Tables>, digest: string): Promise<number> {
	const batches = db
		.selectFrom('chunk')
		.select('id')
		.where('digest', '=', digest)
		.where('state', '<>', sql.lit('planned'));
	return count(
		db
			.selectFrom('delivery')
			.select(({ fn }) => fn.countAll<number>().as('n'))
			.where('chunk_id', 'in', batches),
	);
}

async function count(query: { executeTakeFirstOrThrow(): Promise<{ n: number }> }): Promise<number> {
	return Number((await query.executeTakeFirstOrThrow()).n);
}
