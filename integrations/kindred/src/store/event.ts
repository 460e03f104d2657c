import type { Kysely, Selectable, Transaction } from 'kysely';
import type { EventStore, Rsvp, Secrets, Settlement } from '../event/index.ts';
import type { Person } from '../person/index.ts';
import { logInteraction } from './interaction.ts';
import { ownerNow } from './owner.ts';
import { personOf, personRows } from './person-rows.ts';
import type { RsvpTable } from './event-schema.ts';
import type { Engine, Tables } from './schema.ts';
import { keepLetters, readAnnouncement } from './told.ts';
import { lock, sharedTransactions } from './transaction.ts';

/** Answers, seats and what only guests may see. */
export function eventStore(db: Kysely<Tables>, engine: Engine): EventStore {
	const shared = sharedTransactions(db, engine);
	return {
		ledger: (event) => readLedger(db, event),
		settle: (event, at, { key, person, decide, write }) =>
			shared(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				const settlement = decide(
					await readLedger(trx, event),
					key !== undefined && (await isLogged(trx, key)),
					await ownerNow(trx, engine, person),
				);
				await writeSettlement(trx, event, settlement, at);
				const announced = (await readAnnouncement(trx, event))?.sequence ?? 0;
				const letters = lettersTo(await readPeople(trx, settlement), settlement, (person, rsvp) => ({
					...write(person, rsvp, announced),
					person: person.id,
				}));
				await keepLetters(trx, engine, { event, letters, at });
				return { settlement, letters };
			}),
		async nextLapse(after) {
			const row = await db
				.selectFrom('rsvp')
				.select(({ fn }) => fn.min('until').as('next'))
				.where('until', '>', after)
				.where('seat', 'in', ['offered', 'invited'])
				.executeTakeFirst();
			return row?.next ?? undefined;
		},
		secrets: (event) => readSecrets(db, event),
		async keepSecrets(event, { joinUrl, address, note }, at) {
			const row = { join_url: joinUrl ?? null, address: address ?? null, note: note ?? null, updated_at: at };
			await db
				.insertInto('event_private')
				.values({ event, ...row })
				.onConflict((conflict) => conflict.column('event').doUpdateSet(row))
				.execute();
		},
	};
}

/** What only guests may see of an event; nothing when nothing was kept. */
export async function readSecrets(db: Kysely<Tables>, event: string): Promise<Secrets | undefined> {
	const row = await db.selectFrom('event_private').selectAll().where('event', '=', event).executeTakeFirst();
	return (
		row && {
			joinUrl: row.join_url ?? undefined,
			address: row.address ?? undefined,
			note: row.note ?? undefined,
		}
	);
}

/** Every answer to an event, by person. */
export async function readLedger(db: Kysely<Tables>, event: string): Promise<Rsvp[]> {
	const rows = await db
		.selectFrom('rsvp')
		.selectAll()
		.where('event', '=', event)
		.orderBy('person_id')
		.execute();
	return rows.map(rsvpOf);
}

function rsvpOf(row: Selectable<RsvpTable>): Rsvp {
	return {
		person: row.person_id,
		answer: row.answer as Rsvp['answer'],
		seat: row.seat as Rsvp['seat'],
		guests: row.guests,
		position: row.position ?? undefined,
		until: row.until ?? undefined,
		invited: row.invited ? true : undefined,
		answeredAt: row.answered_at,
		detail: row.detail === null ? undefined : (JSON.parse(row.detail) as Rsvp['detail']),
		told: row.told === null ? undefined : (JSON.parse(row.told) as Rsvp['told']),
	};
}

function rowOf({ answer, seat, guests, position, until, invited, answeredAt, detail, told }: Rsvp) {
	return {
		answer,
		seat,
		guests,
		position: position ?? null,
		until: until ?? null,
		invited: invited ? 1 : 0,
		answered_at: answeredAt,
		detail: detail ? JSON.stringify(detail) : null,
		told: told ? JSON.stringify(told) : null,
	};
}

async function isLogged(trx: Transaction<Tables>, key: string): Promise<boolean> {
	return (
		(await trx.selectFrom('interaction').select('id').where('key', '=', key).executeTakeFirst()) !== undefined
	);
}

/** Writes the rows and the lines of the log that a settlement changes. */
export async function writeSettlement(
	trx: Transaction<Tables>,
	event: string,
	{ rows, log }: Settlement,
	at: string,
): Promise<void> {
	for (const rsvp of rows) {
		const row = { ...rowOf(rsvp), updated_at: at };
		await trx
			.insertInto('rsvp')
			.values({ event, person_id: rsvp.person, ...row })
			.onConflict((conflict) => conflict.columns(['event', 'person_id']).doUpdateSet(row))
			.execute();
	}
	for (const entry of log) await logInteraction(trx, entry);
}

async function readPeople(trx: Transaction<Tables>, { tell }: Settlement): Promise<Person[]> {
	if (tell.length === 0) return [];
	return (
		await personRows(trx)
			.where(
				'person.id',
				'in',
				tell.map(({ person }) => person),
			)
			.execute()
	).map(personOf);
}

function lettersTo<L>(
	people: readonly Person[],
	{ tell }: Settlement,
	write: (person: Person, rsvp: Rsvp) => L,
): L[] {
	return tell.flatMap((rsvp) => {
		const person = people.find(({ id }) => id === rsvp.person);
		return person?.email ? [write(person, rsvp)] : [];
	});
}
