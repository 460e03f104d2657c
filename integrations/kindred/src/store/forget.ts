import type { Kysely, Transaction } from 'kysely';
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
		rsvps: await db
			.selectFrom('rsvp')
			.select(['event', 'answer', 'seat', 'guests', 'answered_at'])
			.where('person_id', '=', id)
			.orderBy('answered_at')
			.execute(),
		replies: await db
			.selectFrom('reply')
			.select(['at', 'from_email', 'subject', 'text', 'quoted', 'signature', 'about', 'kind'])
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
		await trx.deleteFrom('reply').where('from_email', '=', email).execute();
	}
	await dropLettersTo(trx, emails);
	await trx.deleteFrom('reply').where('person_id', '=', id).execute();
	await trx.updateTable('reply').set({ forwarded_by: null }).where('forwarded_by', '=', id).execute();
	const answered = await trx.deleteFrom('rsvp').where('person_id', '=', id).returning('event').execute();
	await trx.deleteFrom('interaction').where('person_id', '=', id).execute();
	await trx.deleteFrom('address').where('person_id', '=', id).execute();
	await trx
		.updateTable('delivery')
		.set({ items: '[]', provider_id: null })
		.where('person_id', '=', id)
		.execute();
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
	await blankPlans(trx);
	return answered.map(({ event }) => event);
}

type Reader = { readonly person: number; readonly email: string; readonly name?: string };

/**
 * Takes the forgotten out of plans and their address out of chunks. A chunk whose fate is unclear keeps it, because its bytes
 * may have to be made again; it loses it when it is settled.
 */
async function blankPlans(trx: Transaction<Tables>): Promise<void> {
	const rows = await trx.selectFrom('person').select('id').where('state', '=', 'forgotten').execute();
	const gone = new Set(rows.map(({ id }) => id));
	const isHere = ({ person }: Reader) => !gone.has(person);
	for (const { hash, content } of await trx.selectFrom('plan').select(['hash', 'content']).execute()) {
		const plan = JSON.parse(content) as { readings?: Reader[]; excluded?: Reader[] };
		const { readings = [], excluded = [] } = plan;
		if (readings.every(isHere) && excluded.every(isHere)) continue;
		const kept = { ...plan, readings: readings.filter(isHere), excluded: excluded.filter(isHere) };
		await trx
			.updateTable('plan')
			.set({ content: JSON.stringify(kept) })
			.where('hash', '=', hash)
			.execute();
	}
	await blankChunks(trx, gone);
}

/** Takes the address of these people out of every chunk whose fate is known. */
export async function blankChunks(trx: Transaction<Tables>, gone: ReadonlySet<number>): Promise<void> {
	const isHere = ({ person }: Reader) => !gone.has(person);
	const settled = trx.selectFrom('chunk').select(['id', 'frozen']).where('state', '!=', 'attempted');
	for (const { id, frozen } of await settled.execute()) {
		const chunk = JSON.parse(frozen) as { readings?: Reader[] };
		if ((chunk.readings ?? []).every((reader) => isHere(reader) || !reader.email)) continue;
		const readings = chunk.readings?.map((reader) =>
			isHere(reader) ? reader : { ...reader, email: '', name: '' },
		);
		await trx
			.updateTable('chunk')
			.set({ frozen: JSON.stringify({ ...chunk, readings }) })
			.where('id', '=', id)
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
