import type { Instant } from '../../base/time.ts';
import { Books } from '../seats/books.ts';
import type { KindredEvent } from '../event.ts';
import {
	checkApproval,
	deadlineOf,
	isInvitable,
	isReachable,
	type Invitation,
	type InvitationList,
} from './invitation.ts';
import { rulesOf } from '../list.ts';
import type { Rsvp, Rules } from '../seats/rsvp.ts';
import type { Settlement } from '../seats/settlement.ts';

/** Why nobody more is invited now. */
export type Rest =
	| Exclude<ReturnType<typeof checkApproval>, 'approved'>
	/** The first wave leaves by its author's word only. */
	| 'not-sent'
	/** The event takes no new guests. */
	| 'closed'
	/** Less than a day would be left to answer. */
	| 'too-late'
	| 'no-seat'
	| 'nobody-left';

/** Somebody who is invited with a wave. */
export interface Invited {
	readonly person: number;
	readonly until: Instant;
	/** Nothing is kept for whoever is invited over the number of seats. */
	readonly isKept: boolean;
}

/** What rolling on does to an event, all of it or nothing. */
export interface Wave {
	readonly settlement: Settlement;
	/** The list afterwards. */
	readonly list: InvitationList;
	readonly invited: readonly Invited[];
	/** Whose invitation ended without an answer, and whose could not reach them. */
	readonly lapsed: readonly number[];
	readonly returned: readonly number[];
	readonly rest: Rest;
}

/**
 * What happens to a list now: what has run out is noted, and as many are invited, in order, as there is room for. With everybody
 * who has been invited and not answered there are never more than could be seated, but for as many as the author allowed over
 * that. Pure: the store calls it with list and ledger in a transaction that keeps everybody else out.
 *
 * @param bySend the author sends the first wave; later ones roll on by themselves.
 */
export function nextWave(
	list: InvitationList,
	before: readonly Rsvp[],
	{ event, now, bySend }: { event: KindredEvent; now: Instant; bySend: boolean },
): Wave {
	const rules = rulesOf(event, now);
	const books = new Books(before, { event: event.group, rules, now });
	const stood = list.invitations.map((one) => books.restated(one));
	const returned = stood.filter((one) => isBack(one, books)).map(({ person }) => person.id);
	for (const one of stood) if (returned.includes(one.person.id)) books.giveBack(one);
	const current = {
		...list,
		invitations: stood.map((one) =>
			returned.includes(one.person.id) ? { ...one, state: 'returned' as const } : one,
		),
	};
	const until = deadlineOf(list, event, now);
	const stop = stopped(current, event, { until, rules, bySend });
	const { invited, rest } = stop ? { invited: [], rest: stop } : inviteNext(current, books, until!);
	const lapsed = stood.filter(
		({ state }, at) => state === 'lapsed' && list.invitations[at]!.state === 'open',
	);
	return {
		settlement: books.settlement(),
		list: invited.length ? withWave(current, invited, now) : current,
		invited,
		lapsed: lapsed.map(({ person }) => person.id),
		returned,
		rest,
	};
}

/** An invitation that nobody can have read: it counts as declined. */
function isBack(one: Invitation, books: Books): boolean {
	if (one.state === 'returned') return books.seatsOf(one) > 0;
	return one.state === 'open' && !isReachable(one);
}

/** The list after a wave. Those of later ones have as long as those of the first had. */
function withWave(list: InvitationList, invited: readonly Invited[], now: Instant): InvitationList {
	const wave = list.wave + 1;
	const { until } = invited[0]!;
	const minutes = Math.round((Date.parse(until) - Date.parse(now)) / 60_000);
	return {
		...list,
		wave,
		minutes: list.wave === 0 ? minutes : list.minutes,
		invitations: list.invitations.map((one) =>
			invited.some(({ person }) => person === one.person.id) ? { ...one, state: 'open', wave, until } : one,
		),
	};
}

function stopped(
	list: InvitationList,
	event: KindredEvent,
	{ until, rules, bySend }: { until: Instant | undefined; rules: Rules; bySend: boolean },
): Rest | undefined {
	const approval = checkApproval(list, event);
	if (approval !== 'approved') return approval;
	if (list.wave === 0 && !bySend) return 'not-sent';
	if (rules.state !== 'open') return 'closed';
	return until === undefined ? 'too-late' : undefined;
}

/** Invites from the list, in its order, until there is no room or nobody left. */
function inviteNext(
	list: InvitationList,
	books: Books,
	until: Instant,
): { invited: readonly Invited[]; rest: Rest } {
	const { over = Number.POSITIVE_INFINITY } = list.terms;
	const invited: Invited[] = [];
	const left = list.invitations.filter((one) => one.state === 'listed' && isInvitable(one));
	while (left.length) {
		const room = roomIn(list, books, invited);
		if (room + over < 1) return { invited, rest: 'no-seat' };
		const [next] = left.splice(nextIndex(left, list, { books, invited, room }), 1);
		const isKept = room >= 1;
		books.invite(next!, isKept ? until : undefined, list.wave + 1);
		invited.push({ person: next!.person.id, until, isKept });
	}
	return { invited, rest: 'nobody-left' };
}

/** How many more could be seated if everybody said yes who is invited; less than none where more are invited than that. */
function roomIn({ invitations, terms }: InvitationList, books: Books, invited: readonly Invited[]): number {
	const used = invitations.reduce((sum, one) => sum + books.seatsOf(one), 0);
	const without = invitations.filter((one) => one.state === 'open' && !books.seatsOf(one)).length;
	const nowWithout = invited.filter(({ isKept }) => !isKept).length;
	return Math.min(books.free(), (terms.seats ?? Number.POSITIVE_INFINITY) - used) - without - nowWithout;
}

/** Who is next: the first, or the first who has never come where all seats that are left are meant for such. */
function nextIndex(
	left: readonly Invitation[],
	{ invitations, terms }: InvitationList,
	{ books, invited, room }: { books: Books; invited: readonly Invited[]; room: number },
): number {
	const isNew = ({ reason }: Invitation) => reason?.newcomer === true;
	const isIn = (one: Invitation) =>
		one.state === 'open' || books.seatsOf(one) > 0 || invited.some(({ person }) => person === one.person.id);
	const missing = terms.newcomers - invitations.filter((one) => isNew(one) && isIn(one)).length;
	return missing > 0 && room <= missing ? Math.max(0, left.findIndex(isNew)) : 0;
}
