import type { Generated } from 'kysely';
import type { Instant, Json } from './schema.ts';

/* The tables of digests: what was planned, what was sent, and what became of it. */

/** A plan that was shown; approved when the author said yes to exactly this hash. */
export interface PlanTable {
	hash: string;
	digest: string;
	created_at: Instant;
	approved_at: Instant | null;
	/** When `send --if-due` may carry it out; nothing: on the digest's own day. */
	due_at: Instant | null;
	/** Templates, pieces and counts. The readers are in `plan_part`. */
	content: Json;
}

/** A plan's readings, or those who get nothing, 100 at a time. They go when the run begins. */
export interface PlanPartTable {
	plan: string;
	/** `readings` or `excluded`. */
	kind: string;
	seq: number;
	content: Json;
}

/** The run of one digest, and whether it may go on. */
export interface RunTable {
	digest: string;
	plan: string;
	/** `running`, `paused`, `cancelled` or `done`. */
	state: string;
	/** Why it does not go on. */
	reason: string | null;
	begun_at: Instant;
	updated_at: Instant;
}

/**
 * One batch call. `planned`: nobody was called yet. `attempted`: its bytes are frozen, and the provider may have them.
 * `settled`: the fate of every letter is known. `held`: it cannot be known.
 */
export interface ChunkTable {
	id: Generated<number>;
	digest: string;
	/** The hash of the plan it carries out. */
	plan: string;
	seq: number;
	/** The idempotency key; before it is frozen, the hash of the plan and `seq`. */
	key: string;
	/** Readings, and the clock once it is frozen; `{}` when it is settled. */
	frozen: Json;
	/** SHA-256 of the bytes; empty before it is frozen. */
	body_hash: string;
	state: string;
	attempted_at: Instant | null;
	settled_at: Instant | null;
	error: string | null;
}

/** The ledger: what became of one digest for one person, sent, excluded (with a reason) or pending. */
export interface DeliveryTable {
	digest: string;
	/** No foreign key: the ledger adds up even if the person is gone. */
	person_id: number;
	chunk_id: number | null;
	/** Position in the chunk. */
	seq: number | null;
	lang: string;
	items: Json;
	state: string;
	reason: string | null;
	provider_id: string | null;
	at: Instant;
	/** What became of it after it was handed over: `delivered`, `delayed`, `bounced`, `complained`, `failed`, `suppressed`, `soft-bounced`. */
	outcome: string | null;
	outcome_at: Instant | null;
	/** The Message-ID the provider gave it, without angle brackets. */
	message_id: string | null;
}
