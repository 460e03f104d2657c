import type { Transaction } from 'kysely';
import type { Engine, Tables } from './schema.ts';

/**
 * Whose something is by now that was meant for a person: theirs, or that of whoever they were merged with meanwhile; nobody's, when
 * they were forgotten. Whoever merges or forgets them at this moment waits.
 */
export async function ownerNow(
	trx: Transaction<Tables>,
	engine: Engine,
	id: number | undefined,
): Promise<number | undefined> {
	if (id === undefined) return undefined;
	const row = await trx
		.selectFrom('person')
		.leftJoin('merged', 'merged.id', 'person.id')
		.select(['person.state', 'merged.person_id'])
		.where('person.id', '=', id)
		.$if(engine === 'postgres', (query) => query.forShare('person'))
		.executeTakeFirst();
	if (row?.state !== 'forgotten') return row && id;
	return ownerNow(trx, engine, row.person_id ?? undefined);
}
