import type { Person } from '../person/index.ts';
import { begin, bestOf, lookAt, OUT, take, type Look } from './look.ts';
import { rowFor, type Candidate, type ItemSlot, type Shelf } from './shelf.ts';

/** A post chosen for one reader, and why. */
export interface Choice {
	/** The entry in the language it is sent in. */
	readonly post: string;
	readonly group: string;
	readonly reason: string;
}

/** What choosing asks of a reader: what they read and like, and the groups they were sent before. */
export interface Taste {
	readonly person: Pick<Person, 'languages' | 'topics'>;
	readonly had: ReadonlySet<string>;
}

/**
 * What one reader gets, slot by slot; an empty list where a slot has nothing for them.
 *
 * A post placed by hand goes to everybody who reads one of its languages and has not had it. A personal pick is on a topic they
 * chose, if they chose any. Of those the one worth most is taken, again and again: `fit · freshness / crowd`. The fit is
 * the number of their topics it has by the square root of all it has; the freshness halves every 180 days; the crowd is 1 and
 * the likeness to each article that stands in the letter already (maximal marginal relevance), so a second one on the
 * same topic has to be half a year newer. Equals go by date, then by group.
 */
export function choose({ person, had }: Taste, shelf: Shelf): Readonly<Record<string, readonly Choice[]>> {
	const row = rowFor(person.languages, shelf);
	let look = looks.get(shelf);
	if (!look) looks.set(shelf, (look = lookAt(shelf, row)));
	begin(look, row, had, person.topics);
	const chosen: Record<string, readonly Choice[]> = {};
	for (const slot of shelf.slots) {
		const placed = slot.kind === 'post' ? placedPost(slot, look) : undefined;
		chosen[slot.slot] = placed ? [placed] : [];
	}
	for (const slot of shelf.slots) if (slot.kind === 'for-you') chosen[slot.slot] = picksFor(slot, look);
	return chosen;
}
const looks = new WeakMap<Shelf, Look>();

/** The post placed by hand in a slot, if this reader gets it; it then stands in the letter. */
function placedPost({ group, again }: ItemSlot & { kind: 'post' }, look: Look): Choice | undefined {
	const { shelf, row, had, standing } = look;
	const article = shelf.articles.get(group);
	if (!article || standing.includes(article)) return undefined;
	const before = had.has(group);
	if (before && !again) return undefined;
	const lang = row.placedIn(article.publishedIn);
	const post = article.published.find((translation) => translation.lang === lang);
	if (!post) return undefined;
	take(look, article);
	const reason = before ? 'you placed it by hand, for those too who had it before' : 'you placed it by hand';
	return { post: post.id, group, reason };
}

/** The picks of one slot, best first; they then stand in the letter. */
function picksFor({ max, within = Infinity }: ItemSlot & { kind: 'for-you' }, look: Look): Choice[] {
	const picks: Choice[] = [];
	const oldest = look.shelf.today - within;
	while (picks.length < max) {
		const best = bestOf(look, oldest);
		if (best < 0) break;
		const candidate = look.row.candidates[look.place[best]!]!;
		const reason = look.choosy ? onTopics(candidate, look) : whyNow(look, best, oldest);
		picks.push({ post: candidate.post.id, group: candidate.article.group, reason });
		take(look, candidate.article);
		look.value[best] = OUT;
	}
	return picks;
}

/** Every reader who shares the same topics with an article is told the same. */
function onTopics({ article }: Candidate, { topics, shelf }: Look): string {
	let key = 0;
	for (const topic of article.topics)
		if (topics.includes(topic)) key = key * (shelf.topics.size + 1) + topic + 1;
	const known = shelf.reasons.get(key);
	if (known !== undefined) return known;
	const shared = article.topics.filter((topic) => topics.includes(topic));
	const reason = `on ${inWords(shared.map((topic) => shelf.topicNames[topic]!))}, which they chose`;
	if (Number.isSafeInteger(key) && shelf.reasons.size < 10_000) shelf.reasons.set(key, reason);
	return reason;
}

/** Somebody who chose no topics gets the newest, unless it is too much like what stands in the letter. */
function whyNow({ place, value, row, had, standing }: Look, best: number, oldest: number): string {
	// Without topics every place of the row is a find, in its order.
	for (let find = 0; find < best; find++) {
		if (value[find] === OUT) continue;
		const { article, day } = row.candidates[place[find]!]!;
		if (day >= oldest && !had.has(article.group) && !standing.includes(article))
			return 'new, and on something else than the rest of the letter';
	}
	return 'the newest they have not had';
}

/** `a`, `a and b`, `a, b and c`. */
function inWords(words: readonly string[]): string {
	return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/**
 * Drops personal picks from the end until the letter fits. What is placed by hand stays: if that alone is too much, the letter
 * stays too large, and the gate says so.
 *
 * @param fixedBytes the letter without any choice
 * @param bytes the size of a choice's piece
 * @param budget how large the letter may be, in bytes
 */
export function fit(
	chosen: Readonly<Record<string, readonly Choice[]>>,
	{ slots }: Pick<Shelf, 'slots'>,
	fixedBytes: number,
	bytes: (choice: Choice) => number,
	budget: number,
): { chosen: Readonly<Record<string, readonly Choice[]>>; dropped: Choice[] } {
	let size = fixedBytes;
	for (const { slot } of slots) for (const choice of chosen[slot] ?? []) size += bytes(choice);
	const kept = { ...chosen };
	const dropped: Choice[] = [];
	for (const { slot, kind } of slots.toReversed()) {
		while (kind === 'for-you' && size > budget && kept[slot]?.length) {
			const last = kept[slot].at(-1)!;
			kept[slot] = kept[slot].slice(0, -1);
			size -= bytes(last);
			dropped.push({
				...last,
				reason: `with it the letter would be larger than ${Math.floor(budget / 1024)} KiB`,
			});
		}
	}
	return { chosen: kept, dropped };
}
