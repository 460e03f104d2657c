import type { Store } from '../../integrations/kindred/src/store/index.ts';
import { NOW } from '../inbox/house.ts';

/** A batch of a digest as the ledger has it, and the number it got. */
export async function holdChunk(
	{ db }: Pick<Store, 'db'>,
	digest: string,
	state: 'planned' | 'attempted' | 'held' | 'settled',
	readings: readonly { person: number; email: string }[] = [],
): Promise<number> {
	const { n } = await db
		.selectFrom('chunk')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.executeTakeFirstOrThrow();
	const { id } = await db
		.insertInto('chunk')
		.values({
			digest,
			plan: 'plan',
			seq: Number(n),
			key: `key ${n}`,
			frozen: JSON.stringify(state === 'settled' ? {} : { readings, clock: NOW }),
			body_hash: 'hash',
			state,
			attempted_at: state === 'planned' ? null : NOW,
			error: state === 'held' ? 'it was not answered' : null,
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
