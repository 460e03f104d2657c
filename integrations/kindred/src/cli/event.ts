import { normaliseEmail } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import {
	checkIn,
	findEvent,
	guestList,
	lookUp,
	phaseOf,
	whenInWords,
	type KindredEvent,
} from '../event/index.ts';
import type { Desk } from './open.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred event list [--json]                  what is to come and what is over, with seats and queue
kindred event guests <id> [--json]           who answered what, seated first, then the queue in order
kindred event private <id> [--join <url>] [--address <text>] [--note <text>] [--json]
                                             what only guests see, in their letter and calendar file; '' takes it away
kindred event check-in <id> <address>        note that somebody came
`;

const options = {
	json: { type: 'boolean' },
	join: { type: 'string' },
	address: { type: 'string' },
	note: { type: 'string' },
} as const;

/** `kindred event …`. */
export const run = nounOf(usage, options, {
	list: { words: [0, 0], act: list },
	guests: { words: [1, 1], act: guests },
	private: { words: [1, 1], act: secrets },
	'check-in': { words: [2, 2], act: note },
});

async function list(desk: Desk, { io, json }: Call<typeof options>): Promise<number> {
	const groups = [...new Set(desk.snapshot.events.map(({ group }) => group))];
	const found = await Promise.all(groups.map((group) => lookUp(group, undefined, desk)));
	const rows = found.flatMap((one) => {
		if (!one) return [];
		const { event, taken, waiting } = one;
		const { group, title, status, capacity, instants } = event;
		const phase = phaseOf(event, desk.now());
		return [
			{
				id: group,
				title,
				when: whenInWords(event, event.lang),
				start: instants.start,
				phase,
				status,
				capacity,
				taken,
				waiting,
			},
		];
	});
	if (json) io.stdout(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (!rows.length) io.stdout('No events yet. Write one into content/events/.\n');
	for (const { id, title, when, phase, status, capacity, taken, waiting } of json ? [] : rows) {
		const state = status === 'scheduled' ? phase : status;
		io.stdout(
			`${id}  ${title}\n  ${when}  ${state}\n  ${taken} of ${capacity ?? 'any number of'} seats taken, ${waiting} waiting\n`,
		);
	}
	return 0;
}

async function guests(desk: Desk, { io, json, words }: Call<typeof options>): Promise<number> {
	const { group } = find(desk, words[0]!);
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

async function secrets(
	desk: Desk,
	{ io, json, words, join, address, note: remark }: Call<typeof options>,
): Promise<number> {
	const { group } = find(desk, words[0]!);
	const known = (await desk.store.events.secrets(group)) ?? {};
	if (join && !/^https?:\/\//.test(join)) {
		throw new KindredError(
			`\`${join}\` is not an address of the web.`,
			`Write \`kindred event private ${group} --join https://meet.example.com/table\`.`,
		);
	}
	const given = join !== undefined || address !== undefined || remark !== undefined;
	const kept = {
		joinUrl: (join ?? known.joinUrl) || undefined,
		address: (address ?? known.address) || undefined,
		note: (remark ?? known.note) || undefined,
	};
	if (given) await desk.store.events.keepSecrets(group, kept, desk.now());
	if (json) io.stdout(`${JSON.stringify(kept)}\n`);
	else
		io.stdout(`Join: ${kept.joinUrl ?? '–'}\nAddress: ${kept.address ?? '–'}\nNote: ${kept.note ?? '–'}\n`);
	return 0;
}

async function note(desk: Desk, { io, json, words }: Call<typeof options>): Promise<number> {
	const { group } = find(desk, words[0]!);
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

/** The event that a command names by its group or by an entry's id. */
function find({ snapshot, site }: Desk, id: string): KindredEvent {
	const event = findEvent(snapshot.events, id, [site.lang]) ?? snapshot.events.find((one) => one.id === id);
	if (event) return event;
	const known = [...new Set(snapshot.events.map(({ group }) => `\`${group}\``))].join(', ') || 'none yet';
	throw new KindredError(`There is no event "${id}".`, `Name one of these: ${known}.`);
}
