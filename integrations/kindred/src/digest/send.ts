import type { Handover, Mailer } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import { after, type Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import { freeze, lettersOf, type FrozenChunk } from './chunk.ts';
import type { DigestStore, StoredChunk } from './index.ts';
import type { Plan } from './plan.ts';

/** Resend keeps an idempotency key for 24 hours; an hour is left for clocks that differ. */
const KEY_LIFE = { hours: 23 };
/** How often a chunk is tried in one run before the run stops and leaves the rest to the next. */
const MAX_TRIES = 5;

/** What a run needs from the world. */
export interface Sending {
	readonly store: DigestStore;
	readonly mailer: Mailer;
	readonly site: Site;
	readonly keys: KeyRing;
	now(): Instant;
	/** Waits some seconds before a retry. */
	wait(seconds: number): Promise<void>;
	progress?(sent: number, total: number): void;
}

/** How a run ended. */
export type Ending =
	| { readonly kind: 'done' }
	/** The provider will not take anything now; the next `send` goes on. */
	| { readonly kind: 'stopped'; readonly message: string }
	/** A chunk whose fate cannot be known: nothing is sent again before the author looked. */
	| { readonly kind: 'held'; readonly message: string };

/** Carries out the open chunks in order. Safe to be killed at any line, and to be run again. */
export async function carryOut(plan: Plan, chunks: readonly StoredChunk[], world: Sending): Promise<Ending> {
	for (const stored of chunks) {
		const ending = await carryChunk(plan, stored, world);
		if (ending.kind !== 'done') return ending;
		world.progress?.(stored.frozen.seq + 1, chunks.at(-1)!.frozen.seq + 1);
	}
	return { kind: 'done' };
}

async function carryChunk(plan: Plan, stored: StoredChunk, world: Sending): Promise<Ending> {
	const { store, now } = world;
	const chunk = stored.attemptedAt ? stored.frozen : await withoutLeavers(plan, stored, world);
	if (!chunk.readings.length) {
		await store.settle(stored.id, [], now());
		return { kind: 'done' };
	}
	const { letters, hash } = lettersOf(plan, chunk, world);
	if (hash !== chunk.bodyHash) {
		return hold(stored, 'its letters cannot be made again as they were (the keys or the address of the site changed)', world);
	}
	if (stored.attemptedAt && after(stored.attemptedAt, KEY_LIFE) < now()) {
		return hold(stored, 'it was tried more than 23 hours ago without a clear answer', world);
	}
	for (let tries = 1; ; tries++) {
		// The row is written before the call: after a crash we know that the provider may have it.
		await store.attempt(stored.id, now());
		const answer = await world.mailer.sendBatch(letters, chunk.key);
		if (answer.ok) {
			await store.settle(stored.id, outcomes(chunk, answer.results), now());
			return { kind: 'done' };
		}
		if (answer.kind === 'rejected') {
			await store.settle(stored.id, outcomes(chunk, chunk.readings.map(() => answer)), now());
			return { kind: 'done' };
		}
		if (answer.kind === 'stop' || tries === MAX_TRIES) return { kind: 'stopped', message: answer.message };
		await world.wait(answer.retryAfterSeconds ?? 2 ** tries);
	}
}

/** A chunk that was never tried honours everybody who left since the plan, and is frozen anew without them. */
async function withoutLeavers(plan: Plan, { id, frozen }: StoredChunk, { store, site, keys, now }: Sending): Promise<FrozenChunk> {
	const stay = await store.stillSubscribed(frozen.readings.map(({ person }) => person));
	const readings = frozen.readings.filter(({ person }) => stay.has(person));
	if (readings.length === frozen.readings.length) return frozen;
	const again = freeze(plan, { seq: frozen.seq, readings, clock: frozen.clock }, { site, keys });
	const left = frozen.readings.filter(({ person }) => !stay.has(person)).map(({ person }) => person);
	await store.refreeze(id, again, left, now());
	return again;
}

async function hold({ id, frozen }: StoredChunk, why: string, { store, now }: Sending): Promise<Ending> {
	const message = `Batch ${frozen.seq + 1} is held: ${why}.`;
	await store.hold(id, message, now());
	return { kind: 'held', message };
}

/** What became of each letter of a chunk. */
export interface Outcome {
	readonly person: number;
	readonly state: 'sent' | 'failed';
	readonly providerId?: string | undefined;
	readonly reason?: string | undefined;
}

function outcomes({ readings }: FrozenChunk, results: readonly Handover[]): Outcome[] {
	return readings.map(({ person }, index) => {
		const result = results[index];
		if (result?.ok) return { person, state: 'sent', providerId: result.id };
		return { person, state: 'failed', reason: result?.message ?? 'the provider said nothing about this letter' };
	});
}

