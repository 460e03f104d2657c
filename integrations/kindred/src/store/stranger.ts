import { randomBytes } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { after } from '../base/time.ts';
import { admit, compareTurns, isFlood, lastHour, mostWaiting, nextPlace } from '../person/index.ts';
import type { StrangerStore, Turn } from '../person/index.ts';
import { outgoingStore } from './outgoing.ts';
import type { Engine, Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';
import { inTransaction, lock } from './transaction.ts';

/** Settings: when letters left in the last hour; the salt of networks and since when; the flood we are in. */
const SENT = 'stranger-letters';
const SALT = 'network-salt';
export const FLOOD = 'flood';
/** Under which those are counted together whose network is not known. */
const UNKNOWN = 'unknown';
/** Attack: a new network for each letter. What is asked beyond it counts as asked for the first time. */
const MOST_NETWORKS = 20_000;

type Asking = Parameters<StrangerStore['ask']>[0];

/** Letters that strangers ask for, in the tables `signup`, `network` and `waiting`. */
export function strangerStore(db: Kysely<Tables>, engine: Engine): StrangerStore {
	/** One at a time: what is counted is what the next one sees. */
	const alone = <T>(work: (trx: Transaction<Tables>) => Promise<T>) =>
		inTransaction(db, async (trx) => {
			await lock(trx, engine, 'strangers');
			return work(trx);
		});
	return {
		ask: (asking) => alone((trx) => ask(trx, engine, asking)),
		async next(budget, at) {
			const place = nextPlace(await sentLately(db), budget, at);
			// Whose turn it is counts only when there is a place.
			const rows = place > at ? db.selectFrom('waiting').select(['email_hash', 'sealed']) : inTurn(db, 'asc');
			const row = await rows.limit(1).executeTakeFirst();
			return row && { place, waiting: { addressHash: row.email_hash, sealed: row.sealed } };
		},
		release: (waiting, letter, budget, at) =>
			alone(async (trx) => {
				const sent = await sentLately(trx);
				if (letter && nextPlace(sent, budget, at) > at) return false;
				const taken = await trx
					.deleteFrom('waiting')
					.where('email_hash', '=', waiting.addressHash)
					.where('sealed', '=', waiting.sealed)
					.returning('network')
					.executeTakeFirst();
				if (!taken) return false;
				if (!letter) return true;
				await writeSetting(trx, SENT, JSON.stringify([...lastHour(sent, at), at]));
				await countLetter(trx, waiting.addressHash, taken.network, at);
				await outgoingStore(trx, engine).keep(letter.key, letter.letter, at);
				return true;
			}),
	};
}

async function ask(trx: Transaction<Tables>, engine: Engine, asking: Asking) {
	const { waiting, budget, at } = asking;
	const dayAgo = after(at, { hours: -24 });
	await trx.deleteFrom('network').where('since', '<=', dayAgo).execute();
	await trx.deleteFrom('waiting').where('asked_at', '<=', dayAgo).execute();
	const hash = asking.network(await salt(trx, at));
	const network = hash ?? UNKNOWN;
	const { asked, letters } = await countAsk(trx, network, at);
	if (!waiting) return undefined;
	const turn: Turn = { asked, askedAt: at };
	const row = { email_hash: waiting.addressHash, network, sealed: waiting.sealed, asked_at: at };

	const known = await inTurn(trx, 'asc')
		.where('waiting.email_hash', '=', waiting.addressHash)
		.executeTakeFirst();
	if (known) {
		// Nobody can make an address wait longer by asking for it from a network that is at the end of the queue.
		if (known.network === network || compareTurns(turn, turnOf(known)) < 0) {
			await trx.updateTable('waiting').set(row).where('email_hash', '=', waiting.addressHash).execute();
		}
		return undefined;
	}
	const length = await countWaiting(trx);
	const isFull = length >= mostWaiting(budget);
	const worst = isFull ? await inTurn(trx, 'desc').limit(1).executeTakeFirst() : undefined;
	const toAddress = await lettersTo(trx, waiting.addressHash, at);
	const toNetwork = hash === undefined ? undefined : letters + (await countWaiting(trx, hash));
	const admission = admit(
		{ ...turn, toAddress, toNetwork },
		{ length, worst: worst && turnOf(worst) },
		budget,
	);
	if (admission === 'instead-of-worst' && worst)
		await trx.deleteFrom('waiting').where('email_hash', '=', worst.email_hash).execute();
	if (admission !== 'refuse') await trx.insertInto('waiting').values(row).execute();
	return noticeFlood(trx, engine, asking, admission === 'wait' ? length + 1 : length);
}

/** The waiting drafts with how often their network asked: those whose turn comes first first, or last. */
function inTurn(db: Kysely<Tables>, order: 'asc' | 'desc') {
	return db
		.selectFrom('waiting')
		.leftJoin('network', 'network.hash', 'waiting.network')
		.select(({ fn, val }) => [
			'waiting.email_hash',
			'waiting.network',
			'waiting.sealed',
			'waiting.asked_at',
			fn.coalesce('network.asked', val(1)).as('asked'),
		])
		.orderBy('asked', order)
		.orderBy('waiting.asked_at', order === 'asc' ? 'desc' : 'asc')
		.orderBy('waiting.email_hash');
}

const turnOf = (row: { asked: number; asked_at: string }): Turn => ({
	asked: row.asked,
	askedAt: row.asked_at,
});

async function sentLately(db: Kysely<Tables>): Promise<string[]> {
	return JSON.parse((await setting(db, SENT)) ?? '[]') as string[];
}

/** A salt that lives a day: afterwards nobody, not even we, can tell which networks the counts were of. */
async function salt(trx: Transaction<Tables>, at: string): Promise<string> {
	const [since = '', kept = ''] = ((await setting(trx, SALT)) ?? '').split(' ');
	if (since > after(at, { hours: -24 })) return kept;
	const made = randomBytes(32).toString('hex');
	await writeSetting(trx, SALT, `${at} ${made}`);
	return made;
}

async function countAsk(trx: Transaction<Tables>, hash: string, at: string) {
	const row = await trx
		.insertInto('network')
		.values({ hash, asked: 1, letters: 0, since: at })
		.onConflict((conflict) =>
			conflict.column('hash').doUpdateSet(({ eb }) => ({ asked: eb('network.asked', '+', 1) })),
		)
		.returning(['asked', 'letters'])
		.executeTakeFirstOrThrow();
	if (row.asked === 1) {
		const { count } = await trx
			.selectFrom('network')
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.executeTakeFirstOrThrow();
		if (count > MOST_NETWORKS) await trx.deleteFrom('network').where('hash', '=', hash).execute();
	}
	return row;
}

async function countWaiting(trx: Transaction<Tables>, network?: string): Promise<number> {
	const { count } = await trx
		.selectFrom('waiting')
		.$if(network !== undefined, (query) => query.where('network', '=', network!))
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.executeTakeFirstOrThrow();
	return count;
}

/** Letters to an address in the 24 hours that began with the first of them. */
async function lettersTo(trx: Transaction<Tables>, hash: string, at: string): Promise<number> {
	const row = await trx
		.selectFrom('signup')
		.select(['letters', 'asked_at'])
		.where('email_hash', '=', hash)
		.executeTakeFirst();
	return row && row.asked_at > after(at, { hours: -24 }) ? row.letters : 0;
}

async function countLetter(
	trx: Transaction<Tables>,
	hash: string,
	network: string,
	at: string,
): Promise<void> {
	const letters = await lettersTo(trx, hash, at);
	const next = { state: 'asked', letters: letters + 1, last_letter_at: at };
	await trx
		.insertInto('signup')
		.values({ email_hash: hash, asked_at: at, ...next })
		.onConflict((conflict) =>
			conflict.column('email_hash').doUpdateSet(letters ? next : { ...next, asked_at: at }),
		)
		.execute();
	// Hashes that no budget needs any more are not kept.
	await trx
		.deleteFrom('signup')
		.where('last_letter_at', '<', after(at, { hours: -24 }))
		.execute();
	await trx
		.updateTable('network')
		.set(({ eb }) => ({ letters: eb('letters', '+', 1) }))
		.where('hash', '=', network)
		.execute();
}

/** The flood we are in is remembered until a day was quiet; when one begins, the author is told. */
async function noticeFlood(trx: Transaction<Tables>, engine: Engine, asking: Asking, waiting: number) {
	const { budget, at, notice } = asking;
	if (!isFlood(waiting, budget)) return undefined;
	const flood = JSON.parse((await setting(trx, FLOOD)) ?? '{}') as { since?: string; last?: string };
	const goesOn = flood.since !== undefined && (flood.last ?? '') > after(at, { hours: -24 });
	const since = goesOn ? flood.since! : at;
	await writeSetting(trx, FLOOD, JSON.stringify({ since, last: at }));
	if (goesOn) return undefined;
	const letter = notice(since, waiting);
	await outgoingStore(trx, engine).keep(letter.key, letter.letter, at);
	return letter;
}
