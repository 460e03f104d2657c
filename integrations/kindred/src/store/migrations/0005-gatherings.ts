import type { Migration } from '../migrate.ts';

/**
 * A seat can be held for somebody until a moment, an answer knows more than yes and no, and the guest's row says what they were
 * told of the event. Events remember what was announced of them, and whom to invite next.
 */
export const gatherings: Migration = {
	name: 'gatherings',
	statements: (engine) => {
		const postgres = engine === 'postgres';
		const text = postgres ? 'text collate "C"' : 'text';
		const strict = postgres ? '' : ' strict';
		const typed = (columns: string) => columns.replaceAll(/\btext\b/g, text);
		const table = (name: string, columns: string) => `create table ${name} (${typed(columns)})${strict}`;
		return [
			// Until when a seat is held; whether they were invited; what else they said; what they were told.
			...['until text', 'invited integer not null default 0', 'detail text', 'told text'].map(
				(column) => `alter table rsvp add column ${typed(column)}`,
			),
			table(
				'announcement',
				`event text primary key, sequence integer not null, facts text, approved text, words text,
				faded_at text, updated_at text not null`,
			),
			table(
				'invitation',
				`event text not null, person_id integer not null references person (id) on delete cascade,
				position integer not null, state text not null, reason text not null, wave integer, until text,
				updated_at text not null, primary key (event, person_id)`,
			),
			table(
				'invitation_plan',
				`event text primary key, terms text not null, approved text, wave integer not null, minutes integer,
				rolled_at text`,
			),
			'create index rsvp_until on rsvp (until)',
			'create index invitation_person on invitation (person_id)',
		];
	},
};
