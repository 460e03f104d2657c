import type { Kysely, Selectable, Transaction } from 'kysely';
import { answerKey, type Answer, type AnswerStore } from '../reply/index.ts';
import { logInteraction } from './interaction.ts';
import { outgoingStore } from './outgoing.ts';
import type { AnswerTable, Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** What the author wrote to people. */
export function answerStore(db: Kysely<Tables>, engine: Engine): AnswerStore {
	return {
		keep: (answer, at, { log, letter }) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, answerKey(answer.contentHash));
				if (!(await isThere(trx, engine, answer.person))) return 'gone';
				const before = await trx
					.selectFrom('answer')
					.select('by')
					.where('content_hash', '=', answer.contentHash)
					.executeTakeFirst();
				if (before && before.by !== 'refused') return 'known';
				const { content_hash: hash, ...row } = rowOf(answer);
				await trx
					.insertInto('answer')
					.values({ content_hash: hash, ...row, created_at: at })
					// One that nobody would carry is tried anew.
					.onConflict((conflict) => conflict.column('content_hash').doUpdateSet(row))
					.execute();
				await logInteraction(trx, log);
				if (letter) await outgoingStore(trx, engine).keep(letter.key, letter.letter, at);
				return 'kept';
			}),
		async refused(key) {
			if (!key.startsWith(answerKey(''))) return;
			await inTransaction(db, async (trx) => {
				await lock(trx, engine, key);
				await trx
					.updateTable('answer')
					.set({ by: 'refused' })
					.where('content_hash', '=', key.slice(answerKey('').length))
					.execute();
				// It says that an answer left, and none has.
				await trx.deleteFrom('interaction').where('key', '=', key).execute();
			});
		},
		async byMessageId(ids) {
			if (ids.length === 0) return undefined;
			const rows = await db
				.selectFrom('answer')
				.selectAll()
				.where('message_id', 'in', ids)
				.where('by', '!=', 'refused')
				.orderBy('id')
				.execute();
			const first = ids.flatMap((id) => rows.find((row) => row.message_id === id) ?? [])[0];
			return first && answerOf(first);
		},
		async to(person) {
			const rows = await db
				.selectFrom('answer')
				.selectAll()
				.where('person_id', '=', person)
				.orderBy('at')
				.orderBy('id')
				.execute();
			return rows.map(answerOf);
		},
		acknowledge: (log, letter, since) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `acknowledge:${log.person}`);
				if (!(await isThere(trx, engine, log.person))) return false;
				const before = await trx
					.selectFrom('interaction')
					.select('id')
					.where('person_id', '=', log.person)
					.where('kind', '=', log.kind)
					.where('at', '>', since)
					.executeTakeFirst();
				if (before) return false;
				await logInteraction(trx, log);
				return outgoingStore(trx, engine).keep(letter.key, letter.letter, log.at);
			}),
	};
}

/** Who is being forgotten at this moment is waited for: nothing is kept of them afterwards. */
async function isThere(trx: Transaction<Tables>, engine: Engine, person: number): Promise<boolean> {
	const row = await trx
		.selectFrom('person')
		.select('state')
		.where('id', '=', person)
		.$if(engine === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	return row !== undefined && row.state !== 'forgotten';
}

function rowOf(answer: Omit<Answer, 'id'>) {
	return {
		person_id: answer.person,
		reply_id: answer.reply ?? null,
		message_id: answer.messageId ?? null,
		content_hash: answer.contentHash,
		at: answer.at,
		subject: answer.subject,
		text: answer.text,
		by: answer.by,
	};
}

function answerOf(row: Selectable<AnswerTable>): Answer {
	return {
		id: row.id,
		person: row.person_id,
		reply: row.reply_id ?? undefined,
		messageId: row.message_id ?? undefined,
		contentHash: row.content_hash,
		at: row.at,
		subject: row.subject,
		text: row.text,
		by: row.by as Answer['by'],
	};
}
