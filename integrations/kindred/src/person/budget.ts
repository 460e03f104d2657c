import { after, type Instant } from '../base/time.ts';

/**
 * How many letters people who proved nothing can make us write; the author sets it as `signups`. By default three a day to one
 * address, enough for somebody who cannot find the first one; sixty an hour, more than a personal blog gets new readers, and
 * too few to be of use for flooding anybody; twenty a day for one network, which may be a lecture hall.
 */
export interface LetterBudget {
	/** To everybody together in any 60 minutes. */
	readonly perHour: number;
	/** To one address in 24 hours. */
	readonly perAddress: number;
	/** On the word of one network in 24 hours. */
	readonly perNetwork: number;
}

/** In milliseconds. */
const HOUR = 3_600_000;

/**
 * When the next letter may leave: now, or later. Half of an hour's letters leave as soon as they are asked for; the other half
 * leave one by one at even distances, so that a flood which has used up everything else still leaves a place every few
 * minutes, and whose turn that is `compareTurns` says.
 *
 * @param sent when letters left, oldest first, at least those of the last hour.
 */
export function nextPlace(sent: readonly Instant[], { perHour }: LetterBudget, now: Instant): Instant {
	const recent = lastHour(sent, now);
	const free = Math.floor(perHour / 2);
	if (recent.length < free) return now;
	const distance = Math.ceil(HOUR / (perHour - free));
	const last = recent.at(-1);
	const spaced = last === undefined ? now : after(last, { minutes: distance / 60_000 });
	const freed = free > 0 ? after(recent.at(-free)!, { hours: 1 }) : spaced;
	const sooner = spaced < freed ? spaced : freed;
	const full = recent.length < perHour ? now : after(recent.at(-perHour)!, { hours: 1 });
	const earliest = sooner > full ? sooner : full;
	return earliest > now ? earliest : now;
}

/** The letters that count at `now`: those that left less than an hour ago. */
export function lastHour(sent: readonly Instant[], now: Instant): Instant[] {
	const start = after(now, { hours: -1 });
	return sent.filter((at) => at > start);
}

/** A letter that waits, as far as its turn depends on it. */
export interface Turn {
	/** Letters that its wide network (`wideNetworkOf`) got in the last 24 hours. */
	readonly wideLetters: number;
	/** How often its wide network asked for one. */
	readonly wideAsked: number;
	/** How often its network (`networkOf`) asked for a letter in the last 24 hours, for any address. */
	readonly asked: number;
	readonly askedAt: Instant;
}

/**
 * Whose turn comes first (negative: `a`). Wide networks take turns, so that thousands of small ones in a few of them get no
 * more than those few; of equals the one that asked for least, and in it the network that did: a flood asks again and again,
 * a visitor once. Then the newest, who is still looking into their mailbox: first come, first served would let one burst of a
 * flood stand before everybody for hours.
 */
export function compareTurns(a: Turn, b: Turn): number {
	return (
		a.wideLetters - b.wideLetters ||
		a.wideAsked - b.wideAsked ||
		a.asked - b.asked ||
		(a.askedAt < b.askedAt ? 1 : a.askedAt > b.askedAt ? -1 : 0)
	);
}

/** So many letters wait at most: what the evenly spaced half of the budget can hand out in a day. */
export function mostWaiting({ perHour }: LetterBudget): number {
	return Math.ceil(perHour / 2) * 24;
}

/** Does so much wait that the author should know? An hour's worth of evenly spaced letters, and at least ten. */
export function isFlood(waiting: number, { perHour }: LetterBudget): boolean {
	return waiting >= Math.max(10, perHour / 2);
}

/** What is to become of somebody's wish for a letter. */
export type Admission = 'wait' | 'instead-of-worst' | 'refuse';

/** May a letter wait for its place? All numbers are of the last 24 hours. */
export function admit(
	asking: Turn & {
		readonly toAddress: number;
		/** Letters the network got; nothing where it is not known which network it is. */
		readonly toNetwork: number | undefined;
	},
	queue: { readonly length: number; readonly worst: Turn | undefined },
	budget: LetterBudget,
): Admission {
	if (asking.toAddress >= budget.perAddress) return 'refuse';
	if (asking.toNetwork !== undefined && asking.toNetwork >= budget.perNetwork) return 'refuse';
	if (queue.length < mostWaiting(budget)) return 'wait';
	return queue.worst && compareTurns(asking, queue.worst) < 0 ? 'instead-of-worst' : 'refuse';
}
