import type { Kysely, Selectable, Transaction } from 'kysely';
import { tagValue } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import {
	afterWord,
	awaitsWord,
	type DeliveryOutcome,
	type DeliveryStore,
	type DeliveryWord,
	type Fate,
	type Standing,
} from '../digest/index.ts';
import { heldChunksOf, resolveHeldOf, settleIfKnown } from './held.ts';
import { logDelivered } from './log-delivered.ts';
import { recipientsOf } from './recipients.ts';
import { sentLetters } from './sent-letter.ts';
import type { DeliveryTable } from './digest-schema.ts';
import type { Engine, Tables } from './schema.ts';
import { together } from './together.ts';
import { inTransaction } from './transaction.ts';

/** Words that come at once are written at once, so many at a time; nobody else waits long for the ledger. */
const MOST_WORDS = 100;

type Row = Selectable<DeliveryTable>;

/** What webhooks, the author and a run that goes on learn about letters that have left. */
export function deliveryStore(db: Kysely<Tables>, engine: Engine): DeliveryStore {
	const hear = together(MOST_WORDS, (all: readonly { word: DeliveryWord; at: Instant }[]) =>
		inTransaction(db, async (trx) => {
			const lines = [];
			for (const { word, at } of all) lines.push(await hearOne(trx, engine, word, at));
			return lines;
		}),
	);
	return {
		hear: (word, at) => hear({ word, at }),

		async fatesOf(person, most) {
			const rows = await db
				.selectFrom('delivery')
				.select(['outcome', 'outcome_at'])
				.where('person_id', '=', person)
				.where('outcome', 'is not', null)
				.orderBy('outcome_at', 'desc')
				.limit(most)
				.execute();
			return rows.map(({ outcome, outcome_at }) => ({ outcome: outcome!, at: outcome_at! }));
		},

		letterOf: sentLetters(db),
		heldChunks: (digest) => heldChunksOf(db, digest),
		resolveHeld: (digest, verdict, at) => resolveHeldOf(db, engine, digest, verdict, at),
		recipients: (digest) => recipientsOf(db, digest),
	};
}

async function hearOne(
	trx: Transaction<Tables>,
	engine: Engine,
	word: DeliveryWord,
	at: Instant,
): Promise<{ digest: string; person: number } | undefined> {
	const row = await meant(trx, engine, word);
	if (!row) return undefined;
	const after = afterWord(standingOf(row), word);
	if (after) await write(trx, row, after, at);
	return { digest: row.digest, person: row.person_id };
}

/**
 * The line a word is about: by the id the provider gave, else by whom it went to and the label of the digest, for a run that
 * was cut off before it learnt the id, or whose answer the word has overtaken.
 */
async function meant(
	trx: Transaction<Tables>,
	engine: Engine,
	{ providerId, to, tags }: DeliveryWord,
): Promise<Row | undefined> {
	const known = await lockable(trx, engine).where('provider_id', '=', providerId).executeTakeFirst();
	if (known || tags['stream'] !== 'digest' || !tags['thing'] || to.length === 0) return known;
	const owners = trx.selectFrom('address').select('person_id').where('email', 'in', to);
	const rows = await lockable(trx, engine).where('person_id', 'in', owners).execute();
	// Whoever held the line meanwhile may have written the id there.
	const told = rows.find((row) => row.provider_id === providerId);
	return (
		told ??
		rows.find((row) => tagValue(`digest:${row.digest}`) === tags['thing'] && awaitsWord(standingOf(row)))
	);
}

/** Lines that nobody else writes until this transaction ends. SQLite has one writer anyway. */
function lockable(trx: Transaction<Tables>, engine: Engine) {
	return trx
		.selectFrom('delivery')
		.selectAll()
		.$if(engine === 'postgres', (query) => query.forUpdate());
}

function standingOf(row: Row): Standing {
	return {
		state: row.state as Standing['state'],
		providerId: row.provider_id ?? undefined,
		messageId: row.message_id ?? undefined,
		fate: row.outcome === null ? undefined : fateOf(row),
	};
}

function fateOf({ outcome, outcome_at, reason }: Row): Fate {
	return { outcome: outcome as DeliveryOutcome, at: outcome_at ?? '', reason: reason ?? '' };
}

async function write(
	trx: Transaction<Tables>,
	row: Row,
	{ state, providerId, messageId, fate }: Standing,
	at: Instant,
): Promise<void> {
	const isNew = row.state !== 'sent';
	await trx
		.updateTable('delivery')
		.set({
			state,
			provider_id: providerId ?? null,
			message_id: messageId ?? null,
			outcome: fate?.outcome ?? null,
			outcome_at: fate?.at ?? null,
			reason: fate?.reason || null,
			...(isNew ? { at } : {}),
		})
		.where('digest', '=', row.digest)
		.where('person_id', '=', row.person_id)
		.execute();
	if (!isNew) return;
	await logDelivered(trx, { digest: row.digest, person: row.person_id }, at);
	if (row.chunk_id !== null) await settleIfKnown(trx, row.chunk_id, at);
}
