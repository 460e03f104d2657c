import { choose, type Choice, type Taste } from '../../integrations/kindred/src/digest/pick.ts';
import { shelfOf, type ItemSlot, type Shelf } from '../../integrations/kindred/src/digest/shelf.ts';
import type { Person } from '../../integrations/kindred/src/person/index.ts';
import type { PostEntry } from '../../integrations/kindred/src/post/index.ts';
import { site } from '../site.ts';

/** What tests of choosing do over and over. */
export const today = '2026-11-22';

export const forYou = (max: number, within?: number): ItemSlot => ({
	slot: 'picks',
	kind: 'for-you',
	max,
	within,
});
export const byHand = (group: string, again = false): ItemSlot => ({
	slot: `hand-${group}`,
	kind: 'post',
	group,
	again,
});

export function shelf(posts: readonly PostEntry[], slots: readonly ItemSlot[] = [forYou(3)]): Shelf {
	return shelfOf(posts, { site, today, slots });
}

export function taste(person: Partial<Person> = {}, had: readonly string[] = []): Taste {
	return { person: { languages: ['en'], topics: [], ...person }, had: new Set(had) };
}

/** The chosen entries, in the order of the letter. */
export function chosen(reader: Taste, from: Shelf): string[] {
	return choices(reader, from).map(({ post }) => post);
}

export function choices(reader: Taste, from: Shelf): Choice[] {
	return Object.values(choose(reader, from)).flat();
}
