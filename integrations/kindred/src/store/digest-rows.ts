import type { Insertable } from 'kysely';
import type { Instant } from '../base/time.ts';
import type { Exclusion, Plan, Reading } from '../digest/index.ts';
import type { DeliveryTable } from './digest-schema.ts';

export type Delivery = Insertable<DeliveryTable>;

/** The rows of the ledger as a run begins them. */
export const deliveries = {
	/** One for every reader of a chunk that is about to be sent. */
	pending({ digest, groups }: Plan, readings: readonly Reading[], chunk: number, at: Instant): Delivery[] {
		return readings.map(({ person, lang, items }, seq) => ({
			digest,
			person_id: person,
			chunk_id: chunk,
			seq,
			lang,
			items: JSON.stringify(
				Object.values(items)
					.flat()
					.map((post) => groups[post]),
			),
			state: 'pending',
			reason: null,
			at,
		}));
	},

	/** One for everybody in a part of those who get nothing; those who got this digest already have a row. */
	excluded(digest: string, part: string, at: Instant): Delivery[] {
		return (JSON.parse(part) as Exclusion[])
			.filter(({ reason }) => reason !== 'got it already')
			.map(({ person, reason }) => ({
				digest,
				person_id: person,
				chunk_id: null,
				seq: null,
				lang: '',
				items: '[]',
				state: 'excluded',
				reason,
				at,
			}));
	},
};
