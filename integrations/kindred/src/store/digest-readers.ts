import type { Kysely } from 'kysely';
import type { Reader } from '../digest/index.ts';
import { personStore } from './person.ts';
import type { Engine, Tables } from './schema.ts';

/** All subscribers, by id, with the posts they had and when they were last written to. */
export async function readersOf(db: Kysely<Tables>, engine: Engine, digest: string): Promise<Reader[]> {
	const people = await personStore(db, engine).subscribers();
	const past = await db
		.selectFrom('delivery')
		.select(['person_id', 'digest', 'items', 'state', 'at'])
		.where('state', 'in', ['sent', 'pending', 'held'])
		.orderBy('person_id')
		.execute();
	const byPerson = Map.groupBy(past, ({ person_id }) => person_id);
	return people.map((person) => {
		const rows = byPerson.get(person.id) ?? [];
		const sent = rows.filter(({ state }) => state === 'sent').map(({ at }) => at);
		return {
			person,
			had: new Set(rows.flatMap(({ items }) => JSON.parse(items) as string[])),
			lastSent: sent.sort().at(-1),
			served: rows.some((row) => row.digest === digest),
		};
	});
}
