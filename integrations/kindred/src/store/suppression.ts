import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { keyedHash } from '../base/hash.ts';
import { after } from '../base/time.ts';
import type { LetterBudget } from '../person/index.ts';
import type { Engine, Tables } from './schema.ts';
import { lock } from './transaction.ts';

/** The setting that holds the salt. It lives with the hashes, so that a changed secret does not free anybody's address. */
const SALT = 'suppression-salt';
/** The settings that count the letters of the current hour: `2026-11-22T09 17`. */
const hourOf = ({ counts }: LetterBudget) => `${counts}-letters`;

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
		await write(trx, SALT, salt);
	}
	await trx
		.insertInto('suppression')
		.values({ email_hash: keyedHash(salt, email), reason, at })
		.onConflict((conflict) => conflict.column('email_hash').doNothing())
		.execute();
}

/** Counts one letter to an address if it has had few enough in 24 hours, and everybody together in this hour. */
export async function allowLetter(
	trx: Transaction<Tables>,
	engine: Engine,
	hash: string,
	budget: LetterBudget,
	at: string,
): Promise<boolean> {
	const hourly = hourOf(budget);
	await lock(trx, engine, 'letter-budget');
	const row = await trx.selectFrom('signup').selectAll().where('email_hash', '=', hash).executeTakeFirst();
	const sameDay = row !== undefined && row.asked_at > after(at, { hours: -24 });
	const letters = sameDay ? row.letters : 0;
	const [hour, count] = ((await setting(trx, hourly)) ?? '').split(' ');
	const thisHour = hour === at.slice(0, 13) ? Number(count) : 0;
	if (letters >= budget.perAddress || thisHour >= budget.perHour) return false;

	await write(trx, hourly, `${at.slice(0, 13)} ${thisHour + 1}`);
	const next = {
		state: 'asked',
		asked_at: sameDay ? row.asked_at : at,
		letters: letters + 1,
		last_letter_at: at,
	};
	await trx
		.insertInto('signup')
		.values({ email_hash: hash, ...next })
		.onConflict((conflict) => conflict.column('email_hash').doUpdateSet(next))
		.execute();
	// Hashes that no budget needs any more are not kept.
	await trx
		.deleteFrom('signup')
		.where('last_letter_at', '<', after(at, { days: -30 }))
		.execute();
	return true;
}

async function setting(db: Kysely<Tables>, key: string): Promise<string | undefined> {
	return (await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst())?.value;
}

async function write(db: Kysely<Tables>, key: string, value: string): Promise<void> {
	await db
		.insertInto('setting')
		.values({ key, value })
		.onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
		.execute();
}
