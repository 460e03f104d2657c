import { clockIn } from '../base/time.ts';
import {
	checkInCode,
	guestList,
	guestsIn,
	lineOf,
	queueOf,
	standingOf,
	type KindredEvent,
	type Rsvp,
	type Standing,
} from '../event/index.ts';
import type { Person } from '../person/index.ts';
import { csv } from './csv.ts';
import { eventNamed } from './event-named.ts';
import { printable } from './io.ts';
import type { Desk } from './open.ts';
import type { Call } from './verbs.ts';

export const guestsUsage = `kindred event guests <id> [--json|--csv]     who stands where and what they said, seated first, then the queue in order
`;

/** The options of `kindred event guests`. */
export const guestsOptions = { json: { type: 'boolean' }, csv: { type: 'boolean' } } as const;

/** One guest, for the author's eyes. */
interface GuestRow {
	readonly person: number;
	readonly name: string;
	readonly email: string;
	readonly standing: Standing;
	readonly answer: Rsvp['answer'];
	readonly seat: Rsvp['seat'];
	readonly guests: number;
	/** Their place in the queue, from 1. */
	readonly place?: number | undefined;
	/** Until when a seat is kept for them. */
	readonly until?: string | undefined;
	readonly answeredAt: string;
	/** By the question's id. */
	readonly answers: Readonly<Record<string, string>>;
	readonly comment: string;
	/** Other guests may see their name. */
	readonly shown: boolean;
	/** Whether they came, once that is known, and with how many. */
	readonly came?: boolean | undefined;
	readonly cameWith?: number | undefined;
	/** What they show at the door. */
	readonly code: string;
}

/** `kindred event guests`. */
export async function guests(
	desk: Desk,
	{ io, json, csv: asTable, words }: Call<typeof guestsOptions>,
): Promise<number> {
	const event = eventNamed(desk, words[0]!);
	const rows = await rowsOf(event, desk);
	if (json) io.stdout(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (asTable) io.stdout(tableOf(rows, event));
	else if (!rows.length) io.stdout('Nobody has answered yet.\n');
	else io.stdout(printable(rows.map((row) => linesOf(row, event, desk)).join('')));
	return 0;
}

async function rowsOf({ group }: KindredEvent, desk: Desk): Promise<GuestRow[]> {
	const list = await guestList(group, desk);
	const past = await desk.store.attendance.past(group);
	const queue = queueOf(list.map(({ rsvp }) => rsvp));
	return list.map(({ person, rsvp }) => rowOf(person, rsvp, group, { past, queue, keys: desk.keys }));
}

function rowOf(
	person: Person,
	rsvp: Rsvp,
	group: string,
	{ past, queue, keys }: { past: Parameters<typeof lineOf>[0]; queue: readonly Rsvp[]; keys: Desk['keys'] },
): GuestRow {
	const { answer, seat, guests: brings, until, answeredAt, detail = {} } = rsvp;
	const day = lineOf(past, person.id, 'attended', 'missed');
	const came = day && day.kind === 'attended';
	return {
		person: person.id,
		name: person.name,
		email: person.email,
		standing: standingOf(rsvp),
		answer,
		seat,
		guests: brings,
		place: queue.indexOf(rsvp) + 1 || undefined,
		until,
		answeredAt,
		answers: detail.answers ?? {},
		comment: detail.comment ?? '',
		shown: detail.shown ?? false,
		came,
		cameWith: came ? guestsIn(day) : undefined,
		code: checkInCode(group, person.id, keys),
	};
}

function linesOf(row: GuestRow, { questions }: KindredEvent, { site, now }: Desk): string {
	const { standing, answeredAt, name, email, guests: brings, place, until, came, cameWith } = row;
	const more = [
		...(brings ? [`brings ${brings}`] : []),
		...(place ? [`place ${place}`] : []),
		...(until ? [`${until > now() ? 'until' : 'ran out'} ${clockIn(until, site.zone)}`] : []),
		...(came === undefined ? [] : [came ? `came${cameWith ? ` with ${cameWith}` : ''}` : 'did not come']),
	];
	const who = name ? `${name} <${email}>` : email;
	const said = [
		...questions.flatMap(({ id, ask }) => (row.answers[id] ? [`${ask} ${row.answers[id]}`] : [])),
		...(row.comment ? [`“${row.comment}”`] : []),
	].map((line) => line.replaceAll(/\s+/g, ' '));
	return [
		`${standing.padEnd(9)} ${answeredAt.slice(0, 10)}  ${[who, ...more].join(', ')}`,
		...said.map((line) => `${' '.repeat(22)}${line}`),
		'',
	].join('\n');
}

function tableOf(rows: readonly GuestRow[], { questions }: KindredEvent): string {
	const head = [
		'standing',
		'name',
		'email',
		'guests',
		'place',
		'until',
		'answered',
		'came',
		'came with',
		'code',
	];
	return csv([
		[...head, ...questions.map(({ id }) => id), 'comment'],
		...rows.map((row) => {
			const { standing, name, email, guests: brings, place, until, answeredAt, came, cameWith, code } = row;
			const day = came === undefined ? undefined : came ? 'yes' : 'no';
			const said = questions.map(({ id }) => row.answers[id]);
			return [
				standing,
				name,
				email,
				brings,
				place,
				until,
				answeredAt,
				day,
				cameWith,
				code,
				...said,
				row.comment,
			];
		}),
	]);
}
