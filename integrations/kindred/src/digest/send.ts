import { knowsKeys, type Handover, type Mailer, type Refusal } from '../base/letter.ts';
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

/** A chunk was changed by another run since it was read. */
type Moved = { readonly kind: 'moved' };

/** Carries out the open chunks of a digest in order. Safe to be killed at any line, to be run again, and to run twice at once. */
export async function carryOut(digest: string, world: Sending): Promise<Ending> {
	for (;;) {
		const run = await world.store.running(digest);
		if (!run) return { kind: 'done' };
		const ending = await carryAll(run.plan, run.chunks, world);
		// What another run did is read anew; whoever moved it got further, so this ends.
		if (ending.kind !== 'moved') return ending;
	}
}

async function carryAll(plan: Plan, chunks: readonly StoredChunk[], world: Sending): Promise<Ending | Moved> {
	for (const stored of chunks) {
		const ending = await carryChunk(plan, stored, world);
		if (ending.kind !== 'done') return ending;
		world.progress?.(stored.frozen.seq + 1, chunks.at(-1)!.frozen.seq + 1);
	}
	return { kind: 'done' };
}

async function carryChunk(plan: Plan, stored: StoredChunk, world: Sending): Promise<Ending | Moved> {
	const { store, now } = world;
	const chunk = stored.attemptedAt ? stored.frozen : await upToDate(plan, stored, world);
	if (!chunk) return { kind: 'moved' };
	if (!chunk.readings.length) {
		await store.settle(stored.id, [], now());
		return { kind: 'done' };
	}
	if (stored.attemptedAt) {
		const why = whyHeld(stored.attemptedAt, lettersOf(plan, chunk, world).hash !== chunk.bodyHash, world);
		if (why) return hold(stored, why, world);
	}
	return handOver(plan, stored.id, chunk, world);
}

/** Why a chunk that was tried before, and whose fate is unclear, may not be tried again. */
function whyHeld(attemptedAt: Instant, isOther: boolean, { mailer, now }: Sending): string | undefined {
	if (!knowsKeys(mailer))
		return 'it was handed to a mail server that did not say what became of it, or another run is at it';
	if (isOther)
		return 'its letters cannot be made again as they were (the keys or the address of the site changed)';
	return after(attemptedAt, KEY_LIFE) < now()
		? 'it was tried more than 23 hours ago without a clear answer'
		: undefined;
}

async function handOver(
	plan: Plan,
	id: number,
	frozen: FrozenChunk,
	world: Sending,
): Promise<Ending | Moved> {
	const { store, mailer, now } = world;
	let chunk = frozen;
	for (let tries = 1; ; tries++) {
		const isLast = tries === MAX_TRIES;
		const { letters } = lettersOf(plan, chunk, world);
		// The row is written before the call: after a crash we know that the provider may have it.
		if (!(await store.attempt(id, chunk, now()))) return { kind: 'moved' };
		const answer = await mailer.sendBatch(letters, chunk.key);
		if (answer.ok || answer.kind === 'rejected') {
			const results = chunk.readings.map((_, index) => (answer.ok ? answer.results[index] : answer));
			const open = chunk.readings.filter((_, index) => isOpen(results[index], isLast));
			const known = outcomes(chunk, results).filter(
				({ person }) => !open.some((reading) => reading.person === person),
			);
			const rest = open.length
				? freeze(plan, { seq: chunk.seq, readings: open, clock: chunk.clock }, world)
				: undefined;
			await store.settle(id, known, now(), rest);
			if (!rest) return { kind: 'done' };
			const stop = results.find((result) => result && !result.ok && result.kind === 'stop') as
				Refusal | undefined;
			if (stop) return { kind: 'stopped', message: stop.message };
			chunk = rest;
		} else {
			// A mail server that refuses a whole batch has taken nothing of it: it is as if it had not been tried.
			if (!knowsKeys(mailer)) await store.settle(id, [], now(), chunk);
			if (answer.kind === 'stop' || isLast) return { kind: 'stopped', message: answer.message };
		}
		await world.wait((answer.ok ? undefined : answer.retryAfterSeconds) ?? 2 ** tries);
	}
}

/** Did this letter certainly not leave, and may it be tried again? */
function isOpen(result: Handover | undefined, isLast: boolean): boolean {
	if (!result || result.ok || result.unclear) return false;
	return result.kind === 'stop' || (result.kind === 'retry' && !isLast);
}

/**
 * A chunk that was never tried honours everybody who left since the plan and is frozen anew, also when its bytes changed for
 * another reason (a new key signs). Nothing when another run changed it meanwhile.
 */
async function upToDate(
	plan: Plan,
	{ id, frozen }: StoredChunk,
	world: Sending,
): Promise<FrozenChunk | undefined> {
	const { store, now } = world;
	const stay = await store.stillSubscribed(frozen.readings.map(({ person }) => person));
	const readings = frozen.readings.filter(({ person }) => stay.has(person));
	const again = freeze(plan, { seq: frozen.seq, readings, clock: frozen.clock }, world);
	if (again.key === frozen.key) return frozen;
	const left = frozen.readings.filter(({ person }) => !stay.has(person)).map(({ person }) => person);
	return (await store.refreeze(id, frozen, again, left, now())) ? again : undefined;
}

async function hold({ id, frozen }: StoredChunk, why: string, { store, now }: Sending): Promise<Ending> {
	const message = `Batch ${frozen.seq + 1} is held: ${why}.`;
	await store.hold(id, message, now());
	return { kind: 'held', message };
}

/** What became of each letter of a chunk. `held`: it may have left, and nobody can say. */
export interface Outcome {
	readonly person: number;
	readonly state: 'sent' | 'failed' | 'held';
	readonly providerId?: string | undefined;
	readonly reason?: string | undefined;
}

function outcomes({ readings }: FrozenChunk, results: readonly (Handover | undefined)[]): Outcome[] {
	return readings.map(({ person }, index) => {
		const result = results[index];
		if (result?.ok) return { person, state: 'sent', providerId: result.id };
		const state = result?.unclear ? 'held' : 'failed';
		return { person, state, reason: result?.message ?? 'the provider said nothing about this letter' };
	});
}
