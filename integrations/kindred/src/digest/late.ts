import type { Breaker } from '../base/site.ts';
import type { Instant } from '../base/time.ts';

/**
 * What can become of a letter after it was handed over, in the order in which the words of a provider count. A complaint or
 * a bounce for good is the end, whatever else is told. A letter that arrived counts more than what was said of it before,
 * and more than a soft bounce: a notice of absence is one to some providers. Then what ends without arriving, then what may.
 */
export const outcomes = [
	'complained',
	'bounced',
	'delivered',
	'suppressed',
	'failed',
	'soft-bounced',
	'delayed',
] as const;
/** `suppressed`: the provider did not even try, for it had this address on a list. `failed`: it could not send. */
export type DeliveryOutcome = (typeof outcomes)[number];

/** The one outcome that counts, since when, and the words that came with it. */
export interface Fate {
	readonly outcome: DeliveryOutcome;
	readonly at: Instant;
	readonly reason: string;
}

/** What a provider says of one letter. */
export interface DeliveryWord {
	/** Nothing: it took the letter, no more. */
	readonly outcome?: DeliveryOutcome | undefined;
	/** When it happened, by the provider's clock. */
	readonly at: Instant;
	readonly reason: string;
	/** The id it gave the letter. */
	readonly providerId: string;
	/** The Message-ID it gave the letter, without angle brackets. */
	readonly messageId?: string | undefined;
	/** Normalised addresses. */
	readonly to: readonly string[];
	/** The labels the letter left us with. */
	readonly tags: Readonly<Record<string, string>>;
}

/** A line of the ledger, as far as late words concern it. */
export interface Standing {
	readonly state: 'pending' | 'sent' | 'failed' | 'held' | 'excluded';
	readonly providerId?: string | undefined;
	readonly messageId?: string | undefined;
	readonly fate?: Fate | undefined;
}

/**
 * The fate after one more word. Words come late, twice and in any order, so what counts is their rank and then who was
 * first, never who came last: the same words end the same in every order.
 */
export function nextFate(before: Fate | undefined, word: Fate): Fate {
	if (!before) return word;
	const rank = outcomes.indexOf(word.outcome) - outcomes.indexOf(before.outcome);
	if (rank !== 0) return rank < 0 ? word : before;
	if (word.at !== before.at) return word.at < before.at ? word : before;
	return word.reason < before.reason ? word : before;
}

/** The line after a word about it; nothing when it knew all that. A provider that says anything of a letter has taken it. */
export function afterWord(before: Standing, word: DeliveryWord): Standing | undefined {
	const { outcome, at, reason } = word;
	const fate = outcome ? nextFate(before.fate, { outcome, at, reason }) : before.fate;
	const next: Standing = {
		state: 'sent',
		providerId: before.providerId ?? word.providerId,
		messageId: before.messageId ?? word.messageId,
		fate,
	};
	const isNews =
		before.state !== 'sent' ||
		next.providerId !== before.providerId ||
		next.messageId !== before.messageId ||
		fate !== before.fate;
	return isNews ? next : undefined;
}

/** Can a word about an unknown letter to this reader be about this line? One that knows its letter's id has it already. */
export function awaitsWord({ state, providerId }: Standing): boolean {
	return providerId === undefined && state !== 'excluded';
}

/** What is known of the letters of a digest. Trouble counts since its author last said that the run may go on. */
export interface Counts {
	/** Letters that were handed over, taken or not. */
	readonly handed: number;
	/** Not taken, or not arrived, and the address may still be good. */
	readonly failed: number;
	/** Came back for good. */
	readonly bounced: number;
	readonly complained: number;
}

const words = {
	complained: ['complained', 'complaints'],
	bounced: ['came back for good', 'bounces'],
	failed: ['could not be delivered for now', 'failures'],
} as const;

/**
 * Why a run must pause now, in words for its author; nothing while all is well. The worst is named first: complaints and
 * bounces cost a sender their name, with Gmail as with Resend, and the letters that are not sent yet would cost more of it.
 */
export function tripped(counts: Counts, breaker: Breaker): string | undefined {
	for (const kind of ['complained', 'bounced', 'failed'] as const) {
		const [count, limit] = [counts[kind], breaker[kind]];
		const handed = Math.max(counts.handed, count);
		if (count < breaker.least || count <= limit * handed) continue;
		const [happened, name] = words[kind];
		return `${count} of ${handed} letters ${happened} (${percent(count / handed)}; ${name} may be ${percent(limit)})`;
	}
	return undefined;
}

function percent(share: number): string {
	return `${Number((share * 100).toFixed(share < 0.01 ? 2 : 1))} %`;
}
