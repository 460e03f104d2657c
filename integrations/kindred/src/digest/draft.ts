import type { PlainDate } from '../base/time.ts';
import type { PostEntry } from '../post/index.ts';

/**
 * A digest file to begin with: the posts that are new since the last digest, each with an empty note, then the personal picks,
 * the events and a question. Only front matter and parts: the words are the author's.
 */
export function draftDigest({
	date,
	title,
	posts,
	since,
	lang,
}: {
	date: PlainDate;
	title: string;
	posts: readonly PostEntry[];
	since: PlainDate;
	lang: string;
}): string {
	const fresh = posts
		.filter((post) => post.lang === lang && post.digest && post.date > since && post.date <= date)
		.sort((a, b) => (a.date < b.date ? 1 : -1));
	const picks = fresh.map(
		({ group, title: name }) => `{/* ${name.replaceAll('*/', '')} */}\n<Post id="${group}" />`,
	);
	return `---
title: ${JSON.stringify(title)}
date: ${date}
draft: true
---

${picks.length ? picks.join('\n\n') : '{/* Nothing new since the last digest. */}'}

<ForYou max={3} />

<Events upcoming />

<Ask>What would you like to answer?</Ask>
`;
}
