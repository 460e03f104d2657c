import type { Transaction } from 'kysely';
import type { Engine, Tables } from './schema.ts';
import { lock } from './transaction.ts';

/**
 * Lets nobody answer any event that one of these people has answered, until this transaction ends. Call it before any of them is
 * locked: who answers locks the event first, too.
 */
export async function lockEventsOf(
	trx: Transaction<Tables>,
	engine: Engine,
	people: readonly number[],
): Promise<void> {
	if (engine !== 'postgres') return;
	const rows = await trx
		.selectFrom('rsvp')
		.select('event')
		.distinct()
		.where('person_id', 'in', [...people])
		.orderBy('event')
		.execute();
	for (const { event } of rows) await lock(trx, engine, `event:${event}`);
}

/** What somebody holds, the least first. */
const ranks = ['none', 'requested', 'waiting', 'invited', 'offered', 'seated'];

/**
 * Where two who are one both answered, whoever holds more counts; of two who hold the same, whoever waits in front, and of two who
 * hold nothing, whoever answered last. An invitation of one is an invitation of both. Names the events of both.
 */
export async function moveRsvps(trx: Transaction<Tables>, kept: number, other: number): Promise<string[]> {
	const rows = await trx
		.selectFrom('rsvp')
		.selectAll()
		.where('person_id', 'in', [kept, other])
		.orderBy('event')
		.execute();
	const twice: string[] = [];
	for (const [event, answers] of Map.groupBy(rows, (row) => row.event)) {
		const [own, theirs] = [kept, other].map((id) => answers.find(({ person_id }) => person_id === id));
		if (own && theirs) {
			const winner = counts(theirs, own) ? theirs : own;
			const loser = winner === own ? theirs : own;
			await trx
				.deleteFrom('rsvp')
				.where('event', '=', event)
				.where('person_id', '=', loser.person_id)
				.execute();
			if (loser.invited && !winner.invited)
				await trx
					.updateTable('rsvp')
					.set({ invited: 1 })
					.where('event', '=', event)
					.where('person_id', '=', winner.person_id)
					.execute();
			twice.push(event);
		}
		await trx
			.updateTable('rsvp')
			.set({ person_id: kept })
			.where('event', '=', event)
			.where('person_id', '=', other)
			.execute();
	}
	return twice;
}

type Answered = { seat: string; position: number | null; answered_at: string };

/** Does one answer count more than another? */
function counts(one: Answered, another: Answered): boolean {
	const more = ranks.indexOf(one.seat) - ranks.indexOf(another.seat);
	if (more) return more > 0;
	if (one.seat === 'none') return one.answered_at > another.answered_at;
	return (one.position ?? 0) < (another.position ?? 0);
}
