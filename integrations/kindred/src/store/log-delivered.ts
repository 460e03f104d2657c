import type { Selectable, Transaction } from 'kysely';
import type { Instant } from '../base/time.ts';
import { deliveries } from './digest-rows.ts';
import type { DeliveryTable } from './digest-schema.ts';
import type { Tables } from './schema.ts';

/** A letter stands in its reader's log once, whoever tells of it, and not in the log of somebody who was erased. */
export async function logDelivered(
	trx: Transaction<Tables>,
	row: Pick<Selectable<DeliveryTable>, 'digest' | 'person_id' | 'items'>,
	at: Instant,
): Promise<void> {
	const person = await trx
		.selectFrom('person')
		.select('state')
		.where('id', '=', row.person_id)
		.executeTakeFirst();
	if (!person || person.state === 'forgotten') return;
	await trx
		.insertInto('interaction')
		.values(deliveries.logged(row.digest, row.person_id, row.items, at))
		.onConflict((conflict) => conflict.column('key').doNothing())
		.execute();
}
