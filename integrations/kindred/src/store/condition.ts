import type { Kysely } from 'kysely';
import type { Instant } from '../base/time.ts';
import { FORGED } from '../inbox/index.ts';
import type { Tables } from './schema.ts';
import { setting } from './setting.ts';
import { STOPPED } from './mail.ts';
import { FLOOD } from './stranger.ts';

/** What in a store waits for its owner. */
export interface Condition {
	/** Why all mail is stopped, when it is. */
	readonly stopped: string | undefined;
	/** Batches whose fate nobody knows, by digest. */
	readonly held: Readonly<Record<string, number>>;
	/** Digests whose sending does not go on, with the reason. */
	readonly paused: Readonly<Record<string, string>>;
	/** Single letters that could not leave yet, and what was said about the last of them. */
	readonly late: { readonly letters: number; readonly error: string };
	/** Forms asked for far more letters than readers do: since when, and when last. */
	readonly flood: { readonly since?: Instant; readonly last?: Instant } | undefined;
	/** So many mails came to reply addresses that we did not sign. */
	readonly forged: number;
	/** Has a digest ever been handed over? */
	readonly hasSent: boolean;
}

/** Looks at a store of the newest schema without changing it. `since`: what is older than this is no news. */
export async function conditionOf(db: Kysely<Tables>, since: Instant = ''): Promise<Condition> {
	const held = await db
		.selectFrom('chunk')
		.select(({ fn }) => ['digest', fn.countAll<number>().as('n')])
		.where('state', '=', 'held')
		.groupBy('digest')
		.execute();
	const paused = await db
		.selectFrom('run')
		.select(['digest', 'reason'])
		.where('state', '=', 'paused')
		.execute();
	const late = await db
		.selectFrom('outgoing')
		.select(['last_error'])
		.where('attempts', '>', 0)
		.where('last_error', 'is not', null)
		.orderBy('id')
		.execute();
	const sent = await db
		.selectFrom('delivery')
		.select('digest')
		.where('state', '=', 'sent')
		.limit(1)
		.execute();
	const forged = await db
		.selectFrom('reply')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('created_at', '>=', since)
		.where('reason', 'like', `%${FORGED}%`)
		.executeTakeFirstOrThrow();
	const flood = await setting(db, FLOOD);
	return {
		stopped: await setting(db, STOPPED),
		held: Object.fromEntries(held.map(({ digest, n }) => [digest, Number(n)])),
		paused: Object.fromEntries(paused.map(({ digest, reason }) => [digest, reason ?? ''])),
		late: { letters: late.length, error: late.at(-1)?.last_error ?? '' },
		flood: flood === undefined ? undefined : (JSON.parse(flood) as Condition['flood']),
		forged: Number(forged.n),
		hasSent: sent.length > 0,
	};
}
