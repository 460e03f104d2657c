import { bestLanguage } from '../../integrations/kindred/src/base/language.ts';
import type { Taste } from '../../integrations/kindred/src/digest/pick.ts';
import type { ItemSlot } from '../../integrations/kindred/src/digest/shelf.ts';
import type { PostEntry } from '../../integrations/kindred/src/post/index.ts';
import { site } from '../site.ts';
import { today } from './pick-sample.ts';

/**
 * The rules of choosing, written down as slowly as they are told: every candidate is weighed anew for every place. Entries by slot.
 */
export function chooseSlowly(
	{ person, had }: Taste,
	posts: readonly PostEntry[],
	slots: readonly ItemSlot[],
): Record<string, string[]> {
	const reads = person.languages.length ? person.languages : [site.lang];
	const published = posts.filter(
		({ draft, id, group, lang }) =>
			!draft &&
			!posts.some((post) => !post.draft && post.group === group && post.lang === lang && post.id < id),
	);
	const pickable = published.filter(({ digest, date }) => digest && date <= today);
	const newest = Math.max(...pickable.map(({ date }) => day(date)));
	const topicsOf = (group: string) => [
		...new Set(published.filter((post) => post.group === group).flatMap(({ tags }) => tags)),
	];
	const breadthOf = (group: string) =>
		Math.max(1, ...published.filter((post) => post.group === group).map(({ tags }) => new Set(tags).size));

	const letter: string[] = [];
	const chosen: Record<string, string[]> = Object.fromEntries(slots.map(({ slot }) => [slot, []]));
	for (const slot of slots) {
		if (slot.kind !== 'post' || letter.includes(slot.group) || (had.has(slot.group) && !slot.again)) continue;
		const wider = person.languages.length ? reads : [site.lang, ...site.languages];
		const entry = inBestLanguage(slot.group, published, wider);
		if (!entry) continue;
		letter.push(slot.group);
		chosen[slot.slot] = [entry.id];
	}

	const likeness = (a: string, b: string) => {
		const [one, other] = [topicsOf(a), topicsOf(b)];
		const common = one.filter((topic) => other.includes(topic)).length;
		return common && common / Math.sqrt(one.length * other.length);
	};
	const value = (post: PostEntry) => {
		const shared = topicsOf(post.group).filter((topic) => person.topics.includes(topic)).length;
		const breadth = breadthOf(post.group);
		const fit = person.topics.length ? Math.min(shared, breadth) / Math.sqrt(breadth) : 1;
		const crowd = letter.reduce((sum, group) => sum + likeness(post.group, group), 1);
		return Math.fround((fit * 2 ** ((day(post.date) - newest) / 180)) / crowd);
	};
	const wanted = (post: PostEntry) =>
		!person.topics.length || topicsOf(post.group).some((topic) => person.topics.includes(topic));

	for (const slot of slots) {
		if (slot.kind !== 'for-you') continue;
		for (let count = 0; count < slot.max; count++) {
			const [best] = [...new Set(pickable.map(({ group }) => group))]
				.filter((group) => !had.has(group) && !letter.includes(group))
				.map((group) => inBestLanguage(group, pickable, reads))
				.filter((post) => post !== undefined)
				.filter((post) => wanted(post) && day(post.date) >= day(today) - (slot.within ?? Infinity))
				.map((post) => ({ post, value: value(post) }))
				.sort(
					(a, b) =>
						b.value - a.value ||
						day(b.post.date) - day(a.post.date) ||
						(a.post.group < b.post.group ? -1 : 1),
				);
			if (!best) break;
			letter.push(best.post.group);
			chosen[slot.slot]!.push(best.post.id);
		}
	}
	return chosen;
}

function inBestLanguage(group: string, posts: readonly PostEntry[], reads: readonly string[]) {
	const translations = posts.filter((post) => post.group === group);
	const offered = translations.map(({ lang }) => lang).sort();
	const lang = bestLanguage(reads, offered);
	return translations.find((post) => post.lang === lang);
}

function day(date: string): number {
	return Date.parse(date) / 86_400_000;
}
