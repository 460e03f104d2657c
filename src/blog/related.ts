/** What two posts are compared by. */
export interface Comparable {
	readonly id: string;
	readonly lang: string;
	readonly group: string;
	readonly title: string;
	readonly tags: readonly string[];
	readonly body: string;
}

/** One shared tag weighs as much as this much cosine similarity of the words. */
const TAG_WEIGHT = 0.12;
/** Words of three letters and fewer say little in alphabets. */
const MIN_LETTERS = 4;

/** The words that mark a post most; the rest add time and little else. */
const MOST_TERMS = 60;

/**
 * For each post the `count` posts of its language that are nearest to it, best first: shared tags, and the cosine of their
 * words weighed by how rare these are in the blog (tf-idf). Ties keep the given order. Only posts that share something are
 * compared, so that a thousand posts take about a second.
 */
export function relatedPosts<T extends Comparable>(posts: readonly T[], count: number): Map<string, T[]> {
	const related = new Map<string, T[]>();
	for (const family of Map.groupBy(posts, (post) => post.lang).values()) {
		const vectors = weigh(family);
		const sharing = indexOf(vectors);
		family.forEach((post, i) => {
			const scores = new Float64Array(family.length);
			for (const [term, weight] of vectors[i]!) {
				for (const [j, other] of sharing.get(term)!) scores[j]! += weight * other;
			}
			const ranked = family
				.map((other, j) => ({ other, score: scores[j]! + TAG_WEIGHT * shared(post.tags, other.tags) }))
				.filter(({ other, score }) => other.group !== post.group && score > 0)
				.sort((a, b) => b.score - a.score);
			related.set(
				post.id,
				ranked.slice(0, count).map(({ other }) => other),
			);
		});
	}
	return related;
}

function shared(some: readonly string[], others: readonly string[]): number {
	return some.filter((tag) => others.includes(tag)).length;
}

/** The weight of each term, heaviest first, of length one. */
type Vector = readonly (readonly [term: string, weight: number])[];

/** Which posts have a term, and how heavily. */
function indexOf(vectors: readonly Vector[]): Map<string, [post: number, weight: number][]> {
	const index = new Map<string, [number, number][]>();
	vectors.forEach((vector, i) => {
		for (const [term, weight] of vector) {
			const having = index.get(term);
			if (having) having.push([i, weight]);
			else index.set(term, [[i, weight]]);
		}
	});
	return index;
}

/** Vectors of tf-idf weights. */
function weigh(posts: readonly Comparable[]): Vector[] {
	const counted = posts.map((post) => countTerms(`${post.title} ${post.title} ${post.body}`, post.lang));
	const spread = new Map<string, number>();
	for (const terms of counted) for (const term of terms.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
	return counted.map((terms) => {
		const weights = [...terms]
			.map(
				([term, times]) =>
					[term, (1 + Math.log(times)) * Math.log(posts.length / spread.get(term)!)] as const,
			)
			.filter(([, weight]) => weight > 0)
			.sort((a, b) => b[1] - a[1])
			.slice(0, MOST_TERMS);
		const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
		return weights.map(([term, weight]) => [term, weight / length] as const);
	});
}

/** Words of alphabets; pairs of characters where words are not spaced. */
export function countTerms(text: string, lang: string): Map<string, number> {
	const terms = new Map<string, number>();
	const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1);
	for (const [run] of text.toLocaleLowerCase(lang).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
		if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(run)) {
			const letters = [...run];
			for (let i = 0; i + 1 < letters.length; i++) add(letters[i]! + letters[i + 1]!);
		} else if (run.length >= MIN_LETTERS) {
			add(run);
		}
	}
	return terms;
}
