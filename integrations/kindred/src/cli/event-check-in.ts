import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { KindredError } from '../base/error.ts';
import {
	checkIn,
	closeDoor,
	readResult,
	undoCheckIn,
	type KindredEvent,
	type Named,
} from '../event/index.ts';
import type { Person } from '../person/index.ts';
import { guestAtDoor } from './event-guest.ts';
import { eventNamed } from './event-named.ts';
import { count, printable, type Io } from './io.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const checkInUsage = `kindred event check-in <id> [<address|code> …] [--from <file|->] [--guests n] [--undo] [--done] [--json]
                                             note who came: by address, by code, or from what the sheet gave you;
                                             --undo takes it back; --done: whoever was not noted has missed it
`;

/** The options of `kindred event check-in`. */
export const checkInOptions = {
	from: { type: 'string' },
	guests: { type: 'string' },
	undo: { type: 'boolean' },
	done: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

type CheckInCall = Call<typeof checkInOptions>;

/** Whom the command and the file name, as far as they are known, and the names nobody is known by. */
interface AtDoor {
	readonly here: readonly (Named & { readonly person: Person })[];
	readonly unknown: readonly string[];
}

/** `kindred event check-in`: notes who came. Resolves to 1 when somebody is not known; the others are noted all the same. */
export async function noteCame(desk: Desk, call: CheckInCall): Promise<number> {
	const { io, json, undo, done } = call;
	const event = eventNamed(desk, call.words[0]!);
	if (done) refuseEarly(event, desk, undo);
	const { here, unknown } = await whoIsNamed(desk, event, call);
	const { group } = event;
	const noted = undo
		? await undoCheckIn(
				group,
				here.map(({ person }) => person.id),
				desk,
			)
		: await checkIn(
				group,
				here.map(({ person, guests }) => ({ person: person.id, guests })),
				desk,
			);
	const missed = done ? await closeDoor(group, desk) : [];
	if (json) {
		const came = undo ? { undone: noted } : { came: noted };
		io.stdout(`${JSON.stringify({ event: group, ...came, missed, unknown }, null, '\t')}\n`);
	} else io.stdout(await told({ here, noted, missed, undo, done }, desk));
	for (const name of json ? [] : unknown)
		io.stderr(
			`Nobody is known as \`${printable(name)}\`.\nType \`kindred person add <address>\` first, then their address.\n`,
		);
	return unknown.length ? 1 : 0;
}

function refuseEarly({ group, instants }: KindredEvent, { now }: Desk, undo: boolean | undefined): void {
	if (undo)
		throw new KindredError(
			'`--undo` takes back who came and `--done` says that nobody else will: not both.',
			'Write one of them.',
		);
	if (now() < instants.start)
		throw new KindredError(
			`The event "${group}" has not begun, so nobody can have missed it.`,
			'Leave `--done` out until it is over.',
		);
}

async function whoIsNamed(desk: Desk, event: KindredEvent, call: CheckInCall): Promise<AtDoor> {
	const guests = companions(call.guests);
	const names: readonly Named[] = [
		...call.words.slice(1).map((name) => ({ name, guests })),
		...(call.from === undefined ? [] : await namesIn(call.from, event, call.io)),
	];
	if (!names.length && !call.done)
		throw new KindredError(
			'Who came?',
			`Write \`kindred event check-in ${event.group} ada@example.com\`, or a guest's code, or \`--from result.txt\`.`,
		);
	const found = await Promise.all(
		names.map(async (named) => ({ ...named, person: await guestAtDoor(desk, event, named.name) })),
	);
	return {
		here: found.flatMap(({ person, ...named }) => (person ? [{ ...named, person }] : [])),
		unknown: found.filter(({ person }) => !person).map(({ name }) => name),
	};
}

function companions(text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (/^\d{1,2}$/.test(text)) return Number(text);
	throw new KindredError(`\`${text}\` is not a number of people.`, 'Write `--guests 2`, or `--guests 0`.');
}

/** The lines that the sheet gave, from a file or from standard input. */
async function namesIn(from: string, { group }: KindredEvent, io: Io): Promise<readonly Named[]> {
	const result = readResult(
		from === '-'
			? await text(process.stdin)
			: await readFile(resolve(io.cwd, from), 'utf8').catch(refuseFile(from)),
	);
	if (result.event === undefined || result.event === group) return result.names;
	throw new KindredError(
		`This is the result of the event "${printable(result.event)}", not of "${group}".`,
		`Write \`kindred event check-in ${printable(result.event)} --from ${from}\`.`,
	);
}

const refuseFile = (file: string) => (error: NodeJS.ErrnoException) => {
	throw new KindredError(
		`${file} cannot be read (${error.code}).`,
		'Name the file with what the sheet gave you, or write `--from -` and paste it.',
	);
};

async function told(
	{
		here,
		noted,
		missed,
		undo,
		done,
	}: {
		here: AtDoor['here'];
		noted: readonly number[];
		missed: readonly number[];
		undo: boolean | undefined;
		done: boolean | undefined;
	},
	{ store }: Desk,
): Promise<string> {
	const each = new Map(here.map(({ person }) => [person.id, person.name || person.email]));
	const lines = [...each].map(([id, who]) =>
		noted.includes(id)
			? `${who} ${undo ? 'is taken back' : 'came'}.`
			: `${who} was ${undo ? 'not noted' : 'noted before'}.`,
	);
	const absent = await Promise.all(missed.map((id) => store.people.byId(id)));
	if (done)
		lines.push(
			missed.length
				? `${count(missed.length, 'guest')} missed it: ${absent.map((person) => person?.name || person?.email).join(', ')}.`
				: 'Everybody with a seat is accounted for.',
		);
	return `${lines.map(printable).join('\n')}\n`;
}
