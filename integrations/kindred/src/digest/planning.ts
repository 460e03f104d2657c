import { exclusionOf, type ExclusionReason, type Reader } from './audience.ts';
import type { Compiler } from './index.ts';
import {
	compilePieces,
	draftFor,
	letterOf,
	variantsOf,
	type Basis,
	type Draft,
	type Variant,
} from './outcome.ts';
import { CHUNK_SIZE, sealPlan, type Exclusion, type Piece, type Plan, type Reading } from './plan.ts';
import { Tally } from './tally.ts';

/** What a plan is made from. */
export interface Planning extends Basis {
	/** All subscribers in the order of their ids, some hundred at a time. */
	readonly readers: AsyncIterable<readonly Reader[]>;
	readonly compiler: Pick<Compiler, 'pieces'>;
}

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
		await compilePieces(
			decided.flatMap(({ draft }) => draft ?? []),
			pieces,
			planning.compiler,
		);
		for (const { reader, reason, draft } of decided) {
			const { id: person, email, name } = reader.person;
			const letter = draft && letterOf(draft, pieces, digest);
			const without = reason ?? letter!.reason;
			if (without) {
				excluded.add({ person, email, reason: without });
				tally.exclude(without);
				continue;
			}
			const { chosen, bytes } = letter!;
			const { lang } = draft!.variant.compiled;
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

/** One reader: why they get nothing, or what would be in their letter. */
interface Decided {
	readonly reader: Reader;
	readonly reason?: ExclusionReason | undefined;
	readonly draft?: Draft | undefined;
}

function decide(
	reader: Reader,
	variants: ReadonlyMap<string, Variant>,
	{ digest, site, now }: Planning,
): Decided {
	const reason = exclusionOf(reader, digest, now);
	return reason ? { reader, reason } : { reader, draft: draftFor(reader, variants, site) };
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
