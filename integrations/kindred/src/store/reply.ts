import { sql, type Kysely, type Selectable } from 'kysely';
import { after } from '../base/time.ts';
import type { Kind, Reply, ReplyStore, Rung } from '../reply/index.ts';
import { logInteraction } from './interaction.ts';
import { ownerNow } from './owner.ts';
import { writeProposal } from './proposal.ts';
import type { Engine, ReplyTable, Tables } from './schema.ts';
import { setting, writeSetting } from './setting.ts';
import { inTransaction, lock } from './transaction.ts';

/** Providers repeat a call for a day or two; a mark is kept longer than that. */
const CALLS_LIVE = { days: 30 };
const obeyedMark = (hash: string) => `mail:${hash}`;
const callMark = (id: string) => `call:${id}`;
const placeKey = (mailbox: string) => `inbox:${mailbox}`;

/** Mails from readers in the database. */
export function replyStore(db: Kysely<Tables>, engine: Engine): ReplyStore {
	const seen = async (id: string) =>
		(await db.selectFrom('webhook_seen').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
	const mark = async (id: string, at: string) => {
		await db
			.insertInto('webhook_seen')
			.values({ id, at })
			.onConflict((conflict) => conflict.column('id').doNothing())
			.execute();
	};
	return {
		async known(hash) {
			const row = await db
				.selectFrom('reply')
				.select('id')
				.where('content_hash', '=', hash)
				.executeTakeFirst();
			return row !== undefined || seen(obeyedMark(hash));
		},
		keep: (reply, at, log, proposal) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `reply:${reply.contentHash}`);
				const before = await trx
					.selectFrom('reply')
					.select('id')
					.where('content_hash', '=', reply.contentHash)
					.executeTakeFirst();
				if (before) return { id: before.id, added: false };
				const person = await ownerNow(trx, engine, reply.person);
				if (reply.person !== undefined && person === undefined) return { id: 0, added: false, gone: true };
				const through = await ownerNow(trx, engine, reply.forwardedBy);
				const forwardedBy = through === person ? undefined : through;
				const owners = new Map([
					[reply.person, person],
					[reply.forwardedBy, forwardedBy],
				]);
				const { id } = await trx
					.insertInto('reply')
					.values(rowOf({ ...reply, person, forwardedBy }, at))
					.returning('id')
					.executeTakeFirstOrThrow();
				for (const entry of log?.(id) ?? []) {
					const whose = owners.has(entry.person) ? owners.get(entry.person) : entry.person;
					if (whose !== undefined) await logInteraction(trx, { ...entry, person: whose });
				}
				if (proposal && forwardedBy !== undefined)
					await writeProposal(trx, { ...proposal, person: forwardedBy, reply: id, at });
				return { id, added: true };
			}),
		obeyed: (hash, at) => mark(obeyedMark(hash), at),
		async byId(id) {
			const row = await db.selectFrom('reply').selectAll().where('id', '=', id).executeTakeFirst();
			return row && replyOf(row);
		},
		async byMessageId(ids) {
			if (ids.length === 0) return undefined;
			const rows = await db
				.selectFrom('reply')
				.selectAll()
				.where('message_id', 'in', ids)
				.orderBy('id')
				.execute();
			const first = ids.flatMap((id) => rows.find((row) => row.message_id === id) ?? [])[0];
			return first && replyOf(first);
		},
		async list({ waiting = false, most = 1000 }) {
			const rows = await db
				.selectFrom('reply')
				.selectAll()
				.$if(waiting, (query) =>
					query
						.where('kind', 'in', ['human', 'unsubscribe'])
						.where('person_id', 'is not', null)
						.where(noAnswerSince),
				)
				.orderBy('at', waiting ? 'asc' : 'desc')
				.orderBy('id', waiting ? 'asc' : 'desc')
				.limit(most)
				.execute();
			return rows.map(replyOf);
		},
		async forwardedBefore(person, from) {
			const row = await db
				.selectFrom('reply')
				.select('id')
				.where('forwarded_by', '=', person)
				.where('from_email', '=', from)
				.executeTakeFirst();
			return row !== undefined;
		},
		async receivedSoMany({ since, until, from }, many) {
			const row = await db
				.selectFrom('reply')
				.select('received_at')
				.where('received_at', '>', since)
				.where('received_at', '<=', until)
				.where('kind', 'in', ['human', 'unsubscribe', 'calendar'])
				.$if(from !== undefined, (query) => query.where('from_email', '=', from!))
				// Whether there are so many is known without counting those beyond.
				.limit(1)
				.offset(many - 1)
				.executeTakeFirst();
			return row !== undefined;
		},
		async by(person, most = 500) {
			const rows = await db
				.selectFrom('reply')
				.selectAll()
				.where('person_id', '=', person)
				.where('kind', 'in', ['human', 'unsubscribe', 'calendar'])
				.orderBy('at', 'desc')
				.orderBy('id', 'desc')
				.limit(most)
				.execute();
			return rows.toReversed().map(replyOf);
		},
		async subjectsOf(person, since = '') {
			const digests = await db
				.selectFrom('delivery')
				.select('digest')
				.where('person_id', '=', person)
				.where('at', '>=', since)
				.execute();
			const events = await db
				.selectFrom('rsvp')
				.select('event')
				.where('person_id', '=', person)
				.where('updated_at', '>=', since)
				.execute();
			return [
				...digests.map(({ digest }) => `digest:${digest}`),
				...events.map(({ event }) => `event:${event}`),
			];
		},
		sawCall: (id) => seen(callMark(id)),
		async rememberCall(id, at) {
			await mark(callMark(id), at);
			await db
				.deleteFrom('webhook_seen')
				.where('id', 'like', 'call:%')
				.where('at', '<', after(at, { days: -CALLS_LIVE.days }))
				.execute();
		},
		place: (mailbox) => setting(db, placeKey(mailbox)),
		rememberPlace: (mailbox, value) => writeSetting(db, placeKey(mailbox), value),
	};
}

