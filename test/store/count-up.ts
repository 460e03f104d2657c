import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { inTransaction, lock } from '../../integrations/kindred/src/store/transaction.ts';

/**
 * Read a number from the store and write one more: loses counts wherever two transactions run into each
 * other.
 */
export async function countUp({ db, engine }: Pick<Store, 'db' | 'engine'>): Promise<void> {
	await inTransaction(db, async (trx) => {
		await lock(trx, engine, 'count');
		const row = await trx.selectFrom('setting').select('value').where('key', '=', 'count').executeTakeFirst();
		const value = String(Number(row?.value ?? 0) + 1);
		await trx
			.insertInto('setting')
			.values({ key: 'count', value })
			.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
			.execute();
	});
}

/** What has been counted so far. */
export async function counted({ db }: Pick<Store, 'db'>): Promise<number> {
	const row = await db.selectFrom('setting').select('value').where('key', '=', 'count').executeTakeFirst();
	return Number(row?.value ?? 0);
}
