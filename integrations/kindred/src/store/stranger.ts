import type { Kysely, Transaction } from 'kysely';
import { after } from '../base/time.ts';
import { admit, isFlood, lastHour, mostWaiting, nextPlace } from '../person/index.ts';
import type { LetterBudget, NetworkHashes, StrangerStore, Turn } from '../person/index.ts';
import { outgoingStore } from './outgoing.ts';
import type { Engine, Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';
import { countAsk, countLetterOf } from './stranger-network.ts';
import { inTransaction, lock } from './transaction.ts';

/** Settings: when letters left in the last hour; the flood we are in. */
const SENT = 'stranger-letters';
export const FLOOD = 'flood';

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
			const rows =
				place > at ? db.selectFrom('waiting').select(['email_hash', 'kind', 'sealed']) : inTurn(db, 'asc');
			const row = await rows.limit(1).executeTakeFirst();
			if (!row) return undefined;
			return { place, waiting: { addressHash: row.email_hash, kind: row.kind, sealed: row.sealed } };
		},
		release: (waiting, letter, budget, at) =>
			alone(async (trx) => {
				const sent = await sentLately(trx);
				if (letter && nextPlace(sent, budget, at) > at) return false;
				const taken = await trx
					.deleteFrom('waiting')
					.where('email_hash', '=', waiting.addressHash)
					.where('kind', '=', waiting.kind)
					.where('sealed', '=', waiting.sealed)
					.returning(['network', 'wide'])
					.executeTakeFirst();
				if (!taken) return false;
				if (!letter) return true;
				await writeSetting(trx, SENT, JSON.stringify([...lastHour(sent, at), at]));
				await countLetter(trx, waiting.addressHash, taken, budget, at);
				await outgoingStore(trx, engine).keep(letter.key, letter.letter, at);
				return true;
			}),
	};
}

async function ask(trx: Transaction<Tables>, engine: Engine, asking: Asking) {
	const { waiting, budget, at } = asking;
	await trx
		.deleteFrom('waiting')
		.where('asked_at', '<=', after(at, { hours: -24 }))
		.execute();
	const { isKnown, network, wide, letters, turn } = await countAsk(trx, asking.network, at);
	if (!waiting) return undefined;
	const { addressHash, kind, sealed } = waiting;
	// Asked for once more: the newest wish counts, in the place of the first.
	const again = await trx
		.updateTable('waiting')
		.set({ sealed })
		.where((eb) => eb.and({ email_hash: addressHash, kind, network }))
		.returning('kind')
		.executeTakeFirst();
	if (again) return undefined;
	const length = await countWaiting(trx);
	const isFull = length >= mostWaiting(budget);
	const worst = isFull ? await inTurn(trx, 'desc').limit(1).executeTakeFirst() : undefined;
	const toAddress = await lettersTo(trx, addressHash, at);
	const toNetwork = isKnown ? letters + (await countWaiting(trx, network)) : undefined;
	const admission = admit(
		{ ...turn, toAddress, toNetwork },
		{ length, worst: worst && turnOf(worst) },
		budget,
	);
	if (admission === 'instead-of-worst' && worst)
		await trx.deleteFrom('waiting').where('sealed', '=', worst.sealed).execute();
	if (admission !== 'refuse')
		await trx
			.insertInto('waiting')
			.values({ email_hash: addressHash, kind, network, wide, sealed, asked_at: at })
			.execute();
	return noticeFlood(trx, engine, asking, admission === 'wait' ? length + 1 : length);
}

/** The waiting drafts with what decides their turn: those whose turn comes first first, or last. See `compareTurns`. */
function inTurn(db: Kysely<Tables>, order: 'asc' | 'desc') {
	return db
		.selectFrom('waiting')
		.leftJoin('network as small', (join) =>
			join.onRef('small.hash', '=', 'waiting.network').on('small.wide', '=', 0),
		)
		.leftJoin('network as large', (join) =>
			join.onRef('large.hash', '=', 'waiting.wide').on('large.wide', '=', 1),
		)
		.select(({ fn, val }) => [
			'waiting.email_hash',
			'waiting.kind',
			'waiting.sealed',
			'waiting.asked_at',
			fn.coalesce('large.letters', val(0)).as('wide_letters'),
			fn.coalesce('large.asked', val(1)).as('wide_asked'),
			fn.coalesce('small.asked', val(1)).as('asked'),
		])
		.orderBy('wide_letters', order)
		.orderBy('wide_asked', order)
		.orderBy('asked', order)
		.orderBy('waiting.asked_at', order === 'asc' ? 'desc' : 'asc')
		.orderBy('waiting.sealed');
}

const turnOf = (
	row: Record<'wide_letters' | 'wide_asked' | 'asked', number> & { asked_at: string },
): Turn => ({
	wideLetters: row.wide_letters,
	wideAsked: row.wide_asked,
	asked: row.asked,
	askedAt: row.asked_at,
});

async function sentLately(db: Kysely<Tables>): Promise<string[]> {
	return JSON.parse((await setting(db, SENT)) ?? '[]') as string[];
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
	networks: NetworkHashes,
	{ perAddress }: LetterBudget,
	at: string,
): Promise<void> {
	const letters = (await lettersTo(trx, hash, at)) + 1;
	const next = { state: 'asked', letters, last_letter_at: at };
	await trx
		.insertInto('signup')
		.values({ email_hash: hash, asked_at: at, ...next })
		.onConflict((conflict) =>
			conflict.column('email_hash').doUpdateSet(letters > 1 ? next : { ...next, asked_at: at }),
		)
		.execute();
	// However many networks asked for it, an address has its share and no more.
	if (letters >= perAddress) await trx.deleteFrom('waiting').where('email_hash', '=', hash).execute();
	// Hashes that no budget needs any more are not kept.
	await trx
		.deleteFrom('signup')
		.where('last_letter_at', '<', after(at, { hours: -24 }))
		.execute();
	await countLetterOf(trx, networks);
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
