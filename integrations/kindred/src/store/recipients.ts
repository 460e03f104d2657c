import type { Kysely } from 'kysely';
import type { DeliveryOutcome, Recipient, Standing } from '../digest/index.ts';
import type { Tables } from './schema.ts';

/** How many people are read at once, so that a long list is never in memory. */
const PAGE = 1000;

interface Line {
	readonly person: number;
	readonly email: string | null;
	readonly state: string;
	readonly reason: string | null;
	readonly outcome: string | null;
	readonly lang: string;
	readonly items: string;
	readonly at: string;
}

/** The ledger of one digest, line by line, by person. Other queries go on in between. */
export async function* linesOf(db: Kysely<Tables>, digest: string): AsyncIterableIterator<Line> {
	let last = -1;
	for (;;) {
		const lines = await db
			.selectFrom('delivery')
			.leftJoin('address', (join) =>
				join.onRef('address.person_id', '=', 'delivery.person_id').on('address.is_primary', '=', 1),
			)
			.select(['delivery.person_id as person', 'email', 'state', 'reason', 'outcome', 'lang', 'items', 'at'])
			.where('digest', '=', digest)
			.where('delivery.person_id', '>', last)
			.orderBy('delivery.person_id')
			.limit(PAGE)
			.execute();
		yield* lines;
		if (lines.length < PAGE) return;
		last = lines.at(-1)!.person;
	}
}

/** Who has a digest, who has not and why. */
export async function* recipientsOf(db: Kysely<Tables>, digest: string): AsyncIterableIterator<Recipient> {
	for await (const { person, email, state, reason, outcome, at } of linesOf(db, digest)) {
		yield {
			person,
			email: email ?? '',
			state: state as Standing['state'],
			reason: reason ?? undefined,
			outcome: (outcome as DeliveryOutcome | null) ?? undefined,
			at,
		};
	}
}
