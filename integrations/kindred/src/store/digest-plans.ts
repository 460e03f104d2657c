import { sql, type Kysely } from 'kysely';
import type { Approval, DigestStore, Plan, PlanHead, Unsent } from '../digest/index.ts';
import type { PlanTable } from './digest-schema.ts';
import type { Tables } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** Parts that one statement writes: each holds a hundred readers. */
const PARTS = 50;

type Plans = Pick<
	DigestStore,
	'keepPlan' | 'lastPlan' | 'approve' | 'approval' | 'withdraw' | 'unsent' | 'planOf'
>;

/** Plans that were shown, and which of them the author said yes to. */
export function digestPlans(db: Kysely<Tables>): Plans {
	return {
		async keepPlan({ parts, ...head }, at) {
			const { hash, digest } = head;
			await inTransaction(db, async (trx) => {
				const row = {
					hash,
					digest,
					created_at: at,
					approved_at: null,
					due_at: null,
					content: JSON.stringify(head),
				};
				const { numInsertedOrUpdatedRows } = await trx
					.insertInto('plan')
					.values(row)
					.onConflict((conflict) => conflict.column('hash').doNothing())
					.executeTakeFirstOrThrow();
				if (numInsertedOrUpdatedRows === 0n)
					await trx.updateTable('plan').set({ created_at: at }).where('hash', '=', hash).execute();
				await trx.deleteFrom('plan_part').where('plan', '=', hash).execute();
				for (const kind of ['readings', 'excluded'] as const) {
					const rows = parts[kind].map((content, seq) => ({ plan: hash, kind, seq, content }));
					for (let first = 0; first < rows.length; first += PARTS)
						await trx
							.insertInto('plan_part')
							.values(rows.slice(first, first + PARTS))
							.execute();
				}
				await dropOthers(trx, digest, hash);
			});
		},

		async lastPlan(digest) {
			const row = await db
				.selectFrom('plan')
				.selectAll()
				.where('digest', '=', digest)
				// A run has taken the readers of its plan over: there is nothing left of it to compare with.
				.where('hash', 'not in', db.selectFrom('run').select('plan'))
				.orderBy('created_at', 'desc')
				.orderBy('hash')
				.executeTakeFirst();
			return row && whole(db, row);
		},

		async planOf(hash) {
			const row = await db.selectFrom('plan').selectAll().where('hash', '=', hash).executeTakeFirst();
			return row && whole(db, row);
		},

		async approve(hash, at, due) {
			const { numUpdatedRows } = await db
				.updateTable('plan')
				.set({ approved_at: at, due_at: due ?? null })
				.where('hash', '=', hash)
				.executeTakeFirst();
			return numUpdatedRows > 0n;
		},

		async approval(digest) {
			const row = await approved(db).where('digest', '=', digest).executeTakeFirst();
			return row && approvalOf(row);
		},

		withdraw: (digest) => withdrawApprovals(db, digest),

		async unsent() {
			const runs = await db
				.selectFrom('run')
				.select(['digest', 'state'])
				.where('state', 'in', ['running', 'paused'])
				.execute();
			const rows = await approved(db).execute();
			const found = new Map<string, Unsent>();
			for (const { digest, state } of runs) found.set(digest, { digest, run: state as 'running' | 'paused' });
			for (const row of rows)
				if (!found.has(row.digest)) found.set(row.digest, { digest: row.digest, approval: approvalOf(row) });
			return [...found.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1));
		},
	};
}

/** Takes back every approval of a digest, or that of one plan. False when there was none. */
export async function withdrawApprovals(db: Kysely<Tables>, digest: string, hash?: string): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('plan')
		.set({ approved_at: null, due_at: null })
		.where('digest', '=', digest)
		.where('approved_at', 'is not', null)
		.$if(hash !== undefined, (query) => query.where('hash', '=', hash!))
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** Every approval, the newest first. */
function approved(db: Kysely<Tables>) {
	return db
		.selectFrom('plan')
		.select(['hash', 'digest', 'approved_at', 'due_at'])
		.where('approved_at', 'is not', null)
		.orderBy('approved_at', 'desc')
		.orderBy('hash');
}

function approvalOf({
	hash,
	digest,
	approved_at: at,
	due_at: due,
}: Pick<PlanTable, 'hash' | 'digest' | 'approved_at' | 'due_at'>): Approval {
	return { hash, digest, at: at!, due: due ?? undefined };
}

async function whole(
	db: Kysely<Tables>,
	{ hash, content }: Pick<PlanTable, 'hash' | 'content'>,
): Promise<Plan> {
	const rows = await db
		.selectFrom('plan_part')
		.select(['kind', 'content'])
		.where('plan', '=', hash)
		.orderBy('seq')
		.execute();
	const of = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.content);
	return {
		...(JSON.parse(content) as PlanHead),
		parts: { readings: of('readings'), excluded: of('excluded') },
	};
}

/** A plan names everybody: of those that nobody approved and no run carries out, the newest is enough to compare with. */
async function dropOthers(db: Kysely<Tables>, digest: string, hash: string): Promise<void> {
	await db
		.deleteFrom('plan')
		.where('digest', '=', digest)
		.where('hash', '!=', hash)
		.where('approved_at', 'is', null)
		.where('hash', 'not in', db.selectFrom('run').select('plan'))
		.execute();
	await sql`delete from plan_part where plan not in (select hash from plan)`.execute(db);
}
