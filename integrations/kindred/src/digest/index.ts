import type { Address } from '../base/address.ts';
import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';
import type { Reader } from './audience.ts';
import type { FrozenChunk, StoredChunk } from './chunk.ts';
import type { Approval, Run, RunState, Unsent } from './approval.ts';
import type { DigestEntry } from './entry.ts';
import type { Counts } from './late.ts';
import { planDifference, type CompiledDigest, type Piece, type Plan, type Reading } from './plan.ts';
import { makePlan } from './planning.ts';
import { carryOut, endingOf } from './run.ts';
import type { Ending, Outcome, Sending } from './send.ts';
import type { DigestStatus } from './status.ts';

export type { Approval, Run, RunState, Unsent } from './approval.ts';
export { draftDigest } from './draft.ts';
export { toDigest, type Audience, type DigestEntry, type DigestFrontMatter } from './entry.ts';
export { letterFor } from './letter.ts';
export type { ExclusionReason, Reader } from './audience.ts';
export {
	exclusionsOf,
	pieceKey,
	planDifference,
	readingsOf,
	type CompiledDigest,
	type DigestItem,
	type Exclusion,
	type Piece,
	type Plan,
	type PlanCounts,
	type PlanHead,
	type Reading,
} from './plan.ts';
export { refuseUnknownPosts } from './named.ts';
export { handoutOf } from './handout.ts';
export { hasBotForm, isPlace, places, share, type Handout, type Place } from './share.ts';
export type { Verdict as ArticleVerdict } from './explain.ts';
export { reasonsFor, type ReaderReasons } from './why.ts';
export type { Choice } from './pick.ts';
export type { ItemSlot } from './shelf.ts';
export { RESTORED, type FrozenChunk, type StoredChunk } from './chunk.ts';
export type { Ending, Outcome, Sending } from './send.ts';
export { releaseHeld } from './held.ts';
export {
	afterWord,
	awaitsWord,
	outcomes,
	tripped,
	type Counts,
	type DeliveryOutcome,
	type DeliveryWord,
	type Fate,
	type Standing,
} from './late.ts';
export {
	FOLLOWS_WITHIN,
	type DeliveryStore,
	type DigestStatus,
	type Echo,
	type HeldChunk,
	type Recipient,
	type Resolved,
	type Verdict,
} from './status.ts';

/** The ledger a digest is sent by. */
export interface DigestStore {
	/** All subscribers with what they had before, by person, some hundred at a time. */
	readers(): AsyncIterable<readonly Reader[]>;
	keepPlan(plan: Plan, at: Instant): Promise<void>;
	/** The newest plan that no run carries out, for what is new since. */
	lastPlan(digest: string): Promise<Plan | undefined>;
	approve(hash: string, at: Instant, due?: Instant): Promise<boolean>;
	/** The newest approval of a digest. */
	approval(digest: string): Promise<Approval | undefined>;
	/** Takes back what was approved of a digest and has not begun. False when nothing was. */
	withdraw(digest: string): Promise<boolean>;
	/** Every digest that is to be sent: those under way, and those approved, by name. */
	unsent(): Promise<readonly Unsent[]>;
	planOf(hash: string): Promise<Plan | undefined>;
	/** The run of a digest, if one has begun. */
	run(digest: string): Promise<Run | undefined>;
	/**
	 * Writes all chunks and every delivery as pending, and everybody left out with the reason, in one transaction that uses the
	 * approval up. Nothing, when the plan is not approved or a run is under way: somebody else was first.
	 */
	begin(plan: Plan, at: Instant): Promise<void>;
	/** The chunks whose fate is open, in their order. */
	openChunks(
		digest: string,
	): Promise<readonly { readonly id: number; readonly attemptedAt?: Instant | undefined }[]>;
	/** A chunk as it is now; nothing when it is not open any more. */
	chunk(id: number): Promise<StoredChunk | undefined>;
	/** Where those of these people who are still subscribed are written to. */
	addresses(people: readonly number[]): Promise<ReadonlyMap<number, string>>;
	/**
	 * Writes down that exactly these bytes are handed over now, and who of the chunk has left; a chunk without readers is settled.
	 * False when it may not: the chunk is not what was read, somebody of it left meanwhile, or the run was halted.
	 */
	attempt(
		chunk: Pick<StoredChunk, 'id' | 'key'>,
		frozen: FrozenChunk,
		left: readonly number[],
		at: Instant,
	): Promise<boolean>;
	/** Writes down that the same bytes are handed over once more. False as for `attempt`, or when another run was faster. */
	attemptAgain(chunk: Pick<StoredChunk, 'id' | 'key' | 'attempt'>, at: Instant): Promise<boolean>;
	/**
	 * Writes down what became of letters. Those that certainly did not leave stay open, as the chunk's `rest`; not so where the
	 * chunk carries its attempt and was handed over again since.
	 */
	settle(
		chunk: Pick<StoredChunk, 'id' | 'key' | 'attempt'>,
		outcomes: readonly Outcome[],
		at: Instant,
		rest?: readonly Reading[],
	): Promise<void>;
	hold(chunk: number, why: string, at: Instant): Promise<void>;
	/** Why nothing of this digest may be handed over now. */
	halted(digest: string): Promise<string | undefined>;
	/** How the run fares since it began or was resumed. */
	health(digest: string): Promise<Counts>;
	/** Pauses, resumes or cancels a run; what is cancelled is approved no more. False when there is none that has not ended. */
	steer(
		digest: string,
		state: Exclude<RunState, 'done'>,
		reason: string | undefined,
		at: Instant,
	): Promise<boolean>;
	/** Ends a run none of whose chunks is open. */
	finish(digest: string, at: Instant): Promise<void>;
	/** The articles that anybody was ever sent, and how many answers each has had, by translation group. */
	past(): Promise<{ readonly sent: ReadonlySet<string>; readonly answers: ReadonlyMap<string, number> }>;
	status(digest: string): Promise<DigestStatus>;
}

