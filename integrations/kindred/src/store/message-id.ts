import type { Kysely } from 'kysely';
import type { MessageIdStore } from '../inbox/index.ts';
import type { Tables } from './schema.ts';

/** Everything that left with a Message-ID: digests, single letters, and the author's answers. */
export function messageIdStore(db: Kysely<Tables>): MessageIdStore {
	return {
		async remember({ messageId, to, thing, at }) {
			const owner = await db
				.selectFrom('address')
				.select('person_id')
				.where('email', '=', to)
				.executeTakeFirst();
			// Letters to addresses that are nobody's yet leave no trace.
			if (!owner) return;
			await db
				.insertInto('sent_letter')
				.values({ message_id: messageId, person_id: owner.person_id, about: thing ?? null, at })
				.onConflict((conflict) => conflict.column('message_id').doNothing())
				.execute();
		},
		async byMessageId(ids) {
			if (ids.length === 0) return undefined;
			const found = [
				...(await deliveries(db, ids)),
				...(await singles(db, ids)),
				...(await answers(db, ids)),
			];
			return ids.flatMap((id) => found.find(({ messageId }) => messageId === id) ?? [])[0];
		},
	};
}

type Found = { messageId: string; person: number; about: string | undefined };

/** A mail server gives no id of its own: there the one we gave stands in the place of the provider's, in its brackets. */
async function deliveries(db: Kysely<Tables>, ids: readonly string[]): Promise<Found[]> {
	const own = ids.map((id) => `<${id}>`);
	const rows = await db
		.selectFrom('delivery')
		.select(['digest', 'person_id', 'message_id', 'provider_id'])
		.where(({ eb, or }) => or([eb('message_id', 'in', ids), eb('provider_id', 'in', own)]))
		.execute();
	return rows.map(({ digest, person_id, message_id, provider_id }) => ({
		messageId: message_id ?? provider_id!.slice(1, -1),
		person: person_id,
		about: `digest:${digest}`,
	}));
}

async function singles(db: Kysely<Tables>, ids: readonly string[]): Promise<Found[]> {
	const rows = await db.selectFrom('sent_letter').selectAll().where('message_id', 'in', ids).execute();
	return rows.map(({ message_id, person_id, about }) => ({
		messageId: message_id,
		person: person_id,
		about: about ?? undefined,
	}));
}

async function answers(db: Kysely<Tables>, ids: readonly string[]): Promise<Found[]> {
	const rows = await db
		.selectFrom('answer')
		.leftJoin('reply', 'reply.id', 'answer.reply_id')
		.select(['answer.message_id', 'answer.person_id', 'reply.about'])
		.where('answer.message_id', 'in', ids)
		.where('answer.by', '!=', 'refused')
		.execute();
	return rows.map(({ message_id, person_id, about }) => ({
		messageId: message_id!,
		person: person_id,
		about: about ?? undefined,
	}));
}
