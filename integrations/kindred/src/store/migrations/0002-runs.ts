import type { Migration } from '../migrate.ts';

/**
 * A digest's run has a row of its own that can be paused; a plan keeps its readers in parts; the ledger learns what
 * became of a letter after it was handed over. A run that an earlier version left unfinished is held: its chunks
 * cannot be made again by this one.
 */
export const runs: Migration = {
	name: 'runs',
	statements: (engine) => {
		const text = engine === 'postgres' ? 'text collate "C"' : 'text';
		const strict = engine === 'postgres' ? '' : ' strict';
		const table = (name: string, columns: string) =>
			`create table ${name} (${columns.replaceAll(/(?<!")\btext\b/g, text)})${strict}`;
		return [
			table(
				'plan_part',
				'plan text not null, kind text not null, seq integer not null, content text not null, primary key (plan, kind, seq)',
			),
			table(
				'run',
				'digest text primary key, plan text not null, state text not null, reason text, begun_at text not null, updated_at text not null',
			),
			`alter table plan add column due_at ${text}`,
			`alter table delivery add column outcome ${text}`,
			`alter table delivery add column outcome_at ${text}`,
			`alter table delivery add column message_id ${text}`,
			...EARLIER_RUNS,
			'create index delivery_message on delivery (message_id)',
			`create index delivery_failed on delivery (digest) where state = 'failed'`,
			`create index delivery_trouble on delivery (digest, outcome) where outcome is not null and outcome <> 'delivered'`,
		];
	},
};

const OPEN = `('frozen', 'attempted')`;
const WHY = `'it was begun by an earlier version'`;
const EARLIER_RUNS: readonly string[] = [
	`insert into run (digest, plan, state, reason, begun_at, updated_at)
		select digest, min(plan), 'done', null, coalesce(min(attempted_at), ''), coalesce(max(settled_at), '')
		from chunk group by digest`,
	`update delivery set state = 'held', reason = ${WHY} where state = 'pending'
		and chunk_id in (select id from chunk where state in ${OPEN})`,
	`update chunk set state = 'held', error = ${WHY} where state in ${OPEN}`,
	`update chunk set frozen = '{}' where state = 'settled'`,
	'delete from plan',
];
