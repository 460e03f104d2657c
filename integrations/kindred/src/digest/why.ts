import { dayOf } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import { exclusionOf, type ExclusionReason } from './audience.ts';
import type { DigestEntry } from './entry.ts';
import { explain, type Verdict } from './explain.ts';
import type { Planned } from './index.ts';
import { hasTooFew, letterLanguage, slotsOf } from './planning.ts';
import { shelfOf } from './shelf.ts';

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
		const { person } = reader;
		const lang = letterLanguage(person.languages, site);
		const compiled = await compiler.digest(digest.group, site.languages);
		const shelf = shelfOf(posts, {
			site,
			today: dayOf(now(), site.zone),
			slots: slotsOf(digest, compiled[lang]!),
		});
		const articles = explain(reader, shelf);
		const inside = articles.filter((article) => article.in).length;
		const tooFew = hasTooFew(inside, compiled[lang]!, digest) ? 'would find nothing in it' : undefined;
		return { person, lang, excluded: exclusionOf(reader, digest, now()) ?? tooFew, articles };
	}
	return undefined;
}
