/** A topic of one language. */
export interface Topic {
	readonly name: string;
	readonly slug: string;
	readonly count: number;
}

/** The URL segment of a tag: `Weak ties` → `weak-ties`. Letters of every script stay. */
export function topicSlug(tag: string): string {
	return tag
		.normalize('NFC')
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-|-$/g, '');
}

/** The topics of some posts, most written about first; tags that differ only in case or spacing are one. */
export function topicsOf(posts: readonly { tags: readonly string[] }[]): Topic[] {
	const topics = new Map<string, { name: string; slug: string; count: number }>();
	for (const post of posts) {
		for (const [slug, name] of new Map(post.tags.map((tag) => [topicSlug(tag), tag]))) {
			if (!slug) continue;
			const topic = topics.get(slug) ?? { name, slug, count: 0 };
			topics.set(slug, { ...topic, count: topic.count + 1 });
		}
	}
	return [...topics.values()].sort((a, b) => b.count - a.count || a.slug.localeCompare(b.slug));
}