/**
 * The author has neither answered nor been in touch since, whoever asked to leave has not left since, and the person may be
 * written to. Letters that programs of ours wrote do not count.
 */
const noAnswerSince = sql<boolean>`not exists (
	select 1 from interaction
	where interaction.person_id = reply.person_id and interaction.at >= reply.at
	and (interaction.kind in ('answered', 'touched') or (interaction.kind = 'left' and reply.kind = 'unsubscribe'))
) and exists (
	select 1 from person where person.id = reply.person_id and person.state not in ('complained', 'forgotten')
)`;

function rowOf(reply: Omit<Reply, 'id'>, at: string) {
	return {
		message_id: reply.messageId ?? null,
		content_hash: reply.contentHash,
		person_id: reply.person ?? null,
		forwarded_by: reply.forwardedBy ?? null,
		from_email: reply.from,
		at: reply.at,
		subject: reply.subject,
		text: reply.text,
		quoted: reply.quoted,
		signature: reply.signature,
		kind: reply.kind,
		reason: reply.reason,
		about: reply.about ?? null,
		verified: reply.verified ? 1 : 0,
		raw: reply.raw ?? null,
		created_at: at,
		rung: reply.rung ?? null,
		confidence: reply.confidence ?? null,
		proof: json(reply.proof),
		items: json(reply.items),
		pairs: json(reply.pairs),
		attachments: json(reply.attachments),
		back: reply.back ?? null,
		received_at: reply.receivedAt ?? null,
	} as const;
}

function replyOf(row: Selectable<ReplyTable>): Reply {
	return {
		id: row.id,
		messageId: row.message_id ?? undefined,
		contentHash: row.content_hash,
		person: row.person_id ?? undefined,
		forwardedBy: row.forwarded_by ?? undefined,
		from: row.from_email,
		at: row.at,
		subject: row.subject,
		text: row.text,
		quoted: row.quoted,
		signature: row.signature,
		kind: row.kind as Kind,
		reason: row.reason,
		about: row.about ?? undefined,
		verified: row.verified === 1,
		raw: row.raw ?? undefined,
		rung: (row.rung as Rung | null) ?? undefined,
		confidence: row.confidence ?? undefined,
		proof: parsed(row.proof),
		items: parsed(row.items),
		pairs: parsed(row.pairs),
		attachments: parsed(row.attachments),
		back: row.back ?? undefined,
		receivedAt: row.received_at ?? undefined,
	};
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
const parsed = <T>(text: string | null): T | undefined =>
	text === null ? undefined : (JSON.parse(text) as T);
