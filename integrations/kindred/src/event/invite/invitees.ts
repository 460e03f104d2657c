import type { Circle, Interaction, Kinship, Person } from '../../person/index.ts';
import type { KindredEvent } from '../event.ts';
import type { Did, Reason, Source } from './invitation.ts';
import type { Rsvp } from '../seats/rsvp.ts';

/** Whom the author wants on a list. */
export interface Wanted {
	readonly circles: readonly Circle[];
	/** Who chose one of these, or wrote about it. */
	readonly topics: readonly string[];
	/** Everybody who came to an earlier event of the series, waited for one, or declined one. */
	readonly series: boolean;
	/** These, in this order. `vouched`: the author knows them, although they never wrote or came. */
	readonly byHand: readonly { readonly person: Person; readonly vouched: boolean }[];
}

/** An earlier event of the same series. */
export interface Earlier {
	readonly event: Pick<KindredEvent, 'group' | 'series'>;
	readonly ledger: readonly Rsvp[];
}

/** What is known of everybody. */
export interface Pool {
	readonly event: KindredEvent;
	readonly people: readonly Person[];
	/** The ledger of this event. */
	readonly ledger: readonly Rsvp[];
	/** The latest last. */
	readonly earlier: readonly Earlier[];
	/** With the lines about who missed an event, and the fit on `topics`. */
	readonly kinship: Kinship;
	/** What the fit is about. */
	readonly topics: readonly string[];
}

/** Somebody who is wanted, and why. */
export interface Invitee {
	readonly person: Person;
	readonly reason: Reason;
}

/**
 * Why somebody who is wanted is not put on the list: they ended their subscription, cannot be reached, have an answer or a place
 * in this event already, or are a contact who never wrote, answered or came. An invitation is mail to somebody the author chose;
 * it needs no subscription, but somebody who has shown that they want to hear from the author.
 */
export type LeftOut = 'left' | 'unreachable' | 'answered' | 'stranger';

/**
 * The people who are wanted, in the order in which to invite them, and those who are left out. First those added by hand, in their
 * order; then those who waited for the last event of the series in vain; then those who give more on the topics than most; then
 * all others. Within each, whoever has the stronger tie comes first. The two numbers are never added up.
 */
export function propose(
	wanted: Wanted,
	pool: Pool,
): { readonly invitees: readonly Invitee[]; readonly left: readonly { person: Person; why: LeftOut }[] } {
	const invitees: Invitee[] = [];
	const left: { person: Person; why: LeftOut }[] = [];
	const hand = new Map(wanted.byHand.map(({ person, vouched }, at) => [person.id, { at, vouched }]));
	for (const person of pool.people) {
		const earlier = earlierOf(person, pool);
		const sources = sourcesOf(person, earlier.length > 0, wanted, pool);
		if (!sources.length) continue;
		const why = leftOut(person, earlier.length > 0 || hand.get(person.id)?.vouched === true, pool);
		if (why) left.push({ person, why });
		else invitees.push({ person, reason: reasonFor(person, sources, earlier, pool) });
	}
	const place = ({ person, reason }: Invitee) =>
		[ranks.indexOf(reason.rank), hand.get(person.id)?.at ?? 0, -reason.tie, person.id] as const;
	return { invitees: invitees.toSorted((a, b) => compare(place(a), place(b))), left };
}

const ranks: readonly Reason['rank'][] = ['hand', 'waited', 'fit', 'tie'];

function compare(one: readonly number[], other: readonly number[]): number {
	const at = one.findIndex((value, index) => value !== other[index]);
	return at < 0 ? 0 : one[at]! - other[at]!;
}

function sourcesOf(
	person: Person,
	isRegular: boolean,
	{ circles, topics, series, byHand }: Wanted,
	{ event, kinship }: Pool,
): Source[] {
	const hand = byHand.find((one) => one.person.id === person.id);
	const chosen = topics.filter((topic) => person.topics.includes(topic));
	const wrote = topics.length > 0 && !chosen.length && kinship.fit(person.id).gave > 0;
	return [
		...(hand ? [{ by: 'hand', vouched: hand.vouched } as const] : []),
		...(circles.includes(person.circle) ? [{ by: 'circle', circle: person.circle } as const] : []),
		...chosen.map((topic) => ({ by: 'topic', topic, how: 'chose' }) as const),
		...(wrote ? [{ by: 'topic', topic: topics.join(' or '), how: 'wrote' } as const] : []),
		...(series && isRegular && event.series ? [{ by: 'series', series: event.series } as const] : []),
	];
}

function earlierOf(person: Person, { earlier, kinship }: Pool): { event: string; did: Did }[] {
	return earlier.flatMap(({ event: { group }, ledger }) => {
		const subject = `event:${group}`;
		const kinds = kinship.past(person.id).flatMap((one) => (one.subject === subject ? [one.kind] : []));
		const did = didOf(
			ledger.find((rsvp) => rsvp.person === person.id),
			kinds,
		);
		return did ? [{ event: group, did }] : [];
	});
}

/** Whoever had a seat came, unless somebody noted that they did not. */
function didOf(rsvp: Rsvp | undefined, kinds: readonly Interaction['kind'][]): Did | undefined {
	if (kinds.includes('attended')) return 'came';
	if (rsvp?.seat === 'seated') return kinds.includes('missed') ? 'missed' : 'came';
	if (rsvp?.seat === 'waiting') return 'waited';
	return rsvp?.answer === 'no' ? 'declined' : undefined;
}

function leftOut(person: Person, isKnown: boolean, { ledger, kinship }: Pool): LeftOut | undefined {
	const { state, email } = person;
	if (state === 'left') return 'left';
	if (state === 'bounced' || state === 'complained' || state === 'forgotten' || !email) return 'unreachable';
	const row = ledger.find((rsvp) => rsvp.person === person.id);
	if (row && (row.answer !== 'none' || row.seat !== 'none' || row.invited)) return 'answered';
	const isStranger = state === 'contact' && !isKnown && !kinship.past(person.id).some(isOfTheirOwn);
	return isStranger ? 'stranger' : undefined;
}

/** What somebody did of their own accord. A mail that nothing proves may be anybody's. */
function isOfTheirOwn({ kind, detail }: Interaction): boolean {
	if (kind === 'replied') return detail['verified'] !== false;
	return kind === 'attended' || (kind === 'rsvp' && detail['door'] !== 'host');
}

/** So many lines are named behind a tie. */
const MOST_LINES = 3;

function reasonFor(
	person: Person,
	sources: readonly Source[],
	earlier: Reason['earlier'],
	{ kinship, topics, earlier: series }: Pool,
): Reason {
	const { value: tie, because } = kinship.tie(person.id);
	const { value, mean, sent, gave } = kinship.fit(person.id);
	const last = series.at(-1)?.event.group;
	const hasWaited = earlier.some(({ event, did }) => event === last && did === 'waited');
	const isFit = topics.length > 0 && value !== undefined && value > mean;
	const isByHand = sources.some(({ by }) => by === 'hand');
	const hasCome =
		earlier.some(({ did }) => did === 'came') ||
		kinship.past(person.id).some(({ kind }) => kind === 'attended');
	return {
		sources,
		rank: isByHand ? 'hand' : hasWaited ? 'waited' : isFit ? 'fit' : 'tie',
		earlier,
		newcomer: !hasCome,
		tie,
		because: because.slice(0, MOST_LINES).map(({ at, kind, subject }) => ({ at, kind, subject })),
		...(topics.length ? { fit: { topics, value, mean, sent, gave } } : {}),
	};
}
