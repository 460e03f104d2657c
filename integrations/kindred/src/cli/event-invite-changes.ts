import { KindredError } from '../base/error.ts';
import { addInvitees, editInvitations, type KindredEvent, type Wanted } from '../event/index.ts';
import { circles, type Circle, type Person } from '../person/index.ts';
import { whyNot } from './event-invite-refusal.ts';
import { termsOf, type TermOptions } from './event-invite-terms.ts';
import type { Desk } from './open.ts';
import { findPerson } from './person-find.ts';
import { written } from './reply-find.ts';

/** What a command says of a list. */
export interface ChangeOptions extends TermOptions {
	readonly words: readonly string[];
	readonly series?: boolean | undefined;
	readonly tags?: boolean | undefined;
	readonly topic?: string | undefined;
	readonly circle?: string | undefined;
	readonly add?: string | undefined;
	readonly known?: boolean | undefined;
	readonly remove?: string | undefined;
	readonly move?: string | undefined;
}

/** What the command changes. All of it is read and understood before any of it is done. */
export async function changesIn(
	event: KindredEvent,
	desk: Desk,
	call: ChangeOptions,
): Promise<(() => Promise<unknown>)[]> {
	const { words, move, remove } = call;
	const wanted = await wantedIn(event, desk, call);
	const terms = termsOf(event, call, desk.now());
	const off = await peopleNamed(remove, desk);
	const to = Number(words[1]);
	const isPlace = /^[1-9]\d{0,3}$/.test(words[1] ?? '') && namesIn(move).length === 1;
	if (move === undefined ? words.length > 1 : !isPlace)
		throw new KindredError(
			move === undefined
				? `\`${words[1]}\` means nothing here.`
				: `\`--move ${move}\` needs one address and a place on the list.`,
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

async function wantedIn(event: KindredEvent, desk: Desk, call: ChangeOptions): Promise<Wanted | undefined> {
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
