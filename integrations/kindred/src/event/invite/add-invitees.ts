import { KindredError } from '../../base/error.ts';
import { kinshipKinds, readKinship, type Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import type { Invitation } from './invitation.ts';
import type { InviteHouse } from './invite.ts';
import { propose, type Earlier, type Invitee, type LeftOut, type Pool, type Wanted } from './invitees.ts';
import { findEvent } from '../list.ts';

/** More are no chosen people: a digest is for them. */
const MOST_INVITED = 1000;

/**
 * Puts people on a list, behind those who are there, in the order and with the reasons that `propose` gives. When somebody who was
 * added by hand may not be invited, nobody is put there, and the answer names only them.
 *
 * @throws KindredError where it would be more than a thousand
 */
export async function addInvitees(
	event: KindredEvent,
	wanted: Wanted,
	house: InviteHouse,
): Promise<{
	readonly added: readonly Invitee[];
	readonly left: readonly { person: Person; why: LeftOut }[];
}> {
	const { store, now } = house;
	const { invitees, left } = propose(wanted, await poolFor(event, wanted, house));
	if (invitees.length > MOST_INVITED) throw tooMany(invitees.length);
	const closed = new Set<Person>();
	for (const { person } of invitees) if (await store.people.suppressed(person.email)) closed.add(person);
	const out = [...left, ...[...closed].map((person) => ({ person, why: 'unreachable' as const }))];
	const named = out.filter(({ person }) => wanted.byHand.some((one) => one.person.id === person.id));
	if (named.length) return { added: [], left: named };
	const { changed } = await store.invitations.change(event.group, now(), {
		decide(list) {
			const known = new Set(list.invitations.map(({ person }) => person.id));
			const added = invitees.filter(({ person }) => !closed.has(person) && !known.has(person.id));
			if (list.invitations.length + added.length > MOST_INVITED)
				throw tooMany(list.invitations.length + added.length);
			const rows = added.map((one): Invitation => ({ ...one, suppressed: false, state: 'listed' }));
			return { added, list: { ...list, invitations: [...list.invitations, ...rows] } };
		},
	});
	return { added: changed.added, left: out };
}

/** Everybody who is known, and what is known of them. */
async function poolFor(event: KindredEvent, wanted: Wanted, house: InviteHouse): Promise<Pool> {
	const { store, snapshot, now } = house;
	const topics = wanted.topics.length ? wanted.topics : event.tags;
	const tags = new Map(snapshot.posts.map(({ group, tags }) => [group, tags]));
	const kinship = await readKinship(store.invitations.log([...kinshipKinds, 'missed']), {
		topics,
		topicsOf: (post) => tags.get(post) ?? [],
		now: now(),
	});
	return {
		event,
		people: await store.people.everybody(),
		ledger: await store.events.ledger(event.group),
		earlier: await earlierIn(event, house),
		kinship,
		topics,
	};
}

const tooMany = (count: number): KindredError =>
	new KindredError(
		`${count} people are more than a list of invitations has room for, which is ${MOST_INVITED}.`,
		'Choose fewer, by topic, series or circle; tell everybody else in a digest.',
	);

/** The events of the same series that began before this one, the latest last. */
async function earlierIn(
	{ series, group, instants }: KindredEvent,
	{ snapshot, store, site }: InviteHouse,
): Promise<Earlier[]> {
	const groups = new Set(snapshot.events.filter((one) => one.series === series).map((one) => one.group));
	const events = [...groups].flatMap((name) => findEvent(snapshot.events, name, [site.lang]) ?? []);
	const before = events
		.filter((one) => series !== undefined && one.group !== group && one.instants.start < instants.start)
		.toSorted((a, b) => (a.instants.start < b.instants.start ? -1 : 1));
	return Promise.all(
		before.map(async (event) => ({ event, ledger: await store.events.ledger(event.group) })),
	);
}
