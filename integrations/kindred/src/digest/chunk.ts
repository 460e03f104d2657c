import { canonicalJson, sha256 } from '../base/hash.ts';
import type { Letter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import { letterFor } from './letter.ts';
import type { Plan, Reading } from './plan.ts';

/** How many letters one batch call may carry (Resend: POST /emails/batch). */
const CHUNK_SIZE = 100;

/** A batch call before it is made: everything its bytes depend on, and their hash. */
export interface FrozenChunk {
	/** From 0, in the order of the readers. */
	readonly seq: number;
	readonly clock: Instant;
	readonly readings: readonly Reading[];
	/** SHA-256 of the letters. */
	readonly bodyHash: string;
	/** The idempotency key: digest, place and bytes. At most 256 characters (Resend). */
	readonly key: string;
}

/** The letters of a chunk, and their hash. */
export function lettersOf(
	plan: Plan,
	chunk: Pick<FrozenChunk, 'clock' | 'readings'>,
	desk: { site: Site; keys: KeyRing },
): { letters: Letter[]; hash: string } {
	const letters = chunk.readings.map((reading) => letterFor(plan, reading, chunk.clock, desk));
	return { letters, hash: sha256(canonicalJson(letters)) };
}

/** Freezes one batch of readers. */
export function freeze(
	plan: Plan,
	{ seq, readings, clock }: { seq: number; readings: readonly Reading[]; clock: Instant },
	desk: { site: Site; keys: KeyRing },
): FrozenChunk {
	const { hash } = lettersOf(plan, { clock, readings }, desk);
	return { seq, clock, readings, bodyHash: hash, key: sha256(`${plan.digest}\n${seq}\n${hash}`) };
}

/** Freezes a whole plan, 100 readers at a time. */
export function freezeAll(plan: Plan, clock: Instant, desk: { site: Site; keys: KeyRing }): FrozenChunk[] {
	const chunks: FrozenChunk[] = [];
	for (let first = 0; first < plan.readings.length; first += CHUNK_SIZE) {
		const readings = plan.readings.slice(first, first + CHUNK_SIZE);
		chunks.push(freeze(plan, { seq: chunks.length, readings, clock }, desk));
	}
	return chunks;
}
