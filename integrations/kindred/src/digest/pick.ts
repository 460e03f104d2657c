import { bestLanguage } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { PostEntry } from '../post/index.ts';
import type { CompiledDigest, Reader } from './plan.ts';

/** A post chosen for one reader, and why. */
export interface Choice {
	/** The entry in the language it is sent in. */
	readonly post: string;
	readonly group: string;
	readonly reason: string;
}

/**
 * Chooses for every hole of a digest what one reader gets: posts on the topics they chose, most in common first, then the
 * newest. Never one they had, never one the digest places by hand, never two translations of one article, and only in a
 * language they read. Somebody who chose no topics gets the newest.
 *
 * @param articles every article that may be picked, in its languages, by translation group
 */
export function choosePicks(
	{ person, had }: Pick<Reader, 'person' | 'had'>,
	articles: ReadonlyMap<string, readonly PostEntry[]>,
	compiled: Pick<CompiledDigest, 'placed' | 'picks'>,
	site: Pick<Site, 'lang'>,
): Record<string, Choice[]> {
	const reads = person.languages.length ? person.languages : [site.lang];
	const wanted = new Set(person.topics);
	const candidates = [...articles]
		.filter(([group]) => !had.has(group) && !compiled.placed.includes(group))
		.flatMap(([group, translations]) => {
			const lang = bestLanguage(
				reads,
				translations.map((post) => post.lang),
			);
			const post = translations.find((translation) => translation.lang === lang);
			const shared = post?.tags.filter((tag) => wanted.has(tag)) ?? [];
			return post && (shared.length || !wanted.size) ? [{ group, post, shared }] : [];
		})
		.sort(
			(a, b) =>
				b.shared.length - a.shared.length || compare(b.post.date, a.post.date) || compare(a.group, b.group),
		);
	const picks: Record<string, Choice[]> = {};
	for (const { slot, max } of compiled.picks) {
		picks[slot] = candidates.splice(0, max).map(({ group, post, shared }) => ({
			post: post.id,
			group,
			reason: shared.length ? `they chose ${shared.join(', ')}` : 'the newest they have not had',
		}));
	}
	return picks;
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
