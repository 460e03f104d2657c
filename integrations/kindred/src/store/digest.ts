import type { Kysely } from 'kysely';
import type { DigestStore } from '../digest/index.ts';
import { digestChunks } from './digest-chunks.ts';
import { pastOf } from './digest-past.ts';
import { digestPlans } from './digest-plans.ts';
import { readersOf } from './digest-readers.ts';
import { digestRuns } from './digest-runs.ts';
import { statusOf } from './digest-status.ts';
import { healthOf } from './health.ts';
import type { Engine, Tables } from './schema.ts';

/** The ledger of digests: plans, runs, chunks, and what became of every letter. */
export function digestStore(db: Kysely<Tables>, engine: Engine): DigestStore {
	return {
		readers: () => readersOf(db, engine),
		...digestPlans(db),
		...digestRuns(db, engine),
		...digestChunks(db, engine),
		health: (digest) => healthOf(db, digest),
		past: () => pastOf(db),
		status: (digest) => statusOf(db, digest),
	};
}
