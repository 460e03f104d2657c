import type { Kysely } from 'kysely';
import type { DigestStore } from '../digest/index.ts';
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
		.select(({ fn }) => ['subject', fn.countAll<number>().as('n')])
		.where('kind', '=', 'replied')
		.where('subject', 'like', 'post:%')
		.groupBy('subject')
		.execute();
	return {
		sent: new Set(letters.flatMap(({ items }) => JSON.parse(items) as string[])),
		answers: new Map(answers.map(({ subject, n }) => [subject!.slice('post:'.length), Number(n)])),
	};
}
