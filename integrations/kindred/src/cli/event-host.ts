import { normaliseEmail } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { answerEvent, standingOf, type Answered, type HostAct, type KindredEvent } from '../event/index.ts';
import type { Person } from '../person/index.ts';
import { eventNamed } from './event-named.ts';
import { count, printable } from './io.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const hostUsage = `kindred event approve <id> <address> … [--json]
                                             say yes to those who asked; they have a seat, or wait for one
kindred event decline <id> <address> … [--json]
                                             say no to them; they get a letter
kindred event add <id> <address> … [--guests n] [--json]
                                             somebody who told you that they come, with n they bring along
kindred event remove <id> <address> … [--json]
                                             take a seat, a place in the queue or an invitation away; they get a letter
kindred event first <id> <address> [--json]  put somebody at the head of the queue
`;

/** The options of the host's verbs. */
export const hostOptions = { guests: { type: 'string' }, json: { type: 'boolean' } } as const;

/** What the author says about guests by a command. Invitations are another one: `kindred event invite`. */
type Verb = Exclude<HostAct, 'invite'>;

/** `kindred event approve`, `decline`, `add`, `remove`, `first`: one act for each address, one after the other. */
export const hostVerb =
	(act: Verb) =>
	async (desk: Desk, { io, json, words, guests: text }: Call<typeof hostOptions>): Promise<number> => {
		const event = eventNamed(desk, words[0]!);
		const guests = companions(act, text);
		// All of them are known before anything is done.
		const people = await Promise.all(words.slice(1).map((who) => guestNamed(desk, who)));
		const all = [];
		for (const person of people) {
			const answered = await answerEvent(
				{ event: event.group, person, answer: act, door: 'host', guests },
				desk,
			);
			if (!answered.ok) throw refusal(event, answered.reason);
			if (!json) io.stdout(`${printable(await inWords(act, person, answered, desk))}\n`);
			const { standing, changed, place, promoted } = answered;
			const { seat, guests: brings, until } = standing;
			const stands = standingOf(standing);
			all.push({ person: person.id, changed, stands, seat, guests: brings, place, until, promoted });
		}
		if (json) io.stdout(`${JSON.stringify({ event: event.group, guests: all }, null, '\t')}\n`);
		return 0;
	};

function companions(act: Verb, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (act !== 'add' && act !== 'approve')
		throw new KindredError(
			`\`--guests\` says how many somebody brings, and \`${act}\` lets nobody in.`,
			'Leave it out, or write `kindred event add <id> <address> --guests 2`.',
		);
	if (/^\d{1,2}$/.test(text)) return Number(text);
	throw new KindredError(`\`${text}\` is not a number of people.`, 'Write `--guests 2`, or `--guests 0`.');
}

async function guestNamed({ store }: Desk, who: string): Promise<Person> {
	const email = normaliseEmail(who);
	const person = email && (await store.people.byEmail(email));
	if (person) return person;
	throw new KindredError(
		`Nobody with the address \`${who}\` is known.`,
		email
			? `Type \`kindred person add ${email}\` first.`
			: 'Write a mail address, such as `ada@example.com`.',
	);
}

function refusal(
	{ group, capacity }: KindredEvent,
	reason: (Answered & { ok: false })['reason'],
): KindredError {
	const sentences: Partial<Record<typeof reason, readonly [string, string]>> = {
		full: [
			`There is no room in "${group}"${capacity === undefined ? '' : ` for so many: it has ${count(capacity, 'seat')}`}.`,
			'Raise its `capacity`, set `waitlist: true`, or let them bring fewer.',
		],
		over: [`The event "${group}" has taken place.`, 'Note who came with `kindred event check-in`.'],
		cancelled: [`The event "${group}" is cancelled.`, 'Set its `status` to `scheduled` if it is not.'],
		'not-asked': [`The event "${group}" takes no answers.`, 'Take `rsvp: false` out of its file.'],
	};
	const [message, hint] = sentences[reason] ?? [
		`That cannot be done in "${group}" (${reason}).`,
		`Type \`kindred event guests ${group}\` to see where everybody stands.`,
	];
	return new KindredError(message, hint);
}

/** What became of it, and who moved up by it. */
async function inWords(
	act: Verb,
	{ name, email }: Person,
	{ standing, changed, place, promoted }: Answered & { ok: true },
	{ store }: Desk,
): Promise<string> {
	const { seat, guests, until } = standing;
	const brings = guests ? ` and brings ${guests}` : '';
	const stands: Record<typeof seat, string> = {
		seated: `has a seat${brings}`,
		waiting: `waits${brings ? `${brings},` : ''} as number ${place ?? 1} in the queue`,
		offered: `is offered a seat until ${until}`,
		invited: `is invited until ${until}`,
		requested: 'has asked for a seat and waits for your word',
		none: act === 'remove' || act === 'decline' ? 'has no seat' : 'holds nothing here',
	};
	const moved = await Promise.all(promoted.map((id) => store.people.byId(id)));
	const movedUp = moved.flatMap((person) => (person ? [person.name || person.email] : []));
	const who = name ? `${name} <${email}>` : email;
	return [
		`${who} ${stands[seat]}.${changed ? '' : ' Nothing was changed.'}`,
		...(movedUp.length ? [`Moved up: ${movedUp.join(', ')}.`] : []),
	].join('\n');
}
