import type { Kysely } from 'kysely';
import type { NewInteraction } from '../person/index.ts';
import type { Tables } from './schema.ts';

/** Writes a line into a person's log. False when a line with its key is there already: twice is once. */
export async function logInteraction(db: Kysely<Tables>, entry: NewInteraction): Promise<boolean> {
	const { person, at, kind, subject, detail = {}, key } = entry;
	const written = await db
		.insertInto('interaction')
		.values({
			person_id: person,
			at,
			kind,
			subject: subject ?? null,
			detail: JSON.stringify(detail),
			key: key ?? null,
		})
		.onConflict((conflict) => conflict.column('key').doNothing())
		.executeTakeFirst();
	return Number(written.numInsertedOrUpdatedRows ?? 0) > 0;
}
