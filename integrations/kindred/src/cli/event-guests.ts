import { guestList } from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const guestsUsage = `kindred event guests <id> [--json]           who answered what, seated first, then the queue in order
`;

/** `kindred event guests`. */
export async function guests(
	desk: Desk,
	{ io, json, words }: Call<{ readonly json: { type: 'boolean' } }>,
): Promise<number> {
	const { group } = eventNamed(desk, words[0]!);
	const rows = (await guestList(group, desk)).map(({ person, rsvp }) => ({
		person: person.id,
		name: person.name,
		email: person.email,
		answer: rsvp.answer,
		seat: rsvp.seat,
		guests: rsvp.guests,
		answeredAt: rsvp.answeredAt,
	}));
	if (json) io.stdout(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (!rows.length) io.stdout('Nobody has answered yet.\n');
	for (const { name, email, answer, seat, answeredAt } of json ? [] : rows) {
		io.stdout(
			`${(seat === 'none' ? answer : seat).padEnd(8)} ${answeredAt.slice(0, 10)}  ${name ? `${name} <${email}>` : email}\n`,
		);
	}
	return 0;
}
