import type { Kysely, Selectable, Transaction } from 'kysely';
import { usualTerms, type Invitation, type InvitationList, type Reason } from '../event/index.ts';
import type { InvitationTable } from './event-schema.ts';
import { personOf, personRows } from './person-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { suppressedAmong } from './suppression.ts';

/** In a transaction, `engine` keeps those on the list from being forgotten before it ends. */
export async function readList(db: Kysely<Tables>, event: string, engine?: Engine): Promise<InvitationList> {
	const rows = await db
		.selectFrom('invitation')
		.selectAll()
		.where('event', '=', event)
		.orderBy('position')
		.orderBy('person_id')
		.execute();
	const people = new Map((await readPeople(db, rows, engine)).map((person) => [person.id, person]));
	const closed = await suppressedAmong(
		db,
		[...people.values()].map(({ email }) => email),
	);
	const plan = await db
		.selectFrom('invitation_plan')
		.selectAll()
		.where('event', '=', event)
		.executeTakeFirst();
	return {
		invitations: rows.flatMap((row) => {
			const person = people.get(row.person_id);
			return person ? [invitationOf(row, person, closed.has(person.email))] : [];
		}),
		terms: plan ? (JSON.parse(plan.terms) as InvitationList['terms']) : usualTerms,
		approved: plan?.approved ? (JSON.parse(plan.approved) as InvitationList['approved']) : undefined,
		wave: plan?.wave ?? 0,
		minutes: plan?.minutes ?? undefined,
	};
}

async function readPeople(
	db: Kysely<Tables>,
	rows: readonly { readonly person_id: number }[],
	engine: Engine | undefined,
) {
	if (!rows.length) return [];
	const ids = rows.map(({ person_id: id }) => id);
	return (
		await personRows(db)
			.where('person.id', 'in', ids)
			.where('person.state', '!=', 'forgotten')
			.$if(engine === 'postgres', (query) => query.forShare('person'))
			.execute()
	).map(personOf);
}

function invitationOf(
	row: Selectable<InvitationTable>,
	person: Invitation['person'],
	suppressed: boolean,
): Invitation {
	const reason = JSON.parse(row.reason) as Partial<Reason>;
	return {
		person,
		suppressed,
		state: row.state as Invitation['state'],
		// An empty one was erased.
		reason: reason.rank ? (reason as Reason) : undefined,
		wave: row.wave ?? undefined,
		until: row.until ?? undefined,
	};
}

interface Rewrite {
	readonly event: string;
	readonly before: InvitationList;
	readonly after: InvitationList;
	readonly at: string;
	/** Nothing where it did not roll on. */
	readonly rolledAt: string | null;
}

/** Writes what differs of a list. Nobody comes onto it who was forgotten meanwhile. */
export async function writeList(
	trx: Transaction<Tables>,
	engine: Engine,
	{ event, before, after, at, rolledAt }: Rewrite,
): Promise<void> {
	const rows = after.invitations.map((one, index) => rowOf(one, index));
	const known = new Map(before.invitations.map((one, index) => [one.person.id, rowOf(one, index)]));
	const gone = before.invitations.filter(({ person }) => !rows.some((row) => row.person_id === person.id));
	for (const { person } of gone)
		await trx
			.deleteFrom('invitation')
			.where('event', '=', event)
			.where('person_id', '=', person.id)
			.execute();
	const added = rows.filter((row) => !known.has(row.person_id));
	const there = new Set((await readPeople(trx, added, engine)).map(({ id }) => id));
	for (const { person_id: person, ...row } of rows) {
		const old = known.get(person);
		if (old ? JSON.stringify(old) === JSON.stringify({ person_id: person, ...row }) : !there.has(person))
			continue;
		await trx
			.insertInto('invitation')
			.values({ event, person_id: person, ...row, updated_at: at })
			.onConflict((conflict) =>
				conflict.columns(['event', 'person_id']).doUpdateSet({ ...row, updated_at: at }),
			)
			.execute();
	}
	const plan = {
		terms: JSON.stringify(after.terms),
		approved: after.approved ? JSON.stringify(after.approved) : null,
		wave: after.wave,
		minutes: after.minutes ?? null,
		rolled_at: rolledAt,
	};
	await trx
		.insertInto('invitation_plan')
		.values({ event, ...plan })
		.onConflict((conflict) => conflict.column('event').doUpdateSet(plan))
		.execute();
}

function rowOf({ person, state, reason, wave, until }: Invitation, index: number) {
	return {
		person_id: person.id,
		position: index + 1,
		state,
		reason: JSON.stringify(reason ?? {}),
		wave: wave ?? null,
		until: until ?? null,
	};
}

/** Two people turned out to be one: where both are on a list, the one who was invited already stays on it. */
export async function moveInvitations(trx: Transaction<Tables>, kept: number, other: number): Promise<void> {
	const rows = await trx
		.selectFrom('invitation')
		.select(['event', 'person_id', 'state'])
		.where('person_id', 'in', [kept, other])
		.execute();
	for (const [event, both] of Map.groupBy(rows, (row) => row.event)) {
		const [own, theirs] = [kept, other].map((id) => both.find(({ person_id }) => person_id === id));
		if (!theirs) continue;
		const loser = own && (own.state === 'listed' && theirs.state !== 'listed' ? kept : other);
		const line = trx.deleteFrom('invitation').where('event', '=', event);
		if (loser !== undefined) await line.where('person_id', '=', loser).execute();
		await trx
			.updateTable('invitation')
			.set({ person_id: kept })
			.where('event', '=', event)
			.where('person_id', '=', other)
			.execute();
	}
}

/** Somebody's invitations and why they were on those lists, as plain JSON. */
export async function invitationsOf(db: Kysely<Tables>, person: number): Promise<unknown[]> {
	const rows = await db
		.selectFrom('invitation')
		.select(['event', 'state', 'wave', 'until', 'reason'])
		.where('person_id', '=', person)
		.orderBy('event')
		.execute();
	return rows.map(({ reason, ...row }) => ({ ...row, reason: JSON.parse(reason) as unknown }));
}
