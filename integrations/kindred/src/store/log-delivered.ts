import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { Tables } from './schema.ts';

/** Whose letters: all of a chunk, or one reader's. */
export type Logged = { readonly chunk: number } | { readonly digest: string; readonly person: number };

/**
 * Letters that have left stand in their readers' logs once, whoever tells of them, and not in the log of somebody who was erased.
 * One statement, however many there are.
 */
export async function logDelivered(trx: Transaction<Tables>, which: Logged, at: Instant): Promise<void> {
	const where: RawBuilder<unknown> =
		'chunk' in which
			? sql`d.chunk_id = ${which.chunk}`
			: sql`d.digest = ${which.digest} and d.person_id = ${which.person}`;
	await sql`
		insert into interaction (person_id, at, kind, subject, detail, "key")
		select d.person_id, ${at}, 'delivered', 'digest:' || d.digest, '{"items":' || d.items || '}',
			'delivered:' || d.digest || ':' || d.person_id
		from delivery d join person p on p.id = d.person_id
		where ${where} and d.state = 'sent' and p.state <> 'forgotten'
		on conflict ("key") do nothing`.execute(trx);
}
