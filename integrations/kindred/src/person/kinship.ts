import type { Instant } from '../base/time.ts';
import { fitKinds, fitOf, meanRate, tallyOf, type Fit, type TopicsOf } from './fit.ts';
import type { Interaction, InteractionKind } from './person.ts';
import { tieKinds, tieOf, type Tie } from './tie.ts';

/** How we stand with people: two numbers, never mixed, each with what it was computed from. */
export interface Kinship {
	/** How alive the relationship is. */
	tie(person: number): Tie;
	/** How like-minded they are, on the topics that were asked about. */
	fit(person: number): Fit;
	/** Everything of theirs that was read, oldest first. */
	past(person: number): readonly Interaction[];
}

/** What is read of the log for it. */
export const kinshipKinds: readonly InteractionKind[] = [...new Set([...tieKinds, ...fitKinds])];

/**
 * Reads the log once, a part at a time. Of everybody's answers it keeps two sums, for the mean; of those in `people` it keeps
 * what happened.
 *
 * @param log the lines of `kinshipKinds` of everybody, in any order.
 */
export async function readKinship(
	log: AsyncIterable<readonly Interaction[]>,
	{
		people,
		topics,
		topicsOf,
		now,
	}: {
		readonly people: ReadonlySet<number>;
		readonly topics: readonly string[];
		readonly topicsOf: TopicsOf;
		readonly now: Instant;
	},
): Promise<Kinship> {
	const kept = new Map<number, Interaction[]>();
	const tallies = [];
	for await (const part of log) {
		const done = part.filter(({ at }) => at <= now);
		tallies.push(tallyOf(done, topics, topicsOf));
		for (const one of done) {
			if (!people.has(one.person)) continue;
			const theirs = kept.get(one.person) ?? [];
			theirs.push(one);
			kept.set(one.person, theirs);
		}
	}
	const mean = meanRate(tallies);
	const past = (person: number) => kept.get(person) ?? [];
	return {
		past,
		tie: (person) => tieOf(past(person), now),
		fit: (person) => fitOf(past(person), topics, { topicsOf, mean }),
	};
}
