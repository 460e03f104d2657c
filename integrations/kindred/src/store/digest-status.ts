import type { Kysely } from 'kysely';
import type { DigestStatus } from '../digest/index.ts';
import type { Tables } from './schema.ts';

/** What the ledger says of one digest, counted. */
export async function statusOf(db: Kysely<Tables>, digest: string): Promise<DigestStatus> {
	const rows = await db
		.selectFrom('delivery')
		.select(({ fn }) => ['state', 'reason', 'lang', fn.countAll<number>().as('n')])
		.where('digest', '=', digest)
		.groupBy(['state', 'reason', 'lang'])
		.orderBy('lang')
		.orderBy('reason')
		.execute();
	const replies = await db
		.selectFrom('interaction')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('kind', '=', 'replied')
		.where('subject', '=', `digest:${digest}`)
		.executeTakeFirstOrThrow();
	const sum = (of: typeof rows) => of.reduce((total, { n }) => total + Number(n), 0);
	const total = (state: string) => sum(rows.filter((row) => row.state === state));
	const tally = (of: typeof rows, key: (row: (typeof rows)[number]) => string) =>
		Object.fromEntries([...Map.groupBy(of, key)].map(([name, group]) => [name, sum(group)]));
	return {
		candidates: sum(rows),
		sent: total('sent'),
		pending: total('pending'),
		failed: total('failed'),
		held: total('held'),
		excluded: tally(
			rows.filter(({ state }) => state === 'excluded'),
			({ reason }) => reason ?? '',
		),
		byLanguage: tally(
			rows.filter(({ state }) => state === 'sent'),
			({ lang }) => lang,
		),
		replies: Number(replies.n),
	};
}
