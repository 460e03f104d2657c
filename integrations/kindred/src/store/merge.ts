import { sql, type Transaction } from 'kysely';
import type { Joined, Merged, Person } from '../person/index.ts';
import { emptyPerson } from './forget.ts';
import { logInteraction } from './interaction.ts';
import { moveInvitations } from './invitation-rows.ts';
import { changeRow } from './person-rows.ts';
import { moveRsvps } from './rsvp-rows.ts';
import type { Tables } from './schema.ts';

/**
 * Makes one person of two, both of whom nobody else changes meanwhile. The other's row stays empty behind them: letters of a
 * digest that both were sent stay counted, and links made for it lead to the one who is left.
 */
export async function mergeInto(
	trx: Transaction<Tables>,
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
	const events = await moveRsvps(trx, kept.id, other.id);
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
