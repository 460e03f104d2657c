import type { Kysely, Transaction } from 'kysely';
import { invitationsOf } from './invitation-rows.ts';
import { lockEventsOf } from './rsvp-rows.ts';
import type { Engine, Tables } from './schema.ts';
import { suppress } from './suppression.ts';

/** Everything about one person, table by table. Raw mails are left out: their text is there already. */
export async function readEverything(
	db: Kysely<Tables>,
	id: number,
): Promise<Record<string, unknown> | undefined> {
	const person = await db
		.selectFrom('person')
		.selectAll()
		.where('id', '=', id)
		.where('state', '!=', 'forgotten')
		.executeTakeFirst();
	if (!person) return undefined;
	const { languages, topics, ...rest } = person;
	const interactions = await db
		.selectFrom('interaction')
		.select(['at', 'kind', 'subject', 'detail'])
		.where('person_id', '=', id)
		.orderBy('at')
		.orderBy('id')
		.execute();
	const deliveries = await db
		.selectFrom('delivery')
		.select(['digest', 'at', 'lang', 'items', 'state', 'reason'])
		.where('person_id', '=', id)
		.orderBy('at')
		.execute();
	const rsvps = await db
		.selectFrom('rsvp')
		.select(['event', 'answer', 'seat', 'guests', 'position', 'until', 'invited', 'answered_at'])
		.select(['detail', 'told'])
		.where('person_id', '=', id)
		.orderBy('answered_at')
		.execute();
	return {
		person: { ...rest, languages: json(languages), topics: json(topics) },
		addresses: await db
			.selectFrom('address')
			.select(['email', 'is_primary', 'created_at'])
			.where('person_id', '=', id)
			.orderBy('email')
			.execute(),
		interactions: interactions.map((row) => ({ ...row, detail: json(row.detail) })),
		deliveries: deliveries.map((row) => ({ ...row, items: json(row.items) })),
		rsvps: rsvps.map(({ detail, told, ...row }) => ({ ...row, detail: opened(detail), told: opened(told) })),
		invitations: await invitationsOf(db, id),
		...(await readMails(db, id)),
	};
}

/** What they wrote, what they were answered, and what was concluded from it. */
async function readMails(db: Kysely<Tables>, id: number): Promise<Record<string, unknown>> {
	const replies = await db
		.selectFrom('reply')
		.select(['at', 'from_email', 'subject', 'text', 'quoted', 'signature', 'about', 'kind', 'reason', 'back'])
		.select(['rung', 'confidence', 'proof', 'items', 'pairs', 'attachments', 'received_at'])
		.where('person_id', '=', id)
		.orderBy('at')
		.execute();
	return {
		replies: replies.map(({ proof, items, pairs, attachments, ...row }) => ({
			...row,
			proof: opened(proof),
			items: opened(items),
			pairs: opened(pairs),
			attachments: opened(attachments),
		})),
		answers: await db
			.selectFrom('answer')
			.select(['at', 'subject', 'text', 'by'])
			.where('person_id', '=', id)
			.orderBy('at')
			.execute(),
		letters: await db
			.selectFrom('sent_letter')
			.select(['at', 'message_id', 'about'])
			.where('person_id', '=', id)
			.orderBy('at')
			.execute(),
		proposals: await db
			.selectFrom('proposal')
			.select(['at', 'email', 'reason', 'state'])
			.where('person_id', '=', id)
			.orderBy('at')
			.execute(),
	};
}

