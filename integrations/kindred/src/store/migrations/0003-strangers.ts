import type { Migration } from '../migrate.ts';

/** Letters that strangers ask for wait, sealed, for their place; networks are counted for a day under a salted hash. */
export const strangers: Migration = {
	name: 'strangers',
	statements: (engine) => {
		const text = engine === 'postgres' ? 'text collate "C"' : 'text';
		const strict = engine === 'postgres' ? '' : ' strict';
		const table = (name: string, columns: string) =>
			`create table ${name} (${columns.replaceAll(/\btext\b/g, text)})${strict}`;
		return [
			table(
				'network',
				'hash text not null, wide integer not null, asked integer not null, letters integer not null, since text not null, primary key (hash, wide)',
			),
			table(
				'waiting',
				'email_hash text not null, kind text not null, network text not null, wide text not null, sealed text not null, asked_at text not null, primary key (email_hash, kind, network)',
			),
			'create index network_since on network (wide, since)',
			'create index waiting_asked on waiting (asked_at)',
			`delete from setting where "key" in ('signup-letters', 'rsvp-letters')`,
		];
	},
};
