import type { Kysely } from 'kysely';
import type { Proposal, ProposalStore } from '../reply/index.ts';
import type { Tables } from './schema.ts';

/** Addresses that may be one person's, in the database. */
export function proposalStore(db: Kysely<Tables>): ProposalStore {
	return {
		async open(person) {
			const rows = await db
				.selectFrom('proposal')
				.selectAll()
				.where('state', '=', 'open')
				.$if(person !== undefined, (query) => query.where('person_id', '=', person!))
				.orderBy('at')
				.orderBy('id')
				.execute();
			return rows.map(({ person_id, email, reply_id, reason, at }) => ({
				person: person_id,
				email,
				reply: reply_id ?? undefined,
				reason,
				at,
			}));
		},
		async dismiss(person, email) {
			const { numUpdatedRows } = await db
				.updateTable('proposal')
				.set({ state: 'dismissed' })
				.where('person_id', '=', person)
				.where('email', '=', email)
				.where('state', '=', 'open')
				.executeTakeFirstOrThrow();
			return Number(numUpdatedRows) > 0;
		},
	};
}

/** Proposes an address once: what the author has decided about it stays decided. */
export async function writeProposal(
	db: Kysely<Tables>,
	{ person, email, reply, reason, at }: Proposal,
): Promise<void> {
	await db
		.insertInto('proposal')
		.values({ person_id: person, email, reply_id: reply ?? null, reason, state: 'open', at })
		.onConflict((conflict) => conflict.columns(['person_id', 'email']).doNothing())
		.execute();
}