/** A piece that is wanted: a post's entry, with what the author says about it. */
export interface PieceOrder {
	readonly post: string;
	readonly note?: string | undefined;
}

/** What compiles a digest and the pieces its readers need; the answer is cached outside. */
export interface Compiler {
	digest(group: string, langs: readonly string[]): Promise<Readonly<Record<string, CompiledDigest>>>;
	/** In the order they were asked for. */
	pieces(orders: readonly PieceOrder[], lang: string): Promise<readonly Piece[]>;
}

/** What a plan is made from. */
export interface Planned {
	readonly site: Site;
	readonly posts: readonly PostEntry[];
	readonly store: Pick<DigestStore, 'readers'>;
	readonly compiler: Compiler;
	now(): Instant;
}

/** Plan a digest: compile it for every language, decide for every reader, make the pieces they need, seal it. */
export async function planDigest(
	digest: DigestEntry,
	{ site, posts, store, compiler, now }: Planned,
): Promise<Plan> {
	const compiled = await compiler.digest(digest.group, site.languages);
	return makePlan({ digest, compiled, posts, readers: store.readers(), compiler, site, now: now() });
}

/** A plan for nobody: one made-up reader for every language of the site, who chose no topics and had nothing yet. */
export function sampleDigest(digest: DigestEntry, to: Address, world: Omit<Planned, 'store'>): Promise<Plan> {
	const samples = world.site.languages.map((lang): Reader => ({
		person: {
			id: 0,
			state: 'subscribed',
			name: to.name,
			email: to.email,
			languages: [lang, world.site.lang],
			topics: [],
			frequency: 'every',
			circle: 'core',
			createdAt: world.now(),
		},
		had: new Set(),
		got: new Set(),
	}));
	const readers = async function* () {
		yield samples;
	};
	const forAll = { ...digest, audience: {}, corrects: undefined, atLeast: 0 };
	return planDigest(forAll, { ...world, store: { readers } });
}

/** What `send` answers. */
export type SendAnswer =
	| Ending
	| { readonly kind: 'draft' }
	| { readonly kind: 'not approved' }
	| { readonly kind: 'not due'; readonly due: Instant }
	| { readonly kind: 'moved'; readonly differences: readonly string[] }
	| { readonly kind: 'nobody' };

/** Send a digest: go on with a run that has begun, or check that the approved plan still holds, begin it, and carry it out. */
export async function sendDigest(
	digest: DigestEntry,
	plan: () => Promise<Plan>,
	world: Sending,
): Promise<SendAnswer> {
	const { store, now } = world;
	const run = await store.run(digest.group);
	if (run?.state === 'running' || run?.state === 'paused') return carryOut(digest.group, world);

	if (digest.draft) return { kind: 'draft' };
	const approval = await store.approval(digest.group);
	if (!approval) return run ? endingOf(run) : { kind: 'not approved' };
	if (approval.due !== undefined && approval.due > now()) return { kind: 'not due', due: approval.due };
	const refused = await beginRun(approval, await plan(), world);
	return refused ?? carryOut(digest.group, world);
}

/** Begins the run of an approved plan, if that is still the plan. On its own, so that nobody keeps a large plan while it is carried out. */
async function beginRun(
	approval: Approval,
	current: Plan,
	{ store, now }: Sending,
): Promise<SendAnswer | undefined> {
	if (current.hash !== approval.hash) {
		const approved = await store.planOf(approval.hash);
		return { kind: 'moved', differences: approved ? planDifference(approved, current) : ['everything'] };
	}
	if (!current.counts.readers) return { kind: 'nobody' };
	await store.begin(current, now());
	return undefined;
}
