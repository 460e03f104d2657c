import { KindredError } from '../base/error.ts';
import {
	addInvitees,
	approveInvitations,
	editInvitations,
	sendInvitations,
	stopInvitations,
	viewInvitations,
	type KindredEvent,
	type Wanted,
} from '../event/index.ts';
import { circles, type Circle, type Person } from '../person/index.ts';
import { invitationsAsJson, printInvitations, printWave } from './event-invite-print.ts';
import { whyNobody, whyNot } from './event-invite-refusal.ts';
import { termsOf, type TermOptions } from './event-invite-terms.ts';
import { eventNamed } from './event-named.ts';
import { environmentOf, type Desk } from './open.ts';
import { findPerson } from './person-find.ts';
import { written } from './reply-find.ts';
import type { Call } from './verbs.ts';
import { refuseWrongClock } from './wrong-clock.ts';

export const inviteUsage = `kindred event invite <id> [--json]           whom to invite, in which order and why, who goes first, what comes after
   --series --tags --topic <a,b> --circle <core,active> --add <address,…> [--known]
                                             put on the list: who came before; who chose or wrote about its tags, or
                                             these topics; a circle; people by hand (--known: who never wrote or came)
   --remove <address,…>  --move <address> <place>                            change it
   --days n | --until <day>  --seats n|all  --over n | --all  --newcomers n  --say <words>
                                             how long each has, how many at once, in which words
   --approve  ·  --send  ·  --stop           say yes to this list; send the first wave; invite nobody more
`;

/** The options of `kindred event invite`. */
export const inviteOptions = {
	series: { type: 'boolean' },
	tags: { type: 'boolean' },
	topic: { type: 'string' },
	circle: { type: 'string' },
	add: { type: 'string' },
	known: { type: 'boolean' },
	remove: { type: 'string' },
	move: { type: 'string' },
	days: { type: 'string' },
	until: { type: 'string' },
	seats: { type: 'string' },
	over: { type: 'string' },
	all: { type: 'boolean' },
	newcomers: { type: 'string' },
	say: { type: 'string' },
	approve: { type: 'boolean' },
	send: { type: 'boolean' },
	stop: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

type InviteCall = Call<typeof inviteOptions>;

/** `kindred event invite`: makes the list of an event, shows it, and carries out what its author said yes to. */
export async function invite(desk: Desk, call: InviteCall): Promise<number> {
	const { io, json } = call;
	const event = eventNamed(desk, call.words[0]!);
	const changes = await changesIn(event, desk, call);
	refuseMixed(event, changes.length > 0, call);
	for (const change of changes) await change();
	if (call.stop) await stopInvitations(event, desk);
	if (call.approve) await sayYes(event, desk);
	const sent = call.send ? await send(event, desk, call) : undefined;
	const view = await viewInvitations(event, desk);
	if (json) io.stdout(`${JSON.stringify(invitationsAsJson(event, view, sent), null, '\t')}\n`);
	else io.stdout(sent ? printWave(event, sent, desk.site) : printInvitations(event, view, desk));
	return 0;
}

/** A yes is to what was seen, so nothing is changed in the same breath. */
function refuseMixed({ group }: KindredEvent, isChanged: boolean, call: InviteCall): void {
	const steps = (['approve', 'send', 'stop'] as const).filter((step) => call[step]);
	if (steps.length + Number(isChanged) < 2) return;
	throw new KindredError(
		`\`--${steps[0]}\` is about the list as you saw it, and the same command ${isChanged ? 'changes it' : `says \`--${steps[1]}\``}.`,
		`Look at it first: kindred event invite ${group}`,
	);
}

/** What the command changes. All of it is read and understood before any of it is done. */
async function changesIn(
	event: KindredEvent,
	desk: Desk,
	call: InviteCall,
): Promise<(() => Promise<unknown>)[]> {
	const { words, move, remove } = call;
	const wanted = await wantedIn(event, desk, call);
	const terms = termsOf(event, call satisfies TermOptions, desk.now());
	const off = await peopleNamed(remove, desk);
	const to = Number(words[1]);
	if (move === undefined ? words.length > 1 : !/^[1-9]\d{0,3}$/.test(words[1] ?? ''))
		throw new KindredError(
			move === undefined
				? `\`${words[1]}\` means nothing here.`
				: `\`--move ${move}\` needs a place on the list.`,
			`Write \`kindred event invite ${event.group} --move ada@example.com 1\`.`,
		);
	const [moved] = await peopleNamed(move, desk);
	const list = off.length || moved ? (await desk.store.invitations.list(event.group)).invitations : [];
	for (const person of [...off, ...(moved ? [moved] : [])])
		if (!list.some((one) => one.person.id === person.id))
			throw new KindredError(
				`${written(person)} is not on the list.`,
				`Type \`kindred event invite ${event.group}\` to see who is.`,
			);
	return [
		...(wanted ? [() => add(event, wanted, desk)] : []),
		...(off.length || moved || terms
			? [() => edit(event, { off, move: moved && { person: moved.id, to }, terms }, desk)]
			: []),
	];
}

