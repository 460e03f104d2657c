import { bestLanguage } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import { dayOf, type Instant } from '../base/time.ts';
import { WANTED_BYTES } from '../base/weight.ts';
import type { PostEntry } from '../post/index.ts';
import { exclusionOf, type ExclusionReason, type Reader } from './audience.ts';
import type { DigestEntry } from './entry.ts';
import type { Compiler, PieceOrder } from './index.ts';
import { choose, fit, type Choice } from './pick.ts';
import {
	CHUNK_SIZE,
	pieceKey,
	sealPlan,
	type CompiledDigest,
	type Exclusion,
	type Piece,
	type Plan,
	type Reading,
} from './plan.ts';
import { shelfOf, type Shelf } from './shelf.ts';
import { Tally } from './tally.ts';

/** What a plan is made from. */
export interface Planning {
	readonly digest: DigestEntry;
	readonly compiled: Readonly<Record<string, CompiledDigest>>;
	readonly posts: readonly PostEntry[];
	/** All subscribers in the order of their ids, some hundred at a time. */
	readonly readers: AsyncIterable<readonly Reader[]>;
	readonly compiler: Pick<Compiler, 'pieces'>;
	readonly site: Site;
	readonly now: Instant;
}

/** The letter of one language, made ready to choose for its readers. */
interface Variant {
	readonly compiled: CompiledDigest;
	readonly shelf: Shelf;
	/** The HTML around the pieces, in bytes. */
	readonly fixedBytes: number;
}

/** Bytes that the links and signatures of one person take at most. */
const PERSONAL_BYTES = 512;

/**
 * Decides for every reader: a letter in their language with what is chosen for them, or nothing and why. Same input, same plan,
 * byte for byte. Readers come and go page by page, so that a large list takes little memory.
 */
export async function makePlan(planning: Planning): Promise<Plan> {
	const { digest, compiled, readers } = planning;
	const variants = variantsOf(planning);
	const [readings, excluded] = [new Parts<Reading>(), new Parts<Exclusion>()];
	const pieces: Record<string, Piece> = {};
	const groups: Record<string, string> = {};
	const tally = new Tally();
	for await (const page of readers) {
		const decided = page.map((reader) => decide(reader, variants, planning));
		await compilePieces(decided, pieces, planning);
		for (const one of decided) {
			const { id: person, email, name } = one.reader.person;
			const outcome = outcomeOf(one, pieces, digest);
			if (typeof outcome === 'string') {
				excluded.add({ person, email, reason: outcome });
				tally.exclude(outcome);
				continue;
			}
			const { lang, bytes, chosen } = outcome;
			const items: Record<string, readonly string[]> = {};
			for (const [slot, choices] of Object.entries(chosen)) {
				for (const { post, group } of choices) groups[post] = group;
				items[slot] = choices.map(({ post }) => post);
			}
			readings.add({ person, email, name, lang, items });
			tally.include(lang, items, bytes);
		}
	}
	const counts = tally.counts();
	const used = Object.keys(counts.languages);
	return sealPlan({
		digest: digest.group,
		templates: Object.fromEntries(Object.entries(compiled).filter(([lang]) => used.includes(lang))),
		pieces: Object.fromEntries(Object.entries(pieces).sort(([a], [b]) => (a < b ? -1 : 1))),
		groups,
		counts,
		parts: { readings: readings.done(), excluded: excluded.done() },
	});
}

function variantsOf({ digest, compiled, posts, site, now }: Planning): Map<string, Variant> {
	const today = dayOf(now, site.zone);
	return new Map(
		Object.entries(compiled).map(([lang, each]) => {
			const shelf = shelfOf(posts, { site, today, slots: slotsOf(digest, each) });
			return [lang, { compiled: each, shelf, fixedBytes: fixedBytesOf(each) }];
		}),
	);
}

/** The holes of a letter. What a correction corrects was just sent: its posts come again. */
export function slotsOf({ corrects }: DigestEntry, { items }: CompiledDigest): CompiledDigest['items'] {
	return corrects === undefined ? items : items.map((item) => ({ ...item, again: true }));
}

/** What is chosen for one reader, by slot. */
type Chosen = Readonly<Record<string, readonly Choice[]>>;

/** One reader, before the pieces of their letter are there: why they get nothing, or what is chosen for them. */
type Decided = { readonly reader: Reader } & (
	{ readonly reason: ExclusionReason } | { readonly variant: Variant; readonly chosen: Chosen }
);

