import type { Kysely, Transaction } from 'kysely';
import type { Announcement, TellingLetter } from '../event/index.ts';
import { outgoingStore } from './outgoing.ts';
import type { Engine, Tables } from './schema.ts';

/** What was announced of an event; nothing when nothing was. */
export async function readAnnouncement(db: Kysely<Tables>, event: string): Promise<Announcement | undefined> {
	const row = await db.selectFrom('announcement').selectAll().where('event', '=', event).executeTakeFirst();
	return (
		row && {
			sequence: row.sequence,
			facts: row.facts === null ? undefined : (JSON.parse(row.facts) as Announcement['facts']),
			approved: row.approved ?? undefined,
			words: row.words ?? undefined,
		}
	);
}

/** Keeps letters to guests of an event to be handed over, and beside them what each guest knows by theirs. */
export async function keepLetters(
	trx: Transaction<Tables>,
	engine: Engine,
	{
		event,
		letters,
		at,
	}: { event: string; letters: readonly (TellingLetter & { readonly person: number })[]; at: string },
): Promise<void> {
	for (const { key, letter, told, person } of letters) {
		await outgoingStore(trx, engine).keep(key, letter, at);
		if (!told) continue;
		await trx
			.updateTable('rsvp')
			.set({ told: JSON.stringify(told) })
			.where('event', '=', event)
			.where('person_id', '=', person)
			.execute();
	}
}
