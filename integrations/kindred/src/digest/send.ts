import {
	knowsKeys,
	type Batch,
	type BatchHandover,
	type Handover,
	type Mailer,
	type Refusal,
} from '../base/letter.ts';
import { sha256 } from '../base/hash.ts';
import type { Site } from '../base/site.ts';
import { after, type Instant } from '../base/time.ts';
import type { KeyRing } from '../base/token.ts';
import { freeze, RESTORED, type StoredChunk } from './chunk.ts';
import type { DigestStore } from './index.ts';
import type { PlanHead, Reading } from './plan.ts';
import { pressOf, type Press } from './press.ts';
import { findOut } from './reconcile.ts';

/** Resend keeps an idempotency key for 24 hours; an hour is left for clocks that differ. */
const KEY_LIFE = { hours: 23 };
/**
 * What was written down is handed over within this time, or not at all: a machine that slept meanwhile may hold a dead key, and
 * another may have looked for its letters in vain.
 */
const FRESH = { minutes: 4 };
/**
 * A mail server is handed a hundred letters one by one. For so long another run may be at it, and what it does is not to be
 * given up: its author would be asked about letters that are just leaving.
 */
const BUSY = { minutes: 10 };
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
	progress?(settled: number, total: number): void;
}

/** How a run, or one chunk of it, ended. */
export type Ending =
	| { readonly kind: 'done' }
	/** The provider will not take anything now; the next `send` goes on. */
	| { readonly kind: 'stopped'; readonly message: string }
	/** Somebody paused or cancelled the run, or stopped all mail. */
	| { readonly kind: 'halted'; readonly message: string }
	/** A chunk whose fate cannot be known: nothing is sent again before the author looked. */
	| { readonly kind: 'held'; readonly message: string };

/** A chunk in the hands of this run. */
interface Work {
	readonly digest: string;
	readonly plan: PlanHead;
	readonly press: Press;
	readonly world: Sending;
}

/** A chunk that may be handed over now, under its key. */
type Ready = {
	readonly kind: 'ready';
	readonly key: string;
	readonly readings: readonly Reading[];
	readonly batch: Batch;
	/** When it was written down that it is handed over. */
	readonly at: Instant;
};
/** The chunk was changed by another run since it was read, or became another one. */
type Again = { readonly kind: 'again' };

/** Brings one chunk to its end. Safe to be killed at any line, to be run again, and to run twice at once. */
export async function carryChunk(id: number, work: Work): Promise<Ending> {
	const { store, wait } = work.world;
	for (let tries = 1; ;) {
		const chunk = await store.chunk(id);
		if (!chunk) return { kind: 'done' };
		const message = await store.halted(work.digest);
		if (message !== undefined) return { kind: 'halted', message };
		const step = chunk.attempt ? await takeUp(chunk, chunk.attempt, work) : await begin(chunk, work);
		if (step.kind === 'again') continue;
		if (step.kind !== 'ready') return step;
		const isFresh = () => !isStale(step.at, work.world.now());
		const answer = await work.world.mailer.sendBatch(step.batch, step.key, isFresh);
		// Who answers no may do so before it has read everything: these bytes may still be on their way.
		if (answer.ok) work.press.recycle(step.batch);
		const ending = await conclude(id, step, answer, tries === MAX_TRIES, work);
		if (ending) return ending;
		await wait((answer.ok ? undefined : answer.retryAfterSeconds) ?? 2 ** tries);
		tries++;
	}
}

/**
 * A chunk that was never tried: whoever left since the plan is taken out, who moved is written to where they are now, and the
 * row that says "the provider may have it" is written before the call.
 */
async function begin(chunk: StoredChunk, { digest, press, world }: Work): Promise<Ready | Again | Ending> {
	const { store, now } = world;
	const addresses = await store.addresses(chunk.readings.map(({ person }) => person));
	const readings = chunk.readings.flatMap((reading) => {
		const email = addresses.get(reading.person);
		return email === undefined ? [] : [email === reading.email ? reading : { ...reading, email }];
	});
	const left = chunk.readings.filter(({ person }) => !addresses.has(person)).map(({ person }) => person);
	const clock = now();
	const { frozen, batch } = freeze(digest, { seq: chunk.seq, readings, clock }, press);
	if (!(await store.attempt(chunk, frozen, left, clock))) return { kind: 'again' };
	return readings.length ? { kind: 'ready', key: frozen.key, readings, batch, at: clock } : { kind: 'done' };
}

function isStale(written: Instant, now: Instant): boolean {
	return after(written, FRESH) < now;
}

