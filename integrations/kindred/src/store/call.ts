import type { Kysely, Transaction } from 'kysely';
import { after, type Instant } from '../base/time.ts';
import type { Tables } from './schema.ts';
import { together } from './together.ts';
import { inTransaction } from './transaction.ts';

/** A call of the provider about a mail that it has received. */
export interface ReceivedCall {
	/** The call's own id, the same when it is repeated. */
	readonly call: string;
	/** The mail's. */
	readonly mail: string;
}

/** Which mails the provider has told of, and which of them are still to be fetched. */
export interface CallStore {
	/**
	 * Writes down that a mail is to be fetched. `answered`: the call is answered by that, and need not come again. False when it
	 * was answered before: then nothing changes.
	 */
	note(told: ReceivedCall, how: { readonly answered: boolean; readonly at: Instant }): Promise<boolean>;
	/** The mail is filed: it is not to be fetched any more, and the call counts as answered. */
	filed(mail: string, how: { readonly call?: string | undefined; readonly at: Instant }): Promise<void>;
	/** Mails that are still to be fetched, the oldest first. Those that could not be had for three days are let go. */
	waiting(most: number, at: Instant): Promise<readonly string[]>;
}

/** Calls that come at once are written at once, so many at a time. */
const MOST_AT_ONCE = 100;
/** Resend repeats a call for a day and a half; a mail that could not be fetched by then is in no list any more. */
const WAITS_DAYS = 3;
/** Providers repeat a call for a day or two; that it was answered is remembered for longer. */
const ANSWERED_DAYS = 30;

const callMark = (call: string) => `call:${call}`;
const waitMark = (mail: string) => `fetch:${mail}`;

type Noted = Parameters<CallStore['note']>;
type Filed = Parameters<CallStore['filed']>;

/** Calls in the database. */
export function callStore(db: Kysely<Tables>): CallStore {
	const note = together(MOST_AT_ONCE, (all: readonly Noted[]) =>
		inTransaction(db, async (trx) => {
			const marks = all.map(([{ call }]) => callMark(call));
			const found = await trx.selectFrom('webhook_seen').select('id').where('id', 'in', marks).execute();
			const seen = new Set(found.map(({ id }) => id));
			const fresh = all.filter(([{ call }]) => !seen.has(callMark(call)));
			await write(
				trx,
				fresh.flatMap(([{ call, mail }, { answered, at }]) => [
					{ id: waitMark(mail), at },
					...(answered ? [{ id: callMark(call), at }] : []),
				]),
			);
			return all.map(([{ call }]) => !seen.has(callMark(call)));
		}),
	);
	const filed = together(MOST_AT_ONCE, (all: readonly Filed[]) =>
		inTransaction(db, async (trx) => {
			await write(
				trx,
				all.flatMap(([, { call, at }]) => (call === undefined ? [] : [{ id: callMark(call), at }])),
			);
			const marks = all.map(([mail]) => waitMark(mail));
			await trx.deleteFrom('webhook_seen').where('id', 'in', marks).execute();
			return all.map(() => undefined);
		}),
	);
	return {
		note: (...noted) => note(noted),
		filed: async (...one) => void (await filed(one)),
		async waiting(most, at) {
			const forget = (mark: string, age: number) =>
				db
					.deleteFrom('webhook_seen')
					.where('at', '<', after(at, { days: -age }))
					.where('id', 'like', `${mark}:%`)
					.execute();
			await forget('fetch', WAITS_DAYS);
			await forget('call', ANSWERED_DAYS);
			const rows = db.selectFrom('webhook_seen').select('id').where('id', 'like', 'fetch:%');
			const found = await rows.orderBy('at').orderBy('id').limit(most).execute();
			return found.map(({ id }) => id.slice('fetch:'.length));
		},
	};
}

async function write(trx: Transaction<Tables>, rows: readonly { id: string; at: string }[]): Promise<void> {
	if (rows.length === 0) return;
	const unique = [...new Map(rows.map((row) => [row.id, row])).values()];
	await trx
		.insertInto('webhook_seen')
		.values(unique)
		.onConflict((conflict) => conflict.column('id').doNothing())
		.execute();
}
