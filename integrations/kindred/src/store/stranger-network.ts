import { randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import { after } from '../base/time.ts';
import type { NetworkHashes } from '../person/index.ts';
import type { Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';

/** A setting: the salt of networks and since when. */
const SALT = 'network-salt';
/** Under which those are counted together whose network is not known. */
const UNKNOWN: NetworkHashes = { network: 'unknown', wide: 'unknown' };
/** So many networks are counted, and so many wide ones. Attack: a new network for each letter. */
export const MOST_NETWORKS = 20_000;

/** What networks asked for and got lately, in the table `network`: small ones, and the wide ones they are part of. */
export async function countAsk(
	trx: Transaction<Tables>,
	hashes: (salt: string) => NetworkHashes | undefined,
	at: string,
) {
	const dayAgo = after(at, { hours: -24 });
	await trx.deleteFrom('network').where('wide', 'in', [0, 1]).where('since', '<=', dayAgo).execute();
	const known = hashes(await salt(trx, at));
	const { network, wide } = known ?? UNKNOWN;
	const ofNetwork = await countOne(trx, network, 0, at);
	const ofWide = await countOne(trx, wide, 1, at);
	return {
		isKnown: known !== undefined,
		network,
		wide,
		letters: ofNetwork.letters,
		turn: { wideLetters: ofWide.letters, wideAsked: ofWide.asked, asked: ofNetwork.asked, askedAt: at },
	};
}

/** A salt that lives a day: afterwards nobody, not even we, can tell which networks the counts were of. */
async function salt(trx: Transaction<Tables>, at: string): Promise<string> {
	const [since = '', kept = ''] = ((await setting(trx, SALT)) ?? '').split(' ');
	if (since > after(at, { hours: -24 })) return kept;
	const made = randomBytes(32).toString('hex');
	await writeSetting(trx, SALT, `${at} ${made}`);
	return made;
}

async function countOne(trx: Transaction<Tables>, hash: string, wide: number, at: string) {
	const row = await trx
		.insertInto('network')
		.values({ hash, wide, asked: 1, letters: 0, since: at })
		.onConflict((conflict) =>
			conflict.columns(['hash', 'wide']).doUpdateSet(({ eb }) => ({ asked: eb('network.asked', '+', 1) })),
		)
		.returning(['asked', 'letters'])
		.executeTakeFirstOrThrow();
	if (row.asked === 1) await dropOldest(trx, hash, wide);
	return row;
}

/** Makes room for a network that was just counted for the first time: counting never stops. */
async function dropOldest(trx: Transaction<Tables>, counted: string, wide: number): Promise<void> {
	const { count } = await trx
		.selectFrom('network')
		.select(({ fn }) => fn.countAll<number>().as('count'))
		.where('wide', '=', wide)
		.executeTakeFirstOrThrow();
	if (count <= MOST_NETWORKS) return;
	const oldest = trx
		.selectFrom('network')
		.select('hash')
		.where('wide', '=', wide)
		.where('hash', '!=', counted)
		.orderBy('since')
		.limit(count - MOST_NETWORKS);
	await trx.deleteFrom('network').where('wide', '=', wide).where('hash', 'in', oldest).execute();
}

/** Counts a letter for the network that asked for it, and the wide one around it. */
export async function countLetterOf(
	trx: Transaction<Tables>,
	{ network, wide }: NetworkHashes,
): Promise<void> {
	await trx
		.updateTable('network')
		.set(({ eb }) => ({ letters: eb('letters', '+', 1) }))
		.where((eb) => eb.or([eb.and({ hash: network, wide: 0 }), eb.and({ hash: wide, wide: 1 })]))
		.execute();
}
