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
				'hash text primary key, asked integer not null, letters integer not null, since text not null',
			),
			table(
				'waiting',
				'email_hash text primary key, network text not null, sealed text not null, asked_at text not null',
			),
			'create index network_since on network (since)',
			'create index waiting_asked on waiting (asked_at)',
			`delete from setting where "key" in ('signup-letters', 'rsvp-letters')`,
		];
	},
};
