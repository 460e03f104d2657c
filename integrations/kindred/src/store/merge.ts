import { sql, type Transaction } from 'kysely';
import type { Joined, Merged, Person } from '../person/index.ts';
import { emptyPerson } from './forget.ts';
import { logInteraction } from './interaction.ts';
import { moveInvitations } from './invitation-rows.ts';
import { changeRow } from './person-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { lock } from './transaction.ts';

/**
 * Makes one person of two, both of whom nobody else changes meanwhile. The other's row stays empty behind them: letters of a
 * digest that both were sent stay counted, and links made for it lead to the one who is left.
 */
export async function mergeInto(
	trx: Transaction<Tables>,
	engine: Engine,
	{ kept, other, joined, at }: { kept: Person; other: Person; joined: Joined; at: string },
): Promise<Merged> {
	const both = [kept.id, other.id];
	const onItsWay = await trx
		.selectFrom('delivery')
		.select('digest')
		.where('person_id', 'in', both)
		.where('state', 'in', ['pending', 'held'])
		.executeTakeFirst();
	if (onItsWay) return { ok: false, reason: 'on-its-way', digest: onItsWay.digest };
	const emails = await moveAddresses(trx, kept, other, joined);
	const events = await moveRsvps(trx, engine, kept.id, other.id);
	await moveInvitations(trx, kept.id, other.id);
	await moveMails(trx, kept.id, other.id, emails);
	await moveRest(trx, kept.id, other.id);
	await trx.updateTable('person').set(changeRow(joined.change, at)).where('id', '=', kept.id).execute();
	await trx
		.updateTable('person')
		.set({ created_at: [kept.createdAt, other.createdAt].toSorted()[0]! })
		.where('id', '=', kept.id)
		.execute();
	await emptyPerson(trx, other.id, at);
	const text = `Merged with #${other.id}: ${emails.join(', ')}`;
	await logInteraction(trx, { person: kept.id, at, kind: 'noted', detail: { text } });
	return { ok: true, events };
}

/** Both keep their addresses; one of them is the main one. */
async function moveAddresses(
	trx: Transaction<Tables>,
	kept: Person,
	other: Person,
	{ main }: Joined,
): Promise<string[]> {
	const moved = await trx
		.selectFrom('address')
		.select('email')
		.where('person_id', '=', other.id)
		.orderBy('email')
		.execute();
	await trx
		.updateTable('address')
		.set({ is_primary: 0 })
		.where('person_id', 'in', [kept.id, other.id])
		.execute();
	await trx.updateTable('address').set({ person_id: kept.id }).where('person_id', '=', other.id).execute();
	await trx
		.updateTable('address')
		.set({ is_primary: 1 })
		.where('email', '=', (main === 'kept' ? kept : other).email)
		.execute();
	return moved.map(({ email }) => email);
}

/** Where both answered, a seat counts more than none, and else the answer of the one who is kept. Names the events of the others. */
async function moveRsvps(
	trx: Transaction<Tables>,
	engine: Engine,
	kept: number,
	other: number,
): Promise<string[]> {
	const rows = await trx
		.selectFrom('rsvp')
		.select(['event', 'person_id', 'seat'])
		.where('person_id', 'in', [kept, other])
		.orderBy('event')
		.execute();
	const twice: string[] = [];
	for (const [event, answers] of Map.groupBy(rows, (row) => row.event)) {
		await lock(trx, engine, `event:${event}`);
		const [own, theirs] = [kept, other].map((id) => answers.find(({ person_id }) => person_id === id));
		if (!theirs) continue;
		const loser = own && (theirs.seat === 'seated' && own.seat !== 'seated' ? kept : other);
		if (loser !== undefined) {
			await trx.deleteFrom('rsvp').where('event', '=', event).where('person_id', '=', loser).execute();
			twice.push(event);
		}
		await trx
			.updateTable('rsvp')
			.set({ person_id: kept })
			.where('event', '=', event)
			.where('person_id', '=', other)
			.execute();
	}
	return twice;
}

/** What they wrote and were answered. A letter they passed on to themselves was not passed on. */
async function moveMails(
	trx: Transaction<Tables>,
	kept: number,
	other: number,
	emails: readonly string[],
): Promise<void> {
	for (const table of ['reply', 'answer', 'sent_letter', 'interaction'] as const)
		await trx.updateTable(table).set({ person_id: kept }).where('person_id', '=', other).execute();
	await trx.updateTable('reply').set({ forwarded_by: kept }).where('forwarded_by', '=', other).execute();
	const own = await trx
		.updateTable('reply')
		.set({ forwarded_by: null })
		.where('forwarded_by', '=', kept)
		.where('person_id', '=', kept)
		.returning('content_hash')
		.execute();
	for (const { content_hash: hash } of own)
		await trx
			.deleteFrom('interaction')
			.where('key', '=', `forward:${hash.slice(0, 40)}`)
			.execute();
	await sql`delete from proposal where person_id = ${other} and email in (
		select email from proposal where person_id = ${kept})`.execute(trx);
	await trx.updateTable('proposal').set({ person_id: kept }).where('person_id', '=', other).execute();
	if (emails.length)
		await trx
			.updateTable('proposal')
			.set({ state: 'merged' })
			.where('person_id', '=', kept)
			.where('email', 'in', [...emails])
			.execute();
}

/** The ledger of digests, where only one of them stands in it, and who was merged before. */
async function moveRest(trx: Transaction<Tables>, kept: number, other: number): Promise<void> {
	await sql`update delivery set person_id = ${kept} where person_id = ${other} and digest not in (
		select digest from delivery where person_id = ${kept})`.execute(trx);
	await trx.updateTable('merged').set({ person_id: kept }).where('person_id', '=', other).execute();
	await trx.insertInto('merged').values({ id: other, person_id: kept }).execute();
}
