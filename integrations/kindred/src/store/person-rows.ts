import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Interaction, NewPerson, Person, PersonChange } from '../person/index.ts';
import type { InteractionTable, PersonTable, Tables } from './schema.ts';

type PersonRow = Selectable<PersonTable> & { email: string | null };

/** People with their main address, by id. */
export function personRows(db: Kysely<Tables>) {
	return db
		.selectFrom('person')
		.leftJoin('address', (join) =>
			join.onRef('address.person_id', '=', 'person.id').on('address.is_primary', '=', 1),
		)
		.selectAll('person')
		.select('address.email')
		.orderBy('person.id');
}

/** A person from their row. */
export function personOf(row: PersonRow): Person {
	return {
		id: row.id,
		state: row.state as Person['state'],
		name: row.name ?? '',
		email: row.email ?? '',
		languages: JSON.parse(row.languages) as string[],
		topics: JSON.parse(row.topics) as string[],
		frequency: row.frequency as Person['frequency'],
		zone: row.zone ?? undefined,
		circle: row.circle as Person['circle'],
		via: row.via ?? undefined,
		createdAt: row.created_at,
	};
}

/** A line of the log from its row. */
export function interactionOf(row: Selectable<InteractionTable>): Interaction {
	return {
		id: row.id,
		person: row.person_id,
		at: row.at,
		kind: row.kind as Interaction['kind'],
		subject: row.subject ?? undefined,
		detail: JSON.parse(row.detail) as Interaction['detail'],
		key: row.key ?? undefined,
	};
}

/** Writes somebody new and their address. */
export async function addPerson(db: Kysely<Tables>, person: NewPerson, at: string): Promise<Person> {
	const { id } = await db
		.insertInto('person')
		.values({
			state: person.state ?? 'contact',
			name: person.name || null,
			languages: JSON.stringify(person.languages ?? []),
			topics: JSON.stringify(person.topics ?? []),
			frequency: person.frequency ?? 'every',
			zone: person.zone ?? null,
			circle: person.circle ?? 'loose',
			via: person.via ?? null,
			created_at: at,
			updated_at: at,
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	await db
		.insertInto('address')
		.values({ email: person.email, person_id: id, is_primary: 1, created_at: at })
		.execute();
	return personOf(await personRows(db).where('person.id', '=', id).executeTakeFirstOrThrow());
}

/** The columns of a change; what it does not name stays. */
export function changeRow(change: PersonChange, at: string): Updateable<PersonTable> {
	const { state, name, languages, topics, frequency, zone, circle, via } = change;
	return {
		...(state && { state }),
		...(name !== undefined && { name: name || null }),
		...(languages && { languages: JSON.stringify(languages) }),
		...(topics && { topics: JSON.stringify(topics) }),
		...(frequency && { frequency }),
		...(zone !== undefined && { zone: zone || null }),
		...(circle && { circle }),
		...(via !== undefined && { via: via || null }),
		updated_at: at,
	};
}
