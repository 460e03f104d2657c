import type { Batch } from '../base/letter.ts';
import { sha256 } from '../base/hash.ts';
import type { Instant } from '../base/time.ts';
import type { Reading } from './plan.ts';
import type { Press } from './press.ts';

/** A batch call before it is made: everything its bytes depend on, and their hash. */
export interface FrozenChunk {
	readonly clock: Instant;
	readonly readings: readonly Reading[];
	/** SHA-256 of the letters as they are written down. */
	readonly bodyHash: string;
	/** The idempotency key, made of digest, place and bytes: 64 characters; Resend takes 256. */
	readonly key: string;
}

/** In place of the hash of a chunk's bytes, in a store that was restored from a backup: nobody knows whether it left, or as what. */
export const RESTORED = 'restored';

/** A chunk as the ledger keeps it while it is open. */
export interface StoredChunk {
	readonly id: number;
	/** From 0, in the order of the readers. */
	readonly seq: number;
	/** Changes whenever the chunk does, so that two runs notice each other. Once it is frozen, its idempotency key. */
	readonly key: string;
	readonly readings: readonly Reading[];
	/** How it was frozen, once it was handed over: `clock` is when its key was born, `at` when it was last handed over. */
	readonly attempt?: { readonly clock: Instant; readonly bodyHash: string; readonly at: Instant } | undefined;
	/** Those of it whose letter is known to have left, by a webhook. */
	readonly known: ReadonlySet<number>;
}

/** Freezes one batch of readers and prints its letters. */
export function freeze(
	digest: string,
	{ seq, readings, clock }: { seq: number; readings: readonly Reading[]; clock: Instant },
	press: Press,
): { frozen: FrozenChunk; batch: Batch } {
	const batch = press.print(readings, clock);
	const bodyHash = sha256(batch.bytes);
	return { frozen: { clock, readings, bodyHash, key: sha256(`${digest}\n${seq}\n${bodyHash}`) }, batch };
}
