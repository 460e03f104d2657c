import type { Instant } from '../base/time.ts';
import type { Interaction, InteractionKind } from './person.ts';

/** After so many days something counts half. */
const HALF_LIFE_DAYS = 180;
/**
 * Fitted so that one exchange (their answer of twenty words, and ours) a month ago comes to about 35, and six spread over a year
 * come to about 75: 33 and 77 with this one.
 */
const K = 22;
/** What is one-way, however much of it there is, comes to no more. */
const ONE_WAY = 30;

/** What something says of a relationship, where both did it half on each side. */
const weights: Partial<
	Readonly<Record<InteractionKind, { readonly theirs: number; readonly ours: number }>>
> = {
	// They came, and we had them.
	attended: { theirs: 4, ours: 4 },
	introduced: { theirs: 3, ours: 3 },
	replied: { theirs: 5, ours: 0 },
	answered: { theirs: 0, ours: 5 },
	rsvp: { theirs: 3, ours: 0 },
	forwarded: { theirs: 3, ours: 0 },
};

/** What the log has to be asked for to know ties. */
export const tieKinds = Object.keys(weights) as readonly InteractionKind[];

/** One thing that counted, with what it weighs and its share of everything that did. */
export interface Evidence {
	readonly interaction: number;
	readonly at: Instant;
	readonly kind: InteractionKind;
	readonly subject?: string | undefined;
	readonly weight: number;
	/** From 0 to 1; all shares add up to 1. */
	readonly share: number;
}

/** How alive a relationship is, and by what. */
export interface Tie {
	/** From 0 to 100. */
	readonly value: number;
	/** What came from them, and what from us, as it weighs by now. */
	readonly theirs: number;
	readonly ours: number;
	/** The heaviest first. */
	readonly because: readonly Evidence[];
}

/**
 * How alive a relationship is at a moment: 100 · (1 − e^(−(IN + OUT) · (0.4 + 0.6 · ρ) / k)), where IN and OUT are what came from
 * them and from us, each halved every 180 days, and ρ = 2 · min(IN, OUT) / (IN + OUT) says how two-way it is. One-way it is 30
 * at most, and that limit rises with ρ to none at ρ = ½, so that one old line of ours does not lift it by much.
 */
export function tieOf(past: readonly Interaction[], now: Instant): Tie {
	const counted = countedOnce(past.filter(({ at }) => at <= now)).map((one) => {
		const { theirs = 0, ours = 0 } = weights[one.kind] ?? {};
		const fresh = 2 ** (-daysBetween(one.at, now) / HALF_LIFE_DAYS);
		return { one, theirs: theirs * effortOf(one) * fresh, ours: ours * fresh };
	});
	const theirs = counted.reduce((sum, part) => sum + part.theirs, 0);
	const ours = counted.reduce((sum, part) => sum + part.ours, 0);
	const all = theirs + ours;
	if (all === 0) return { value: 0, theirs, ours, because: [] };
	const mutual = (2 * Math.min(theirs, ours)) / all;
	const alive = 100 * (1 - Math.exp((-all * (0.4 + 0.6 * mutual)) / K));
	const most = ONE_WAY + (100 - ONE_WAY) * Math.min(1, 2 * mutual);
	const because = counted.map(({ one, ...part }) => evidence(one, part.theirs + part.ours, all));
	return { value: Math.min(alive, most), theirs, ours, because: because.sort((a, b) => b.weight - a.weight) };
}

/** How much somebody put into an answer: 1 for twenty words of their own, between 0.5 and 3, more when it asks or answers inline. */
export function effortOf({ kind, detail }: Pick<Interaction, 'kind' | 'detail'>): number {
	if (kind !== 'replied') return 1;
	const { words, asks, inline } = detail;
	const long = typeof words === 'number' && words >= 0 ? Math.log2(1 + words / 20) : 1;
	return Math.min(3, Math.max(0.5, long)) * (asks === true ? 1.2 : 1) * (inline === true ? 1.3 : 1);
}

/** One thing that counted, beside all of them. */
export function evidence(one: Interaction, weight: number, all: number): Evidence {
	const { id, at, kind, subject } = one;
	return { interaction: id, at, kind, subject, weight, share: weight / all };
}

/** What has a weight; of the answers to one event only the last, if it is a yes: changing one's mind brings nobody closer. */
function countedOnce(past: readonly Interaction[]): Interaction[] {
	const last = new Map<string | undefined, Interaction>();
	for (const one of past)
		if (one.kind === 'rsvp' && isLater(one, last.get(one.subject))) last.set(one.subject, one);
	return past.filter(
		(one) =>
			weights[one.kind] &&
			(one.kind !== 'rsvp' || (last.get(one.subject) === one && one.detail['answer'] === 'yes')),
	);
}

function isLater(one: Interaction, other: Interaction | undefined): boolean {
	return !other || one.at > other.at || (one.at === other.at && one.id > other.id);
}

function daysBetween(from: Instant, to: Instant): number {
	return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}
