import type { Kysely } from 'kysely';
import type { DigestStore } from '../digest/index.ts';
import { answeredItems } from './answered-items.ts';
import type { Tables } from './schema.ts';

/** What a draft begins with: the articles that anybody was ever sent, and how many answers each has had. */
export async function pastOf(db: Kysely<Tables>): ReturnType<DigestStore['past']> {
	const letters = await db
		.selectFrom('delivery')
		.select('items')
		.distinct()
		.where('state', '=', 'sent')
		.execute();
	const answers = await db
		.selectFrom('interaction')
		.select(['subject', 'detail'])
		.where('kind', '=', 'replied')
		.where(({ eb, or }) => or([eb('subject', 'like', 'post:%'), eb('subject', 'like', 'digest:%')]))
		.execute();
	const about = new Map<string, number>();
	for (const { post, share } of answers.flatMap(answeredItems))
		about.set(post, (about.get(post) ?? 0) + share);
	return {
		sent: new Set(letters.flatMap(({ items }) => JSON.parse(items) as string[])),
		// Less than half an answer is none.
		answers: new Map([...about].map(([post, n]) => [post, Math.round(n)])),
	};
}