/** A chunk that was tried before without a clear answer: the same bytes with the same key, as long as the key lives. */
async function takeUp(
	chunk: StoredChunk,
	attempt: NonNullable<StoredChunk['attempt']>,
	{ digest, press, plan, world }: Work,
): Promise<Ready | Again | Ending> {
	const { store, mailer, now } = world;
	const { id, key, readings, known } = chunk;
	if (readings.every(({ person }) => known.has(person))) {
		await store.settle(chunk, [], now());
		return { kind: 'again' };
	}
	const again = printAgain(readings, attempt, { press, plan, world });
	const batch = again ?? press.print(readings, attempt.clock);
	const why = whyUnclear(attempt, again !== undefined, world);
	if (why === undefined) {
		const at = now();
		if (!(await store.attemptAgain(chunk, at))) return { kind: 'again' };
		return { kind: 'ready', key, readings, batch, at };
	}
	const name = `Batch ${chunk.seq + 1} of ${digest}`;
	if (!knowsKeys(mailer) && after(attempt.at, BUSY) > now())
		return { kind: 'stopped', message: `${name}: ${why}; look again in ten minutes` };
	const found = await findOut(chunk, attempt, batch, mailer, now());
	if (found.kind === 'known') {
		await store.settle(chunk, found.outcomes, now(), found.rest);
		return { kind: 'again' };
	}
	if (found.kind === 'later')
		return { kind: 'stopped', message: `${name}: ${why}; the provider can be asked ten minutes after that` };
	const message = `${name} is held: ${why}${found.why}.`;
	await store.hold(id, message, now());
	return { kind: 'held', message };
}

/** The letters as they were, whichever of our keys signed them: keys change, and a run may have been cut off before. */
function printAgain(
	readings: readonly Reading[],
	{ clock, bodyHash }: NonNullable<StoredChunk['attempt']>,
	{ press, plan, world: { site, keys } }: Pick<Work, 'press' | 'plan' | 'world'>,
): Batch | undefined {
	for (const [place, key] of keys.entries()) {
		const others = keys.filter((each) => each !== key);
		const signed = place === 0 ? press : pressOf(plan, { site, keys: [key, ...others] });
		const batch = signed.print(readings, clock);
		if (sha256(batch.bytes) === bodyHash) return batch;
	}
	return undefined;
}

/** Why a chunk that was tried before may not simply be tried again. */
function whyUnclear(
	{ clock: bornAt, bodyHash }: NonNullable<StoredChunk['attempt']>,
	isSame: boolean,
	{ mailer, now }: Sending,
): string | undefined {
	if (bodyHash === RESTORED) return 'it may have left after the backup that the store was restored from';
	if (!knowsKeys(mailer))
		return 'it was handed to a mail server that did not say what became of it, or another run is at it';
	if (!isSame)
		return 'its letters cannot be made again as they were (the keys or the address of the site changed)';
	return after(bornAt, KEY_LIFE) < now()
		? 'it was tried more than 23 hours ago without a clear answer'
		: undefined;
}

/** Writes down what the carrier said. Nothing when the chunk, or the rest of it, is to be tried again in this run. */
async function conclude(
	id: number,
	{ key, readings }: Ready,
	answer: BatchHandover,
	isLast: boolean,
	{ world: { store, mailer, now } }: Work,
): Promise<Ending | undefined> {
	const chunk = { id, key };
	if (!answer.ok && answer.kind !== 'rejected') {
		// A mail server that refuses a whole batch has taken nothing of it: it is as if it had not been tried.
		if (!knowsKeys(mailer)) await store.settle(chunk, [], now(), readings);
		return answer.kind === 'stop' || isLast ? { kind: 'stopped', message: answer.message } : undefined;
	}
	const results = readings.map((_, index) => (answer.ok ? answer.results[index] : answer));
	const rest = readings.filter((_, index) => isOpen(results[index], isLast));
	await store.settle(chunk, outcomes(readings, results, isLast), now(), rest);
	if (!rest.length) return { kind: 'done' };
	const stop = results.find((result) => result && !result.ok && result.kind === 'stop') as
		Refusal | undefined;
	return stop && { kind: 'stopped', message: stop.message };
}

/** Did this letter certainly not leave, and may it be tried again? */
function isOpen(result: Handover | undefined, isLast: boolean): boolean {
	if (!result || result.ok || result.unclear) return false;
	return result.kind === 'stop' || (result.kind === 'retry' && !isLast);
}

/** What became of each letter of a chunk. `held`: it may have left, and nobody can say. */
export interface Outcome {
	readonly person: number;
	readonly state: 'sent' | 'failed' | 'held';
	readonly providerId?: string | undefined;
	readonly reason?: string | undefined;
}

function outcomes(
	readings: readonly Reading[],
	results: readonly (Handover | undefined)[],
	isLast: boolean,
): Outcome[] {
	return readings.flatMap(({ person }, index): Outcome[] => {
		const result = results[index];
		if (result?.ok) return [{ person, state: 'sent', providerId: result.id }];
		if (isOpen(result, isLast)) return [];
		const state = result?.unclear ? 'held' : 'failed';
		return [{ person, state, reason: result?.message ?? 'the provider said nothing about this letter' }];
	});
}
