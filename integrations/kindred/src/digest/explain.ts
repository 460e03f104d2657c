import type { Article } from './article.ts';
import { choose, type Choice, type Taste } from './pick.ts';
import { rowFor, type Candidate, type Row, type Shelf } from './shelf.ts';

/** An article, whether a reader gets it, and why. */
export interface Verdict {
	readonly group: string;
	readonly title: string;
	readonly in: boolean;
	readonly reason: string;
}

/**
 * Every article with the reason why one reader gets it or not: first what they get, in the order of the letter, then the rest,
 * by group. `dropped`: what was chosen, and fell away again because of its weight.
 */
export function explain(reader: Taste, shelf: Shelf, dropped: readonly Choice[] = []): readonly Verdict[] {
	const chosen = choose(reader, shelf);
	const verdict = ({ group, title }: Article, inside: boolean, reason: string): Verdict => ({
		group,
		title,
		in: inside,
		reason,
	});
	const heavy = new Map(dropped.map(({ group, reason }) => [group, reason]));
	const inside = Object.values(chosen)
		.flat()
		.filter(({ group }) => !heavy.has(group))
		.map(({ group, reason }) => verdict(shelf.articles.get(group)!, true, reason));
	const got = new Set(inside.map(({ group }) => group));
	const whyNot = exclusions(reader, chosen, shelf);
	const outside = [...shelf.articles.values()]
		.filter(({ group }) => !got.has(group))
		.sort((a, b) => (a.group < b.group ? -1 : 1))
		.map((article) => verdict(article, false, heavy.get(article.group) ?? whyNot(article)));
	return [...inside, ...outside];
}

/** Says of an article that a reader does not get what keeps it out. */
function exclusions(
	{ person: { languages, topics }, had }: Taste,
	chosen: Readonly<Record<string, readonly Choice[]>>,
	shelf: Shelf,
): (article: Article) => string {
	const row = rowFor(languages, shelf);
	const byHand = new Set(shelf.slots.map((slot) => (slot.kind === 'post' ? slot.group : '')));
	const reads = (languages.length ? languages : [shelf.site.lang]).join(', ');
	const beaten = rivalry(chosen, topics, row, shelf);
	return (article) => {
		const placed = byHand.has(article.group);
		const unfit = unpublished(article, placed);
		if (unfit) return unfit;
		const lang = placed ? row.placedIn(article.publishedIn) : row.languageOf(article.pickableIn);
		if (lang === undefined) return `in none of the languages they read (${reads})`;
		if (had.has(article.group)) return 'they had it before';
		if (topics.length && !sharedTopics(article, topics, shelf))
			return `on nothing they chose (${topics.join(', ')})`;
		return beaten(shelf.candidates.find((each) => each.article === article && each.post.lang === lang)!);
	};
}

function unpublished({ published, pickable }: Article, placed: boolean): string | undefined {
	if (!published.length) return 'a draft';
	if (placed || pickable.length) return undefined;
	return published.every(({ digest }) => !digest)
		? 'left out of digests by its front matter'
		: 'its date is in the future';
}

/** Says of an article that a reader might have got what was preferred to it. */
function rivalry(
	chosen: Readonly<Record<string, readonly Choice[]>>,
	topics: readonly string[],
	row: Row,
	shelf: Shelf,
): (candidate: Candidate) => string {
	const slots = shelf.slots.filter((slot) => slot.kind === 'for-you').filter(({ max }) => max > 0);
	const worth = ({ article, freshness, unit }: Candidate) =>
		topics.length ? Math.min(sharedTopics(article, topics, shelf), article.breadth) * unit : freshness;
	const standing = shelf.slots
		.filter(({ kind }) => kind === 'post')
		.flatMap(({ slot }) => chosen[slot]!.map(({ group }) => shelf.articles.get(group)!));
	let least = Infinity;
	for (const { group } of slots.flatMap(({ slot }) => chosen[slot]!)) {
		const picked = row.candidates.find(({ article }) => article.group === group)!;
		least = Math.min(least, worth(picked) / crowd(picked.article, standing));
		standing.push(picked.article);
	}
	return (candidate) => {
		const open = slots.filter(({ within = Infinity }) => candidate.day >= shelf.today - within);
		if (!slots.length) return 'the letter has no place for personal picks';
		if (!open.length) return `older than ${Math.max(...slots.map(({ within }) => within!))} days`;
		const crowded = mostCrowded(candidate.article, standing);
		if (crowded && worth(candidate) > least)
			return `${ordinal(crowded.count + 1)} on ${shelf.topicNames[crowded.topic]} would be too much of one topic`;
		const room = open.reduce((sum, { max }) => sum + max, 0);
		return `there is room for ${room}, and others ${topics.length ? 'fit better or ' : ''}are newer`;
	};
}

function crowd(article: Article, standing: readonly Article[]): number {
	const shared = (other: Article) => article.topics.filter((topic) => other.topics.includes(topic)).length;
	return standing.reduce((sum, other) => sum + shared(other) * article.share * other.share, 1);
}

function mostCrowded({ topics }: Article, standing: readonly Article[]) {
	return topics
		.map((topic) => ({ topic, count: standing.filter((other) => other.topics.includes(topic)).length }))
		.filter(({ count }) => count)
		.sort((a, b) => b.count - a.count)[0];
}

function sharedTopics(article: Article, topics: readonly string[], { topicNames }: Shelf): number {
	return article.topics.filter((topic) => topics.includes(topicNames[topic]!)).length;
}

function ordinal(count: number): string {
	return ['a first', 'a second', 'a third', 'a fourth', 'a fifth'][count - 1] ?? 'one more';
}
