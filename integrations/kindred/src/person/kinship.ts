import type { Instant } from '../base/time.ts';
import { fitKinds, fitOf, meanRate, tallyOf, type Fit, type Tally, type TopicsOf } from './fit.ts';
import type { Interaction, InteractionKind } from './person.ts';
import { tieKinds, tieOf, type Tie } from './tie.ts';

/** How we stand with people: two numbers, never mixed, each with what it was computed from. */
export interface Kinship {
	/** How alive the relationship is. */
	tie(person: number): Tie;
	/** How like-minded they are, on the topics that were asked about. */
	fit(person: number): Fit;
	/** What was read of theirs, but for letters they were sent. */
	past(person: number): readonly Interaction[];
}

/** What has to be read of the log for it. */
export const kinshipKinds: readonly InteractionKind[] = [...new Set([...tieKinds, ...fitKinds])];

const nothing: Tally = { sent: 0, gave: 0, answers: [] };

/**
 * Reads the log once, a part at a time. Of the letters somebody was sent it keeps only how many were on the topics: they are by
 * far the most lines.
 *
 * @param log the lines of `kinshipKinds`, and of any other kinds, of everybody.
 */
export async function readKinship(
	log: AsyncIterable<readonly Interaction[]>,
	{
		topics,
		topicsOf,
		now,
	}: { readonly topics: readonly string[]; readonly topicsOf: TopicsOf; readonly now: Instant },
): Promise<Kinship> {
	const kept = new Map<number, Interaction[]>();
	const tallies = new Map<number, Tally>();
	for await (const part of log) {
		for (const one of part) {
			if (one.at > now) continue;
			const { person } = one;
			tallies.set(person, sum(tallies.get(person) ?? nothing, tallyOf([one], topics, topicsOf)));
			if (one.kind === 'delivered') continue;
			const theirs = kept.get(person);
			if (theirs) theirs.push(one);
			else kept.set(person, [one]);
		}
	}
	const mean = meanRate(tallies.values());
	const past = (person: number) => kept.get(person) ?? [];
	return {
		past,
		tie: (person) => tieOf(past(person), now),
		fit: (person) => fitOf(tallies.get(person) ?? nothing, mean),
	};
}

function sum(one: Tally, other: Tally): Tally {
	if (other.sent === 0 && other.gave === 0) return one;
	return {
		sent: one.sent + other.sent,
		gave: one.gave + other.gave,
		answers: other.answers.length ? [...one.answers, ...other.answers] : one.answers,
	};
}
