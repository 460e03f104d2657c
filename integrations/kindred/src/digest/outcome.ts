import { bestLanguage } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import { dayOf, type Instant } from '../base/time.ts';
import { WANTED_BYTES } from '../base/weight.ts';
import type { PostEntry } from '../post/index.ts';
import type { ExclusionReason, Reader } from './audience.ts';
import type { DigestEntry } from './entry.ts';
import type { Compiler, PieceOrder } from './index.ts';
import { choose, fit, type Choice } from './pick.ts';
import { pieceKey, type CompiledDigest, type Piece } from './plan.ts';
import { shelfOf, type Shelf } from './shelf.ts';

/** What every reader's letter is chosen from. */
export interface Basis {
	readonly digest: DigestEntry;
	readonly compiled: Readonly<Record<string, CompiledDigest>>;
	readonly posts: readonly PostEntry[];
	readonly site: Site;
	readonly now: Instant;
}

/** The letter of one language, made ready to choose for its readers. */
export interface Variant {
	readonly compiled: CompiledDigest;
	readonly shelf: Shelf;
	/** The HTML around the pieces, in bytes. */
	readonly fixedBytes: number;
}

/** What is chosen for one reader, by slot. */
export type Chosen = Readonly<Record<string, readonly Choice[]>>;

/** One reader's letter before the pieces of it are there, so that nobody knows how heavy it is. */
export interface Draft {
	readonly variant: Variant;
	readonly chosen: Chosen;
}

/** One reader's letter. */
export interface Letter {
	readonly chosen: Chosen;
	/** What fell away because the letter would have been too heavy. */
	readonly dropped: readonly Choice[];
	/** Of its HTML. */
	readonly bytes: number;
	/** Why it is not sent after all. */
	readonly reason?: ExclusionReason | undefined;
}

/** Bytes that the links and signatures of one person take at most. */
const PERSONAL_BYTES = 512;

/** The letter in every language it was compiled for. */
export function variantsOf({
	digest: { corrects },
	compiled,
	posts,
	site,
	now,
}: Basis): ReadonlyMap<string, Variant> {
	const today = dayOf(now, site.zone);
	return new Map(
		Object.entries(compiled).map(([lang, each]) => {
			// What a correction corrects was just sent: its posts come again.
			const slots =
				corrects === undefined ? each.items : each.items.map((item) => ({ ...item, again: true }));
			const shelf = shelfOf(posts, { site, today, slots });
			return [lang, { compiled: each, shelf, fixedBytes: fixedBytesOf(each) }];
		}),
	);
}

/** Chooses for one reader, in the best of the site's languages for them, or else the site's own. */
export function draftFor(
	reader: Pick<Reader, 'person' | 'had'>,
	variants: ReadonlyMap<string, Variant>,
	site: Pick<Site, 'lang' | 'languages'>,
): Draft {
	const variant = variants.get(bestLanguage(reader.person.languages, site.languages) ?? site.lang)!;
	return { variant, chosen: choose(reader, variant.shelf) };
}

/** Compiles what some readers need and nobody before them needed. */
export async function compilePieces(
	drafts: readonly Draft[],
	pieces: Record<string, Piece>,
	compiler: Pick<Compiler, 'pieces'>,
): Promise<void> {
	const wanted = new Map<string, Map<string, PieceOrder>>();
	for (const { variant, chosen } of drafts) {
		const { lang, items } = variant.compiled;
		for (const { slot, note } of items) {
			for (const { post } of chosen[slot] ?? []) {
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

/** One reader's letter, light enough for mail programs: personal picks fall away from the end until it is. */
export function letterOf(
	{ variant: { compiled, shelf, fixedBytes }, chosen: all }: Draft,
	pieces: Readonly<Record<string, Piece>>,
	digest: Pick<DigestEntry, 'atLeast'>,
): Letter {
	const { lang, items } = compiled;
	let chosen = all;
	let dropped: readonly Choice[] = [];
	let bytes = fixedBytes + bytesOf(chosen, lang, pieces);
	if (bytes > WANTED_BYTES) {
		const slots = new Map(
			Object.entries(all).flatMap(([slot, choices]) => choices.map((choice) => [choice, slot] as const)),
		);
		const weigh = (choice: Choice) => size(pieces, pieceKey(lang, slots.get(choice)!, choice.post));
		({ chosen, dropped } = fit(all, shelf, fixedBytes, weigh, WANTED_BYTES));
		bytes = fixedBytes + bytesOf(chosen, lang, pieces);
	}
	const posts = Object.values(chosen).reduce((sum, { length }) => sum + length, 0);
	// A digest that has no place for posts is for its words.
	const reason = items.length > 0 && posts < digest.atLeast ? 'would find nothing in it' : undefined;
	return { chosen, dropped, bytes, reason };
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
