import type { Insertable } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { FrozenChunk, Plan, Reading } from '../digest/index.ts';
import type { DeliveryTable, InteractionTable } from './schema.ts';

export type Delivery = Insertable<DeliveryTable>;

/** The rows of the ledger. */
export const deliveries = {
	/** One for every reader of a chunk that is about to be sent. */
	pending(plan: Plan, chunk: FrozenChunk, id: number, at: Instant): Delivery[] {
		return chunk.readings.map((reading, seq) => ({
			digest: plan.digest,
			person_id: reading.person,
			chunk_id: id,
			seq,
			lang: reading.lang,
			items: JSON.stringify(itemsOf(plan, reading)),
			state: 'pending',
			reason: null,
			provider_id: null,
			at,
			outcome: null,
			outcome_at: null,
			message_id: null,
		}));
	},

	/** One for everybody who gets nothing; those who got this digest already have a row. */
	excluded(plan: Plan, at: Instant): Delivery[] {
		return plan.excluded
			.filter(({ reason }) => reason !== 'got it already')
			.map(({ person, reason }) => ({
				digest: plan.digest,
				person_id: person,
				chunk_id: null,
				seq: null,
				lang: '',
				items: '[]',
				state: 'excluded',
				reason,
				provider_id: null,
				at,
				outcome: null,
				outcome_at: null,
				message_id: null,
			}));
	},

	/** The line in a person's log. */
	logged(digest: string, person: number, items: string, at: Instant): Insertable<InteractionTable> {
		return {
			person_id: person,
			at,
			kind: 'delivered',
			subject: `digest:${digest}`,
			detail: JSON.stringify({ items: JSON.parse(items) as string[] }),
			key: `delivered:${digest}:${person}`,
		};
	},
};

/** The posts in one reader's letter, as translation groups: those placed by hand, then their picks. */
function itemsOf(plan: Plan, reading: Reading): string[] {
	const placed = plan.templates[reading.lang]?.placed ?? [];
	return [...placed, ...Object.values(reading.picks).flatMap((picks) => picks.map(({ group }) => group))];
}
