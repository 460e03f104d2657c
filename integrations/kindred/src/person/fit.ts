import { effortOf, evidence, type Evidence } from './tie.ts';
import type { Interaction, InteractionKind } from './person.ts';

/** So many letters of the mean are added to everybody's own. */
const M = 3;
/** Who was sent a topic less often is unknown on it. */
const LEAST_SENT = 3;

/** What the log has to be asked for to know fits. */
export const fitKinds: readonly InteractionKind[] = ['delivered', 'replied'];

/** The tags of a post, by its translation group. */
export type TopicsOf = (post: string) => readonly string[];

/** What is counted for a fit: how often somebody was sent something on some topics, and what they gave. */
export interface Tally {
	readonly sent: number;
	/** 1 is an answer of twenty words about nothing else. */
	readonly gave: number;
	/** The answers that counted, and for how much. */
	readonly answers: readonly (readonly [answer: Interaction, gave: number])[];
}

/** How like-minded somebody is on some topics. */
export interface Fit extends Pick<Tally, 'sent' | 'gave'> {
	/** The shrunk rate: what they give for each time they are sent it. Nothing: unknown, they were sent it too seldom. */
	readonly value?: number | undefined;
	/** Where the rate lies with 95 %, if answers come as by a Poisson process. */
	readonly low: number;
	readonly high: number;
	/** The rate of all people together, which theirs is drawn to. */
	readonly mean: number;
	/** The answers that counted, the heaviest first. */
	readonly because: readonly Evidence[];
}

/**
 * How like-minded somebody is on some topics: (what they gave + 3 · μ) / (how often they were sent it + 3), where μ is the same
 * rate over all people. Under three times it is unknown. An answer to a digest counts for each post with the share that it was
 * found to be about it.
 */
export function fitOf({ sent, gave, answers }: Tally, mean: number): Fit {
	const because = answers
		.map(([one, weight]) => evidence(one, weight, gave))
		.sort((a, b) => b.weight - a.weight);
	const value = (gave + M * mean) / (sent + M);
	const wide = 1.96 * Math.sqrt(value / (sent + M));
	const interval = { low: Math.max(0, value - wide), high: value + wide };
	return { sent, gave, value: sent < LEAST_SENT ? undefined : value, ...interval, mean, because };
}

/** Counts some lines of somebody's log. */
export function tallyOf(past: readonly Interaction[], topics: readonly string[], topicsOf: TopicsOf): Tally {
	const wanted = new Set(topics);
	const isOn = (post: string) => topicsOf(post).some((topic) => wanted.has(topic));
	const sent = past
		.filter(({ kind }) => kind === 'delivered')
		.reduce((sum, one) => sum + postsSent(one).filter(isOn).length, 0);
	const answers = past
		.filter(({ kind }) => kind === 'replied')
		.map((one) => [one, effortOf(one) * shareOn(one, isOn)] as const)
		.filter(([, weight]) => weight > 0);
	return { sent, gave: answers.reduce((sum, [, weight]) => sum + weight, 0), answers };
}

/** μ, the rate of all people together; 0 while nobody was sent anything. */
export function meanRate(tallies: Iterable<Pick<Tally, 'sent' | 'gave'>>): number {
	const all = { sent: 0, gave: 0 };
	for (const { sent, gave } of tallies) {
		all.sent += sent;
		all.gave += gave;
	}
	return all.sent === 0 ? 0 : all.gave / all.sent;
}

/** The posts of a letter that was delivered, each once. */
function postsSent({ detail: { items } }: Interaction): string[] {
	return Array.isArray(items) ? [...new Set(items.filter((item) => typeof item === 'string'))] : [];
}

const POST = 'post:';

/** How much of an answer is about the posts that are meant, from 0 to 1. */
function shareOn({ subject, detail: { items } }: Interaction, isOn: (post: string) => boolean): number {
	if (subject?.startsWith(POST)) return isOn(subject.slice(POST.length)) ? 1 : 0;
	if (!Array.isArray(items)) return 0;
	const shares = (items as readonly { post: string; share: number }[]).map(({ post, share }) =>
		isOn(post) ? share : 0,
	);
	return Math.min(
		1,
		shares.reduce((sum, share) => sum + share, 0),
	);
}
