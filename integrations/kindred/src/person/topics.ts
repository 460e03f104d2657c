/** More boxes than this are not read; the ones most written about come first. */
const MAX_OFFERED = 16;

/** The topics a form offers: those of the blog, most written about first, and what the person has chosen already. */
export function topicsOffered(
	posts: readonly { readonly tags: readonly string[] }[],
	chosen: readonly string[] = [],
): string[] {
	const counts = new Map<string, number>();
	for (const tag of posts.flatMap(({ tags }) => tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
	const ranked = [...counts]
		.sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
		.map(([tag]) => tag);
	return [...new Set([...chosen, ...ranked.slice(0, MAX_OFFERED)])];
}