async function wantedIn(event: KindredEvent, desk: Desk, call: InviteCall): Promise<Wanted | undefined> {
	const { series = false, tags, known = false } = call;
	const byHand = (await peopleNamed(call.add, desk)).map((person) => ({ person, vouched: known }));
	const topics = [...new Set([...namesIn(call.topic), ...(tags ? event.tags : [])])];
	const inner = namesIn(call.circle).map(circleNamed);
	if (tags && !event.tags.length)
		throw new KindredError(
			`The event "${event.group}" has no tags.`,
			'Write `tags: [food]` into its file, or name topics: `--topic food`.',
		);
	if (series && event.series === undefined)
		throw new KindredError(
			`The event "${event.group}" belongs to no series.`,
			'Write the same `series: a-table-for-eight` into its file and into those of earlier ones.',
		);
	if (known && !byHand.length)
		throw new KindredError(
			'`--known` is about people added by hand.',
			'Write `--add ada@example.com --known`.',
		);
	const isEmpty = !series && !topics.length && !inner.length && !byHand.length;
	return isEmpty ? undefined : { series, topics, circles: inner, byHand };
}

const namesIn = (text: string | undefined): string[] =>
	(text ?? '').split(',').flatMap((name) => name.trim() || []);

async function peopleNamed(text: string | undefined, desk: Desk): Promise<Person[]> {
	return Promise.all(namesIn(text).map((who) => findPerson(desk, who)));
}

function circleNamed(name: string): Circle {
	const circle = circles.find((one) => one === name);
	if (circle) return circle;
	throw new KindredError(`There is no circle "${name}".`, `Name one of these: ${circles.join(', ')}.`);
}

async function add(event: KindredEvent, wanted: Wanted, desk: Desk): Promise<void> {
	const { left } = await addInvitees(event, wanted, desk);
	const named = left.find(({ person }) => wanted.byHand.some((one) => one.person.id === person.id));
	if (named) throw whyNot(named.why, written(named.person), event.group);
}

async function edit(
	event: KindredEvent,
	{
		off,
		move,
		terms,
	}: {
		off: readonly Person[];
		move: { person: number; to: number } | undefined;
		terms: ReturnType<typeof termsOf>;
	},
	desk: Desk,
): Promise<void> {
	const kept = await editInvitations(event, { remove: off.map(({ id }) => id), move, terms }, desk);
	const invited = off.find(({ id }) => kept.includes(id));
	if (!invited) return;
	throw new KindredError(
		`${written(invited)} is invited already, and stays on the list.`,
		`To take the invitation back: kindred event remove ${event.group} ${invited.email}`,
	);
}

async function sayYes(event: KindredEvent, desk: Desk): Promise<void> {
	const { next, hash } = await viewInvitations(event, desk);
	const why = next.invited.length ? undefined : whyNobody(event, next.rest, 'approve');
	if (why) throw why;
	if (!(await approveInvitations(event, hash, desk)))
		throw new KindredError(
			'The list was changed at this very moment.',
			`Look again: kindred event invite ${event.group}`,
		);
}

async function send(event: KindredEvent, desk: Desk, { io }: InviteCall) {
	refuseWrongClock(desk, environmentOf(desk.root, io.env));
	const wave = await sendInvitations(event, desk);
	const why = wave.invited.length ? undefined : whyNobody(event, wave.rest, 'send');
	if (why) throw why;
	return wave;
}
