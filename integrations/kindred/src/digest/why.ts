import type { Person } from '../person/index.ts';
import { exclusionOf, type ExclusionReason } from './audience.ts';
import type { DigestEntry } from './entry.ts';
import { explain, type Verdict } from './explain.ts';
import type { Planned } from './index.ts';
import { compilePieces, draftFor, letterOf, variantsOf } from './outcome.ts';
import type { Piece } from './plan.ts';

/** Why one reader gets what they get. */
export interface ReaderReasons {
	readonly person: Person;
	readonly lang: string;
	/** Why they get nothing at all. */
	readonly excluded?: ExclusionReason | undefined;
	/** Every article, with the reason why it is in their letter or not. */
	readonly articles: readonly Verdict[];
}

/** The reasons for one reader; nothing when nobody who is subscribed is meant. */
export async function reasonsFor(
	digest: DigestEntry,
	isMeant: (person: Person) => boolean,
	{ site, posts, store, compiler, now }: Planned,
): Promise<ReaderReasons | undefined> {
	for await (const page of store.readers()) {
		const reader = page.find(({ person }) => isMeant(person));
		if (!reader) continue;
		const compiled = await compiler.digest(digest.group, site.languages);
		const draft = draftFor(reader, variantsOf({ digest, compiled, posts, site, now: now() }), site);
		const pieces: Record<string, Piece> = {};
		await compilePieces([draft], pieces, compiler);
		const { dropped, reason } = letterOf(draft, pieces, digest);
		return {
			person: reader.person,
			lang: draft.variant.compiled.lang,
			excluded: exclusionOf(reader, digest, now()) ?? reason,
			articles: explain(reader, draft.variant.shelf, dropped),
		};
	}
	return undefined;
}
