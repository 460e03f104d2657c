import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, nouns, type Store } from '../../integrations/kindred/src/store/index.ts';
import { migrate, MIGRATIONS, schemaState } from '../../integrations/kindred/src/store/migrate.ts';
import type { Tables } from '../../integrations/kindred/src/store/schema.ts';
import { digest, now } from '../digest/sample.ts';
import { carrier, sendingOn } from '../digest/sending.ts';

type Opened = readonly [Store, () => Promise<void>];

/** It takes a second or two to start; each test leaves it empty. */
let pglite: PGlite | undefined;
afterAll(() => pglite?.close());

/** Stores that nobody has migrated yet. */
const engines = {
	async SQLite(): Promise<Opened> {
		const root = mkdtempSync(join(tmpdir(), 'kindred-earlier-'));
		const open = await connect(`sqlite:${join(root, '.kindred', 'kindred.db')}`, { root });
		const close = async () => {
			await open.close();
			rmSync(root, { recursive: true });
		};
		return [{ ...open, ...nouns(open.db, 'sqlite') }, close];
	},
	async Postgres(): Promise<Opened> {
		pglite ??= await PGlite.create();
		const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
		const close = async () => {
			await sql`drop schema public cascade`.execute(db);
			await sql`create schema public`.execute(db);
		};
		return [{ engine: 'postgres', place: 'embedded', db, close, ...nouns(db, 'postgres') }, close];
	},
};

/** A run as the first version wrote it down when it was cut off: one batch taken, one on its way, one not tried, one held. */
const STATES = ['settled', 'attempted', 'frozen', 'held'] as const;

/** Two readers of each batch, one who was left out, and a plan of another digest that its author said yes to. */
async function writeAsBefore({ db, people }: Store): Promise<void> {
	const content = (group: string) =>
		JSON.stringify({ digest: group, readings: [], excluded: [], templates: {}, pieces: {} });
	const plan = (hash: string, group: string) =>
		({ hash, digest: group, created_at: now, approved_at: now, content: content(group) }) as never;
	await db
		.insertInto('plan')
		.values([plan('hash', digest.group), plan('next', '2026-12')])
		.execute();
	const add = async (email: string) =>
		(await people.add({ email, state: 'subscribed', languages: ['en'] }, now)).person.id;
	const common = { digest: digest.group, at: now };
	for (const [seq, state] of STATES.entries()) {
		const readings = [];
		for (const n of [1, 2]) {
			const email = `${state}${n}@example.com`;
			readings.push({ person: await add(email), email, name: '', lang: 'en', picks: {} });
		}
		const frozen = { seq, clock: now, readings, bodyHash: `body ${seq}`, key: `key ${seq}` };
		const { id } = await db
			.insertInto('chunk')
			.values({
				digest: digest.group,
				plan: 'hash',
				seq,
				key: frozen.key,
				frozen: JSON.stringify(frozen),
				body_hash: frozen.bodyHash,
				state,
				attempted_at: state === 'frozen' ? null : now,
				settled_at: state === 'settled' || state === 'held' ? now : null,
				error: state === 'held' ? 'nobody knows' : null,
			})
			.returning('id')
			.executeTakeFirstOrThrow();
		for (const [place, { person }] of readings.entries()) {
			const line = { person_id: person, chunk_id: id, seq: place, lang: 'en', items: '["by-hand"]' };
			const became = state === 'settled' ? 'sent' : state === 'held' ? 'held' : 'pending';
			await db
				.insertInto('delivery')
				.values({ ...common, ...line, state: became, provider_id: became === 'sent' ? `re_${person}` : null })
				.execute();
		}
	}
	const out = { person_id: await add('out@example.com'), chunk_id: null, seq: null, lang: '', items: '[]' };
	await db
		.insertInto('delivery')
		.values({ ...common, ...out, state: 'excluded', reason: 'outside the circle' })
		.execute();
}

describe.each(Object.entries(engines))(
	'a store of the first version with a run cut off, on %s',
	(_name, open) => {
		let store: Store;
		let close: () => Promise<void>;
		beforeEach(async () => {
			[store, close] = await open();
			await migrate(store.db, store.engine, MIGRATIONS.slice(0, 1));
			await writeAsBefore(store);
			await migrate(store.db, store.engine);
		});
		afterEach(() => close());
		const sending = () => sendingOn({ store, empty: async () => {}, remove: close });

		it('adds up as before, and holds what was open', async () => {
			expect(await schemaState(store.db, store.engine)).toMatchObject({ pending: [] });
			expect(await sending().addsUp()).toEqual({
				candidates: 9,
				sent: 2,
				pending: 0,
				failed: 0,
				held: 6,
				excluded: { 'outside the circle': 1 },
			});
			const held = await store.deliveries.heldChunks(digest.group);
			expect(held.map(({ open: letters }) => letters.length)).toEqual([2, 2, 2]);
		});

		it('mails nobody before its author has said something', async () => {
			const { mailer, calls } = carrier();
			expect(await store.digests.unsent()).toEqual([]);
			expect(await sending().send(mailer)).toEqual({ kind: 'not approved' });
			expect(calls).toEqual([]);
		});

		it('reaches everybody who has no letter, once, by a new plan', async () => {
			const { approve, send, addsUp } = sending();
			expect(await store.deliveries.resolveHeld(digest.group, 'again', now)).toMatchObject({ lost: 6 });
			await approve();
			const { mailer, calls } = carrier();
			expect(await send(mailer)).toEqual({ kind: 'done' });
			const got = calls.flatMap(({ letters }) => letters.map(({ to }) => to.email)).sort();
			expect(got).toEqual([
				'attempted1@example.com',
				'attempted2@example.com',
				'frozen1@example.com',
				'frozen2@example.com',
				'held1@example.com',
				'held2@example.com',
				'out@example.com',
			]);
			expect(await addsUp()).toMatchObject({ candidates: 9, sent: 9 });
		});

		it('forgets somebody of a batch that is held', async () => {
			const { id } = (await store.people.byEmail('attempted1@example.com'))!;
			await store.people.forget(id, now, () => ['x']);
			const rows = await store.db.selectFrom('chunk').select('frozen').execute();
			const kept = rows.map(({ frozen }) => frozen).join();
			expect(kept).not.toContain('attempted1@');
			expect(kept).not.toContain('settled');
			expect(kept).toContain('attempted2@');
		});
	},
);
