import type { Kysely, Transaction } from 'kysely';
import { dayKinds, type AttendanceStore, type Entries } from '../event/index.ts';
import type { Interaction, KeyedLetter, Person } from '../person/index.ts';
import { readLedger } from './event.ts';
import { logInteraction } from './interaction.ts';
import { outgoingStore } from './outgoing.ts';
import { interactionOf, personOf, personRows } from './person-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** Who was reminded of an event, who came and who was thanked: lines of the log, written under the lock of the event. */
export function attendanceStore(db: Kysely<Tables>, engine: Engine): AttendanceStore {
	return {
		past: (event) => readPast(db, event),
		note: (event, at, { decide, write }) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				const entries = decide(await readLedger(trx, event), await readPast(trx, event));
				await undo(trx, event, entries);
				for (const line of entries.log) await logInteraction(trx, line);
				const letters = write ? lettersTo(await readPeople(trx, entries), write) : [];
				for (const { key, letter } of letters) await outgoingStore(trx, engine).keep(key, letter, at);
				return { entries, letters };
			}),
	};
}

async function readPast(db: Kysely<Tables>, event: string): Promise<Interaction[]> {
	const rows = await db
		.selectFrom('interaction')
		.selectAll()
		.where('kind', 'in', [...dayKinds])
		.where('subject', '=', `event:${event}`)
		.orderBy('at')
		.orderBy('id')
		.execute();
	return rows.map(interactionOf);
}

async function undo(trx: Transaction<Tables>, event: string, { undo: lines = [] }: Entries): Promise<void> {
	for (const { person, kind } of lines) {
		await trx
			.deleteFrom('interaction')
			.where('kind', '=', kind)
			.where('subject', '=', `event:${event}`)
			.where('person_id', '=', person)
			.execute();
	}
}

/** After their lines were written: whoever is being erased at this moment is waited for, and has no address then. */
async function readPeople(trx: Transaction<Tables>, { tell = [] }: Entries): Promise<Person[]> {
	if (!tell.length) return [];
	return (
		await personRows(trx)
			.where('person.id', 'in', [...tell])
			.execute()
	).map(personOf);
}

function lettersTo(people: readonly Person[], write: (person: Person) => KeyedLetter): KeyedLetter[] {
	return people.filter(({ email }) => email).map(write);
}
