import type { Kysely } from 'kysely';
import type { Reader } from '../digest/index.ts';
import { personStore } from './person.ts';
import type { Engine, Tables } from './schema.ts';

/** How many subscribers are read at once. */
const PAGE = 500;

/** All subscribers, by id, with the posts they had and when they were last written to, page by page. */
export async function* readersOf(db: Kysely<Tables>, engine: Engine): AsyncGenerator<readonly Reader[]> {
	const people = personStore(db, engine);
	for (let last = 0; ;) {
		const page = await people.subscribers({ after: last, most: PAGE });
		if (!page.length) return;
		const ids = page.map(({ id }) => id);
		const past = await db
			.selectFrom('delivery')
			.select(['person_id', 'digest', 'items', 'state', 'at'])
			.where('person_id', 'in', ids)
			.where('state', 'in', ['sent', 'pending', 'held'])
			.execute();
		const byPerson = Map.groupBy(past, ({ person_id }) => person_id);
		yield page.map((person): Reader => {
			const rows = byPerson.get(person.id) ?? [];
			const sent = rows.filter(({ state }) => state === 'sent').map(({ at }) => at);
			return {
				person,
				had: new Set(rows.flatMap(({ items }) => JSON.parse(items) as string[])),
				got: new Set(rows.map(({ digest }) => digest)),
				lastSent: sent.sort().at(-1),
			};
		});
		last = ids.at(-1)!;
	}
}