/** Erases one person and names the events they had answered. The ledger keeps its rows, without what was in the letters, so that a digest still adds up. */
export async function forgetPerson(
	trx: Transaction<Tables>,
	engine: Engine,
	id: number,
	at: string,
	signupHash: (email: string) => readonly string[],
): Promise<string[] | undefined> {
	await lockEventsOf(trx, engine, [id]);
	const known = await trx
		.selectFrom('person')
		.select('id')
		.where('id', '=', id)
		.where('state', '!=', 'forgotten')
		// Whatever else is being written about them is either there to be erased, or comes too late.
		.$if(engine === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	if (!known) return undefined;
	const addresses = await trx.selectFrom('address').select('email').where('person_id', '=', id).execute();
	const emails = addresses.map(({ email }) => email);
	for (const email of emails) {
		await suppress(trx, engine, email, 'forgotten', at);
		await trx.deleteFrom('signup').where('email_hash', 'in', signupHash(email)).execute();
		await trx.deleteFrom('waiting').where('email_hash', 'in', signupHash(email)).execute();
		await trx.deleteFrom('reply').where('from_email', '=', email).execute();
		// Also where it was taken for somebody else's.
		await trx.deleteFrom('proposal').where('email', '=', email).execute();
	}
	await dropLettersTo(trx, emails);
	await trx.deleteFrom('answer').where('person_id', '=', id).execute();
	await trx.deleteFrom('reply').where('person_id', '=', id).execute();
	await trx.updateTable('reply').set({ forwarded_by: null }).where('forwarded_by', '=', id).execute();
	const answered = await trx.deleteFrom('rsvp').where('person_id', '=', id).returning('event').execute();
	for (const table of ['interaction', 'answer', 'sent_letter', 'proposal', 'invitation'] as const)
		await trx.deleteFrom(table).where('person_id', '=', id).execute();
	await trx.deleteFrom('address').where('person_id', '=', id).execute();
	const earlier = await trx.selectFrom('merged').select('id').where('person_id', '=', id).execute();
	const ids = [id, ...earlier.map((row) => row.id)];
	await trx
		.updateTable('delivery')
		.set({ items: '[]', provider_id: null, message_id: null })
		.where('person_id', 'in', ids)
		.execute();
	// Why somebody was left out is ours; why a letter failed may be a mail server's words about their address.
	await trx
		.updateTable('delivery')
		.set({ reason: null })
		.where('person_id', 'in', ids)
		.where('state', '!=', 'excluded')
		.execute();
	await emptyPerson(trx, id, at);
	await blankPlans(trx, engine, id);
	return answered.map(({ event }) => event);
}

/** What is left of somebody: a number that nobody else will have. */
export async function emptyPerson(trx: Transaction<Tables>, id: number, at: string): Promise<void> {
	await trx
		.updateTable('person')
		.set({
			state: 'forgotten',
			name: null,
			languages: '[]',
			topics: '[]',
			frequency: 'every',
			zone: null,
			circle: 'loose',
			via: null,
			created_at: at,
			updated_at: at,
		})
		.where('id', '=', id)
		.execute();
}

type Reader = { readonly person: number; readonly email: string; readonly name?: string };

/**
 * Takes a forgotten person out of plans and their address out of chunks. A chunk that is under way keeps it, because its bytes
 * may have to be made again; it loses it when it is settled.
 */
async function blankPlans(trx: Transaction<Tables>, engine: Engine, id: number): Promise<void> {
	const parts = trx.selectFrom('plan_part').selectAll().where('content', 'like', `%"person":${id},%`);
	for (const { content, ...part } of await parts.execute()) {
		const kept = (JSON.parse(content) as Reader[]).filter(({ person }) => person !== id);
		await trx
			.updateTable('plan_part')
			.set({ content: JSON.stringify(kept) })
			.where('plan', '=', part.plan)
			.where('kind', '=', part.kind)
			.where('seq', '=', part.seq)
			.execute();
	}
	await blankChunks(trx, engine, id);
}

/** These chunks are not under way any more: nothing is kept of those who were forgotten while they were. */
export async function blankForgotten(
	trx: Transaction<Tables>,
	engine: Engine,
	chunks: readonly number[],
): Promise<void> {
	if (!chunks.length) return;
	const people = await trx
		.selectFrom('delivery')
		.innerJoin('person', 'person.id', 'delivery.person_id')
		.select(['person.id', 'person.state'])
		.where('delivery.chunk_id', 'in', [...chunks])
		// Who is being erased at this moment is waited for.
		.$if(engine === 'postgres', (query) => query.forShare('person'))
		.execute();
	for (const { id, state } of people) if (state === 'forgotten') await blankChunks(trx, engine, id);
}

/** Takes the address of a forgotten person out of every chunk that is not under way. */
async function blankChunks(trx: Transaction<Tables>, engine: Engine, id: number): Promise<void> {
	const chunks = trx
		.selectFrom('chunk')
		.select(['id', 'frozen'])
		.where('state', '!=', 'attempted')
		.where('frozen', 'like', `%"person":${id},%`)
		// One that is handed over at this moment keeps what it was handed over with.
		.$if(engine === 'postgres', (query) => query.forUpdate());
	for (const { id: chunk, frozen } of await chunks.execute()) {
		const { readings, ...rest } = JSON.parse(frozen) as { readings: Reader[] };
		const blanked = readings.map((reader) =>
			reader.person === id ? { ...reader, email: '', name: '' } : reader,
		);
		await trx
			.updateTable('chunk')
			.set({ frozen: JSON.stringify({ ...rest, readings: blanked }) })
			.where('id', '=', chunk)
			// It may be taken up just now, and what was handed over must not change.
			.where('state', '!=', 'attempted')
			.execute();
	}
}

/** Letters that wait to be handed over carry the address in their text. There are few of them. */
async function dropLettersTo(trx: Transaction<Tables>, emails: readonly string[]): Promise<void> {
	const waiting = await trx.selectFrom('outgoing').select(['id', 'letter']).execute();
	const theirs = waiting.filter(({ letter }) =>
		emails.includes((json(letter) as { to?: { email?: string } }).to?.email ?? ''),
	);
	for (const { id } of theirs) await trx.deleteFrom('outgoing').where('id', '=', id).execute();
}

const json = (text: string): unknown => JSON.parse(text);
const opened = (text: string | null) => (text === null ? null : json(text));
