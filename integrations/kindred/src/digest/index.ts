import type { Address } from '../base/address.ts';
import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';
import { freezeAll, type FrozenChunk } from './chunk.ts';
import type { DigestEntry } from './entry.ts';
import {
	pieceKey,
	planDifference,
	planReadings,
	sealPlan,
	type CompiledDigest,
	type Piece,
	type Plan,
	type Reader,
} from './plan.ts';
import { carryOut, type Ending, type Outcome, type Sending } from './send.ts';

export { draftDigest } from './draft.ts';
export { toDigest, type Audience, type DigestEntry, type DigestFrontMatter } from './entry.ts';
export { letterFor } from './letter.ts';
export {
	pieceKey,
	planDifference,
	type CompiledDigest,
	type Exclusion,
	type Piece,
	type Plan,
	type Reader,
	type Reading,
} from './plan.ts';
export { refuseUnknownPosts } from './named.ts';
export { hasBotForm, isPlace, places, share, type Handout, type Place } from './share.ts';
export { firstSentence, shorten } from './shorten.ts';
export type { Choice } from './pick.ts';
export type { FrozenChunk } from './chunk.ts';
export type { Ending, Outcome, Sending } from './send.ts';

/** A chunk as the ledger keeps it. */
export interface StoredChunk {
	readonly id: number;
	readonly frozen: FrozenChunk;
	/** When it was first handed to the provider; nothing when it never was. */
	readonly attemptedAt?: Instant | undefined;
}

/** How a digest stands: `candidates = sent + excluded + pending + failed + held`, always. */
export interface DigestStatus {
	readonly candidates: number;
	readonly sent: number;
	readonly pending: number;
	readonly failed: number;
	readonly held: number;
	readonly excluded: Readonly<Record<string, number>>;
	readonly byLanguage: Readonly<Record<string, number>>;
	readonly replies: number;
}

/** The ledger a digest is sent by. */
export interface DigestStore {
	/** All subscribers with what they had before, by person. */
	readers(digest: string): Promise<readonly Reader[]>;
	keepPlan(plan: Plan, at: Instant): Promise<void>;
	/** The plan before this one, for what is new since. */
	lastPlan(digest: string): Promise<Plan | undefined>;
	approve(hash: string, at: Instant): Promise<boolean>;
	approvedPlan(digest: string): Promise<Plan | undefined>;
	/** The plan a run is carrying out, if one has begun. */
	running(
		digest: string,
	): Promise<{ readonly plan: Plan; readonly chunks: readonly StoredChunk[] } | undefined>;
	/** Writes all chunks and every delivery as pending, and everybody left out with the reason, in one transaction. */
	begin(plan: Plan, chunks: readonly FrozenChunk[], at: Instant): Promise<void>;
	stillSubscribed(people: readonly number[]): Promise<ReadonlySet<number>>;
	/** Puts `next` in the place of a chunk that was never tried. False when it is not any more what was read. */
	refreeze(
		chunk: number,
		read: FrozenChunk,
		next: FrozenChunk,
		left: readonly number[],
		at: Instant,
	): Promise<boolean>;
	/** Writes down that exactly these bytes are handed over now. False when the chunk is settled, held or other bytes by now. */
	attempt(chunk: number, read: FrozenChunk, at: Instant): Promise<boolean>;
	/** Writes down what became of letters. Those that certainly did not leave stay open, as the chunk `rest`. */
	settle(chunk: number, outcomes: readonly Outcome[], at: Instant, rest?: FrozenChunk): Promise<void>;
	hold(chunk: number, why: string, at: Instant): Promise<void>;
	status(digest: string): Promise<DigestStatus>;
}

/** What compiles a digest and the pieces its picks need; the answer is cached outside. */
export interface Compiler {
	digest(group: string, langs: readonly string[]): Promise<Readonly<Record<string, CompiledDigest>>>;
	pieces(posts: readonly string[], lang: string): Promise<Readonly<Record<string, Piece>>>;
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
	const readers = await store.readers(digest.group);
	const { readings, excluded } = planReadings({ digest, compiled, posts, readers, site, now: now() });

	const pieces: Record<string, Piece> = {};
	const used = new Set(readings.map(({ lang }) => lang));
	for (const lang of used) {
		const ids = readings
			.filter((reading) => reading.lang === lang)
			.flatMap(({ picks }) => Object.values(picks).flat());
		const made = await compiler.pieces([...new Set(ids.map(({ post }) => post))].sort(), lang);
		for (const [post, piece] of Object.entries(made)) pieces[pieceKey(lang, post)] = piece;
	}
	const templates = Object.fromEntries(Object.entries(compiled).filter(([lang]) => used.has(lang)));
	return sealPlan({ digest: digest.group, templates, pieces, readings, excluded });
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
		served: false,
	}));
	return planDigest({ ...digest, audience: {} }, { ...world, store: { readers: async () => samples } });
}

/** What `send` answers. */
export type SendAnswer =
	| Ending
	| { readonly kind: 'draft' }
	| { readonly kind: 'not approved' }
	| { readonly kind: 'moved'; readonly differences: readonly string[] }
	| { readonly kind: 'nobody' };

/** Send a digest: go on with a run that has begun, or check that the approved plan still holds, freeze it, and carry it out. */
export async function sendDigest(
	digest: DigestEntry,
	plan: () => Promise<Plan>,
	world: Sending,
): Promise<SendAnswer> {
	const { store, now } = world;
	if (await store.running(digest.group)) return carryOut(digest.group, world);

	if (digest.draft) return { kind: 'draft' };
	const approved = await store.approvedPlan(digest.group);
	if (!approved) return { kind: 'not approved' };
	const current = await plan();
	if (current.hash !== approved.hash)
		return { kind: 'moved', differences: planDifference(approved, current) };
	if (!current.readings.length) return { kind: 'nobody' };

	await store.begin(current, freezeAll(current, now(), world), now());
	return carryOut(digest.group, world);
}
