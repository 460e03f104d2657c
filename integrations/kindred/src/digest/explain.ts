import type { Article } from './article.ts';
import { choose, type Choice, type Taste } from './pick.ts';
import { dayNumber, rowFor, type Shelf } from './shelf.ts';

/** An article and what a reader has to do with it. */
export interface Verdict {
	readonly group: string;
	readonly title: string;
	readonly in: boolean;
	readonly reason: string;
}

/** All articles with the reason why one reader gets them or not: first what is in, in the order of the letter, then the rest by group. */
export function explain(reader: Taste, shelf: Shelf): readonly Verdict[] {
	const chosen = Object.values(choose(reader, shelf)).flat();
	const inside = chosen.map(({ group, reason }) => {
		const { title } = shelf.articles.get(group)!;
		return { group, title, in: true, reason };
	});
	const standing = chosen.map(({ group }) => shelf.articles.get(group)!);
	const outside = [...shelf.articles.values()]
		.filter((article) => !standing.includes(article))
		.sort((a, b) => (a.group < b.group ? -1 : 1))
		.map((article) => {
			const reason = whyNot(article, reader, standing, chosen, shelf);
			return { group: article.group, title: article.title, in: false, reason };
		});
	return [...inside, ...outside];
}

function whyNot(
	article: Article,
	reader: Taste,
	standing: readonly Article[],
	chosen: readonly Choice[],
	shelf: Shelf,
): string {
	const byHand = shelf.slots.some((slot) => slot.kind === 'post' && slot.group === article.group);
	return (
		unpublished(article, byHand) ??
		unreadable(article, byHand, reader, shelf) ??
		(reader.had.has(article.group) ? 'they had it before' : undefined) ??
		offTopic(article, reader, shelf) ??
		tooOld(article, reader, shelf) ??
		noRoom(article, standing, chosen, shelf)
	);
}

function unpublished({ published, pickable }: Article, byHand: boolean): string | undefined {
	if (!published.length) return 'a draft';
	if (byHand || pickable.length) return undefined;
	return published.every(({ digest }) => !digest)
		? 'left out of digests by its front matter'
		: 'its date is in the future';
}

function unreadable(article: Article, byHand: boolean, { person }: Taste, shelf: Shelf): string | undefined {
	const row = rowFor(person.languages, shelf);
	const found = byHand ? row.placedIn(article.publishedIn) : row.languageOf(article.pickableIn);
	if (found !== undefined) return undefined;
	const reads = person.languages.length ? person.languages : [shelf.site.lang];
	return `in none of the languages they read (${reads.join(', ')})`;
}

function offTopic(article: Article, { person: { topics } }: Taste, shelf: Shelf): string | undefined {
	if (!topics.length || article.topics.some((topic) => topics.includes(shelf.topicNames[topic]!)))
		return undefined;
	return `on nothing they chose (${topics.join(', ')})`;
}

/** Older than every slot of the letter takes. */
function tooOld(article: Article, { person }: Taste, shelf: Shelf): string | undefined {
	const within = Math.max(...picksOf(shelf).map((slot) => slot.within ?? Infinity));
	if (!Number.isFinite(within)) return undefined;
	const lang = rowFor(person.languages, shelf).languageOf(article.pickableIn);
	const { date } = article.pickable.find((post) => post.lang === lang)!;
	return dayNumber(date) < shelf.today - within ? `older than ${within} days` : undefined;
}

function noRoom(
	article: Article,
	standing: readonly Article[],
	chosen: readonly Choice[],
	shelf: Shelf,
): string {
	const room = picksOf(shelf).reduce((sum, { max }) => sum + max, 0);
	if (!room) return 'the letter has no place for personal picks';
	const crowds = article.topics
		.map((topic) => ({ topic, count: standing.filter(({ topics }) => topics.includes(topic)).length }))
		.sort((a, b) => b.count - a.count);
	const [most] = crowds;
	if (most && most.count > 1)
		return `${ordinal(most.count + 1)} on ${shelf.topicNames[most.topic]} would be too much of one topic`;
	return chosen.length ? 'other picks fit better or are newer' : 'it does not fit';
}

function picksOf({ slots }: Shelf) {
	return slots.filter((slot) => slot.kind === 'for-you');
}

function ordinal(count: number): string {
	return ['a first', 'a second', 'a third', 'a fourth', 'a fifth'][count - 1] ?? 'one more';
}
