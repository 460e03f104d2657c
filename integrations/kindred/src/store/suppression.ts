import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { keyedHash } from '../base/hash.ts';
import type { Engine, Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';
import { lock } from './transaction.ts';

/** The setting that holds the salt. It lives with the hashes, so that a changed secret does not free anybody's address. */
const SALT = 'suppression-salt';

/** Did this address ask never to be written to again, or complain? */
export async function suppressed(db: Kysely<Tables>, email: string): Promise<boolean> {
	const salt = await setting(db, SALT);
	if (!salt) return false;
	const row = await db
		.selectFrom('suppression')
		.select('email_hash')
		.where('email_hash', '=', keyedHash(salt, email))
		.executeTakeFirst();
	return row !== undefined;
}

/** Those of some addresses that did. */
export async function suppressedAmong(
	db: Kysely<Tables>,
	emails: readonly string[],
): Promise<ReadonlySet<string>> {
	const salt = emails.length ? await setting(db, SALT) : undefined;
	if (!salt) return new Set();
	const byHash = new Map(emails.map((email) => [keyedHash(salt, email), email]));
	const rows = await db
		.selectFrom('suppression')
		.select('email_hash')
		.where('email_hash', 'in', [...byHash.keys()])
		.execute();
	return new Set(rows.map((row) => byHash.get(row.email_hash)!));
}

/** Keeps a salted hash of an address, so that it is never written to again. The salt is made with the first. */
export async function suppress(
	trx: Transaction<Tables>,
	engine: Engine,
	email: string,
	reason: string,
	at: string,
): Promise<void> {
	await lock(trx, engine, SALT);
	let salt = await setting(trx, SALT);
	if (!salt) {
		salt = randomBytes(32).toString('hex');
		await writeSetting(trx, SALT, salt);
	}
	await trx
		.insertInto('suppression')
		.values({ email_hash: keyedHash(salt, email), reason, at })
		.onConflict((conflict) => conflict.column('email_hash').doNothing())
		.execute();
}
