import type { Kysely, Transaction } from 'kysely';
import type { Decision, Interaction, Person, PersonStore } from '../person/index.ts';
import { forgetPerson, readEverything } from './forget.ts';
import { logInteraction } from './interaction.ts';
import { mergeInto } from './merge.ts';
import { addPerson, changeRow, interactionOf, personOf, personRows } from './person-rows.ts';
import { lockEventsOf } from './rsvp-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { suppress, suppressed } from './suppression.ts';
import { inTransaction, lock, sharedTransactions } from './transaction.ts';

/** People in the database. */
export function personStore(db: Kysely<Tables>, engine: Engine): PersonStore {
	const shared = sharedTransactions(db, engine);
	return {
		byId: (id) => byId(db, id),
		byEmail: (email) => byEmail(db, email),
		addressesOf: async (id) => {
			const rows = await db.selectFrom('address').select('email').where('person_id', '=', id).execute();
			return rows.map(({ email }) => email);
		},
		subscribers: async (page) => {
			const rows = personRows(db)
				.where('person.state', '=', 'subscribed')
				.$if(page !== undefined, (query) => query.where('person.id', '>', page!.after).limit(page!.most));
			return (await rows.execute()).map(personOf);
		},
		everybody: async () =>
			(await personRows(db).where('person.state', '!=', 'forgotten').execute()).map(personOf),
		add: (person, at) =>
			shared(db, async (trx) => {
				await lockAddress(trx, engine, person.email);
				const known = await byEmail(trx, person.email);
				if (known) return { person: known, added: false };
				return { person: await addPerson(trx, person, at), added: true };
			}),
		update: (id, change, at) =>
			inTransaction(db, async (trx) => {
				await trx
					.updateTable('person')
					.set(changeRow(change, at))
					.where('id', '=', id)
					.where('state', '!=', 'forgotten')
					.execute();
				return one(await personRows(trx).where('person.id', '=', id).execute());
			}),
		decide: (who, at, decide) => inTransaction(db, (trx) => decideIn(trx, engine, who, at, decide)),
		changeAddress: (id, email, at) => inTransaction(db, (trx) => changeAddress(trx, engine, id, email, at)),
		merge: (kept, other, at, join) =>
			inTransaction(db, async (trx) => {
				await lockEventsOf(trx, engine, [kept, other]);
				// In one order, whichever of them is kept: two merges at once do not wait for each other for ever.
				const [low, high] = [kept, other].toSorted((a, b) => a - b);
				const found = [await lockedPerson(trx, engine, low!), await lockedPerson(trx, engine, high!)];
				const [one, two] = [kept, other].map((id) => found.find((person) => person?.id === id));
				if (!one || !two || one.id === two.id) return { ok: false, reason: 'unknown' };
				return mergeInto(trx, { kept: one, other: two, joined: join(one, two), at });
			}),
		log: (entry) => logInteraction(db, entry),
		timeline: (id) => timeline(db, id),
		suppressed: (email) => suppressed(db, email),
		suppress: (email, reason, at) => inTransaction(db, (trx) => suppress(trx, engine, email, reason, at)),
		everything: (id) => readEverything(db, id),
		forget: (id, at, hashes) => inTransaction(db, (trx) => forgetPerson(trx, engine, id, at, hashes)),
	};
}

async function decideIn<T>(
	trx: Transaction<Tables>,
	engine: Engine,
	who: number | string,
	at: string,
	decide: (person: Person | undefined, past: readonly Interaction[]) => Decision<T>,
): Promise<T> {
	if (typeof who === 'string') await lockAddress(trx, engine, who);
	const known = await lockedPerson(trx, engine, who);
	const { answer, change, log = [] } = decide(known, known ? await timeline(trx, known.id) : []);
	let id = known?.id;
	if (change && id !== undefined) {
		await trx.updateTable('person').set(changeRow(change, at)).where('id', '=', id).execute();
	} else if (change && typeof who === 'string') {
		id = (await addPerson(trx, { ...change, email: who }, at)).id;
	}
	if (id !== undefined) for (const entry of log) await logInteraction(trx, { ...entry, person: id, at });
	return answer;
}

/** One person, whom nobody else changes until this transaction ends. SQLite has one writer anyway. */
async function lockedPerson(
	trx: Transaction<Tables>,
	engine: Engine,
	who: number | string,
): Promise<Person | undefined> {
	const id = (typeof who === 'number' ? await byId(trx, who) : await byEmail(trx, who))?.id;
	if (id === undefined) return undefined;
	if (engine === 'postgres') {
		await trx.selectFrom('person').select('id').where('id', '=', id).forUpdate().execute();
	}
	const person = one(await personRows(trx).where('person.id', '=', id).execute());
	return person?.state === 'forgotten' ? undefined : person;
}

async function changeAddress(
	trx: Transaction<Tables>,
	engine: Engine,
	id: number,
	email: string,
	at: string,
): Promise<'changed' | 'taken' | 'unknown'> {
	await lockAddress(trx, engine, email);
	const person = await lockedPerson(trx, engine, id);
	if (!person) return 'unknown';
	const owner = await trx
		.selectFrom('address')
		.select('person_id')
		.where('email', '=', email)
		.executeTakeFirst();
	if (owner && owner.person_id !== id) return 'taken';
	await trx.updateTable('address').set({ is_primary: 0 }).where('person_id', '=', id).execute();
	await trx
		.insertInto('address')
		.values({ email, person_id: id, is_primary: 1, created_at: at })
		.onConflict((conflict) => conflict.column('email').doUpdateSet({ is_primary: 1 }))
		.execute();
	await logInteraction(trx, { person: id, at, kind: 'address' });
	return 'changed';
}

async function timeline(db: Kysely<Tables>, id: number): Promise<Interaction[]> {
	const rows = await db
		.selectFrom('interaction')
		.selectAll()
		.where('person_id', '=', id)
		.orderBy('at')
		.orderBy('id')
		.execute();
	return rows.map(interactionOf);
}

/** Also by the id of somebody who was merged with them: links were signed for it. */
async function byId(db: Kysely<Tables>, id: number): Promise<Person | undefined> {
	const person = one(await personRows(db).where('person.id', '=', id).execute());
	if (person?.state !== 'forgotten') return person;
	const into = db.selectFrom('merged').select('person_id').where('id', '=', id);
	return one(await personRows(db).where('person.id', '=', into).execute()) ?? person;
}

async function byEmail(db: Kysely<Tables>, email: string): Promise<Person | undefined> {
	const owner = db.selectFrom('address').select('person_id').where('email', '=', email);
	return one(await personRows(db).where('person.id', '=', owner).execute());
}

/** A row may not be there yet, so it is the address that is locked. */
const lockAddress = (trx: Transaction<Tables>, engine: Engine, email: string) =>
	lock(trx, engine, `address:${email}`);

const one = (rows: readonly Parameters<typeof personOf>[0][]): Person | undefined =>
	rows[0] && personOf(rows[0]);
