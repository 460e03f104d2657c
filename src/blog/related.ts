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

/**
 * For each post the `count` posts of its language that are nearest to it, best first: shared tags, and the cosine of their
 * words weighed by how rare these are in the blog (tf-idf). One pass; ties keep the given order.
 */
export function relatedPosts<T extends Comparable>(posts: readonly T[], count: number): Map<string, T[]> {
	const related = new Map<string, T[]>();
	for (const family of Map.groupBy(posts, (post) => post.lang).values()) {
		const vectors = weigh(family);
		family.forEach((post, i) => {
			const ranked = family
				.map((other, j) => ({ other, score: likeness(post, other, vectors[i]!, vectors[j]!) }))
				.filter(({ other, score }) => other.group !== post.group && score > 0)
				.sort((a, b) => b.score - a.score);
			related.set(post.id, ranked.slice(0, count).map(({ other }) => other));
		});
	}
	return related;
}

function likeness(a: Comparable, b: Comparable, words: Vector, others: Vector): number {
	const shared = a.tags.filter((tag) => b.tags.includes(tag)).length;
	return shared * TAG_WEIGHT + cosine(words, others);
}

type Vector = ReadonlyMap<string, number>;

/** Unit vectors of tf-idf weights. */
function weigh(posts: readonly Comparable[]): Vector[] {
	const counted = posts.map((post) => countTerms(`${post.title} ${post.title} ${post.body}`, post.lang));
	const spread = new Map<string, number>();
	for (const terms of counted) for (const term of terms.keys()) spread.set(term, (spread.get(term) ?? 0) + 1);
	return counted.map((terms) => {
		const weights = [...terms].map(
			([term, times]) => [term, (1 + Math.log(times)) * Math.log(posts.length / spread.get(term)!)] as const,
		);
		const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
		return new Map(weights.map(([term, weight]) => [term, weight / length]));
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

function cosine(a: Vector, b: Vector): number {
	const [small, large] = a.size < b.size ? [a, b] : [b, a];
	let sum = 0;
	for (const [term, weight] of small) sum += weight * (large.get(term) ?? 0);
	return sum;
}
