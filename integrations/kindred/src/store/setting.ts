import type { Kysely } from 'kysely';
import type { Tables } from './schema.ts';

/** A small fact the store keeps for itself. */
export async function setting(db: Kysely<Tables>, key: string): Promise<string | undefined> {
	return (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value;
}

export async function writeSetting(db: Kysely<Tables>, key: string, value: string): Promise<void> {
	await db
		.insertInto('setting')
		.values({ key, value })
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
		.execute();
}
