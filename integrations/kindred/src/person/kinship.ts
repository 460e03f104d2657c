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
	const known = new Map<number, Known>();
	for await (const part of log) {
		for (const one of part) {
			if (one.at > now) continue;
			const theirs = known.get(one.person) ?? { sent: 0, gave: 0, answers: [], past: [] };
			known.set(one.person, theirs);
			const { sent, gave, answers } = tallyOf([one], topics, topicsOf);
			theirs.sent += sent;
			theirs.gave += gave;
			theirs.answers.push(...answers);
			if (one.kind !== 'delivered') theirs.past.push(one);
		}
	}
	const mean = meanRate(known.values());
	const past = (person: number) => known.get(person)?.past ?? [];
	return {
		past,
		tie: (person) => tieOf(past(person), now),
		fit: (person) => fitOf(known.get(person) ?? { sent: 0, gave: 0, answers: [] }, mean),
	};
}

/** What is kept of one person while the log is read. */
interface Known {
	sent: number;
	gave: number;
	readonly answers: Tally['answers'][number][];
	readonly past: Interaction[];
}
