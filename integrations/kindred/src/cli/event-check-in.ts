import { normaliseEmail } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { checkIn } from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const checkInUsage = `kindred event check-in <id> <address>        note that somebody came
`;

/** `kindred event check-in`. */
export async function noteCame(
	desk: Desk,
	{ io, json, words }: Call<{ readonly json: { type: 'boolean' } }>,
): Promise<number> {
	const { group } = eventNamed(desk, words[0]!);
	const email = normaliseEmail(words[1]!);
	const person = email && (await desk.store.people.byEmail(email));
	if (!person) {
		throw new KindredError(
			`Nobody with the address \`${words[1]}\` is known.`,
			`Type \`kindred person add ${words[1]}\` first.`,
		);
	}
	const isNew = await checkIn(group, person.id, desk);
	const who = person.name || person.email;
	if (json) io.stdout(`${JSON.stringify({ person: person.id, event: group, new: isNew })}\n`);
	else io.stdout(isNew ? `${who} came.\n` : `${who} was noted before.\n`);
	return 0;
}
