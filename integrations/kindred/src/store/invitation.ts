import type { Kysely } from 'kysely';
import type { InvitationStore } from '../event/index.ts';
import { eventStore } from './event.ts';
import { readList, writeList } from './invitation-rows.ts';
import { interactionOf } from './person-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { inTransaction, lock } from './transaction.ts';

/** So many lines of the log are read at a time. */
const PART = 5000;

/** Whom to invite to an event, in which order, and how far that is. */
export function invitationStore(db: Kysely<Tables>, engine: Engine): InvitationStore {
	return {
		list: (event) => readList(db, event),
		change: (event, at, { decide, write }) =>
			inTransaction(db, async (trx) => {
				await lock(trx, engine, `event:${event}`);
				const list = await readList(trx, event, engine);
				let changed: ReturnType<typeof decide> | undefined;
				const { letters } = await eventStore(trx, engine).settle(event, at, {
					decide: (ledger) => (changed = decide(list, ledger)).settlement ?? { rows: [], log: [], tell: [] },
					write: write ?? noLetters,
				});
				await writeList(trx, engine, { event, before: list, after: changed!.list, at });
				return { changed: changed!, letters };
			}),
		async *log(kinds) {
			for (let last = 0; ;) {
				const rows = await db
					.selectFrom('interaction')
					.selectAll()
					.where('kind', 'in', kinds)
					.where('id', '>', last)
					.orderBy('id')
					.limit(PART)
					.execute();
				if (!rows.length) return;
				last = rows.at(-1)!.id;
				yield rows.map(interactionOf);
			}
		},
		async refused(key) {
			const [, event, person] = /^invite:(.+):(\d+):\d+$/.exec(key) ?? [];
			if (event === undefined) return;
			await db
				.updateTable('invitation')
				.set({ state: 'returned' })
				.where('event', '=', event)
				.where('person_id', '=', Number(person))
				.where('state', '=', 'open')
				.execute();
		},
	};
}

const noLetters = () => {
	throw new Error('Nobody is told of a change that has no letters.');
};