function decide(
	reader: Reader,
	variants: ReadonlyMap<string, Variant>,
	{ digest, site, now }: Planning,
): Decided {
	const reason = exclusionOf(reader, digest, now);
	if (reason) return { reader, reason };
	const variant = variants.get(letterLanguage(reader.person.languages, site))!;
	return { reader, variant, chosen: choose(reader, variant.shelf) };
}

/** The language of a person's letters: the best of the site's for them, else the site's own. */
export function letterLanguage(languages: readonly string[], site: Pick<Site, 'lang' | 'languages'>): string {
	return bestLanguage(languages, site.languages) ?? site.lang;
}

/** Compiles what a page of readers needs and nobody before them needed. */
async function compilePieces(
	decided: readonly Decided[],
	pieces: Record<string, Piece>,
	{ compiler }: Planning,
): Promise<void> {
	const wanted = new Map<string, Map<string, PieceOrder>>();
	for (const one of decided) {
		if ('reason' in one) continue;
		const { lang, items } = one.variant.compiled;
		for (const { slot, note } of items) {
			for (const { post } of one.chosen[slot] ?? []) {
				const key = pieceKey(lang, slot, post);
				if (pieces[key]) continue;
				if (!wanted.has(lang)) wanted.set(lang, new Map());
				wanted.get(lang)!.set(key, { post, note });
			}
		}
	}
	for (const [lang, orders] of wanted) {
		const made = await compiler.pieces([...orders.values()], lang);
		for (const [index, key] of [...orders.keys()].entries()) pieces[key] = made[index]!;
	}
}

/**
 * One reader's letter and its bytes of HTML, or why they get nothing. Personal picks fall away from the end where the letter would
 * be heavier than mail programs like.
 */
function outcomeOf(
	decided: Decided,
	pieces: Readonly<Record<string, Piece>>,
	digest: DigestEntry,
): ExclusionReason | { readonly lang: string; readonly bytes: number; readonly chosen: Chosen } {
	if ('reason' in decided) return decided.reason;
	const { compiled, shelf, fixedBytes } = decided.variant;
	const { lang } = compiled;
	let { chosen } = decided;
	let bytes = fixedBytes + bytesOf(chosen, lang, pieces);
	if (bytes > WANTED_BYTES) {
		const slots = new Map(
			Object.entries(chosen).flatMap(([slot, all]) => all.map((choice) => [choice, slot] as const)),
		);
		const weigh = (choice: Choice) => size(pieces, pieceKey(lang, slots.get(choice)!, choice.post));
		chosen = fit(chosen, shelf, fixedBytes, weigh, WANTED_BYTES).chosen;
		bytes = fixedBytes + bytesOf(chosen, lang, pieces);
	}
	const posts = Object.values(chosen).reduce((sum, { length }) => sum + length, 0);
	return hasTooFew(posts, compiled, digest) ? 'would find nothing in it' : { lang, bytes, chosen };
}

/** Are these too few posts for a letter? A digest that has no place for posts is for its words. */
export function hasTooFew(
	posts: number,
	{ items }: CompiledDigest,
	{ atLeast }: Pick<DigestEntry, 'atLeast'>,
): boolean {
	return items.length > 0 && posts < atLeast;
}

function bytesOf(chosen: Chosen, lang: string, pieces: Readonly<Record<string, Piece>>): number {
	let sum = 0;
	for (const [slot, choices] of Object.entries(chosen))
		for (const { post } of choices) sum += size(pieces, pieceKey(lang, slot, post)) + 1;
	return sum;
}

const sizes = new WeakMap<Piece, number>();
function size(pieces: Readonly<Record<string, Piece>>, key: string): number {
	const piece = pieces[key]!;
	const known = sizes.get(piece);
	if (known !== undefined) return known;
	const bytes = Buffer.byteLength(piece.html);
	sizes.set(piece, bytes);
	return bytes;
}

function fixedBytesOf({ template }: CompiledDigest): number {
	const parts = template.html.map((part) => (typeof part === 'string' ? part : part.before + part.after));
	return Buffer.byteLength(parts.join('')) + PERSONAL_BYTES;
}

/** Values written down as JSON, 100 in a part. */
class Parts<T> {
	readonly #done: string[] = [];
	#open: T[] = [];

	add(value: T): void {
		this.#open.push(value);
		if (this.#open.length === CHUNK_SIZE) this.#close();
	}

	done(): string[] {
		if (this.#open.length) this.#close();
		return this.#done;
	}

	#close(): void {
		this.#done.push(JSON.stringify(this.#open));
		this.#open = [];
	}
}
