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
				const rolledAt = changed!.settlement ? at : null;
				await writeList(trx, engine, { event, before: list, after: changed!.list, at, rolledAt });
				return { changed: changed!, letters };
			}),
		async *log(kinds) {
			const wanted = new Set<string>(kinds);
			for (let last = 0; ;) {
				// All kinds, in the order of the table: sorting out by an index would sort each part anew.
				const rows = await db
					.selectFrom('interaction')
					.selectAll()
					.where('id', '>', last)
					.orderBy('id')
					.limit(PART)
					.execute();
				if (!rows.length) return;
				last = rows.at(-1)!.id;
				yield rows.filter(({ kind }) => wanted.has(kind)).map(interactionOf);
			}
		},
		async due(after, events) {
			if (!events.length) return undefined;
			if (await isBehind(db, events)) return after;
			const row = await db
				.selectFrom('invitation')
				.select('until')
				.where('state', '=', 'open')
				.where('event', 'in', events)
				.where('until', '>', after)
				.orderBy('until')
				.executeTakeFirst();
			return row?.until ?? undefined;
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

/** Has something happened to a list that is under way, or has somebody changed it, since it last rolled on? */
async function isBehind(db: Kysely<Tables>, events: readonly string[]): Promise<boolean> {
	const underway = db
		.selectFrom('invitation_plan as plan')
		.select('plan.event')
		.where('plan.event', 'in', events)
		.where('plan.wave', '>', 0);
	const answered = await underway
		.innerJoin('rsvp', 'rsvp.event', 'plan.event')
		.where(({ eb, or }) =>
			or([eb('plan.rolled_at', 'is', null), eb('rsvp.updated_at', '>', eb.ref('plan.rolled_at'))]),
		)
		.executeTakeFirst();
	const returned = await underway
		.innerJoin('invitation', 'invitation.event', 'plan.event')
		.innerJoin('person', 'person.id', 'invitation.person_id')
		.leftJoin('rsvp', (join) =>
			join.onRef('rsvp.event', '=', 'plan.event').onRef('rsvp.person_id', '=', 'person.id'),
		)
		.where(({ and, eb, or }) =>
			or([
				and([eb('invitation.state', '=', 'open'), eb('person.state', 'in', ['bounced', 'complained'])]),
				and([eb('invitation.state', '=', 'returned'), eb('rsvp.seat', '=', 'invited')]),
			]),
		)
		.executeTakeFirst();
	return answered !== undefined || returned !== undefined;
}
