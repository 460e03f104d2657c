import { readContent } from 'virtual:kindred/content';
import type { KindredEvent } from '../event/index.ts';

/** The event of a content entry, with the facts that its translations share; an event is itself. */
export async function findEntry(entry: KindredEvent | { readonly id: string }): Promise<KindredEvent> {
	if ('instants' in entry) return entry;
	const { events } = await readContent();
	const event = events.find(({ id }) => id === entry.id);
	if (!event) throw new Error(`There is no published event "${entry.id}".`);
	return event;
}
