import type { Kysely, Transaction } from 'kysely';
import type { AnnouncementStore, GuestBooks } from '../event/index.ts';
import { readLedger, readSecrets, writeSettlement } from './event.ts';
import { logInteraction } from './interaction.ts';
import { personOf, personRows } from './person-rows.ts';
import type { AnnouncementTable } from './event-schema.ts';
import type { Engine, Tables } from './schema.ts';
import { keepLetters, readAnnouncement } from './told.ts';
import { inTransaction, lock } from './transaction.ts';

/** What was announced of events. A plan is carried out under the lock that every answer to its event takes. */
export function announcementStore(db: Kysely<Tables>, engine: Engine): AnnouncementStore {
	return {
		books: (event) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				return readBooks(trx, event);
			}),
		async answered() {
			const rows = await db.selectFrom('rsvp').select('event').distinct().orderBy('event').execute();
			return rows.map(({ event }) => event);
		},
		approve: (event, approved, sequence, at) => write(db, event, { approved, sequence, updated_at: at }),
		say: (event, words, sequence, at) => write(db, event, { words: words || null, sequence, updated_at: at }),
		announce: (event, at, decide) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				const decision = decide(await readBooks(trx, event));
				const { writes } = decision;
				if (!writes) return decision;
				const { freed, log, letters, announced } = writes;
				const { sequence, facts, words } = announced;
				await writeSettlement(trx, event, freed, at);
				for (const entry of log) await logInteraction(trx, entry);
				await keepLetters(trx, engine, { event, letters, at });
				await write(trx, event, {
					sequence,
					facts: JSON.stringify(facts),
					approved: null,
					words: words ?? null,
					updated_at: at,
				});
				return decision;
			}),
	};
}

async function readBooks(trx: Transaction<Tables>, event: string): Promise<GuestBooks> {
	const guests = trx.selectFrom('rsvp').select('person_id').where('event', '=', event);
	return {
		ledger: await readLedger(trx, event),
		people: (await personRows(trx).where('person.id', 'in', guests).execute()).map(personOf),
		announced: await readAnnouncement(trx, event),
		secrets: await readSecrets(trx, event),
	};
}

async function write(
	db: Kysely<Tables>,
	event: string,
	row: Pick<AnnouncementTable, 'sequence' | 'updated_at'> & Partial<AnnouncementTable>,
): Promise<void> {
	const { sequence, ...known } = row;
	await db
		.insertInto('announcement')
		.values({ facts: null, approved: null, words: null, faded_at: null, ...row, event })
		.onConflict((conflict) =>
			conflict.column('event').doUpdateSet(row.facts === undefined ? known : { ...known, sequence }),
		)
		.execute();
}
