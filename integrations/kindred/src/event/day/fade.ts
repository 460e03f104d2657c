import type { Site } from '../../base/site.ts';
import { after, type Instant } from '../../base/time.ts';
import type { KindredEvent } from '../event.ts';

/** How much was erased of what one event's guests had said and been told. */
export interface Faded {
	readonly event: string;
	/** Guests whose answers to questions, words to the host and consent to be named are gone, and proposals whose words are. */
	readonly guests: number;
	/** Whether what only guests might see is gone: join link, address, note. */
	readonly private: boolean;
	/** Invitations that do not say any more why somebody was on the list. */
	readonly invitations: number;
}

/** Where it is kept what guests said. */
export interface FadeStore {
	/** Every event of which there is something to erase, and when that was written last. */
	unfaded(): Promise<readonly { readonly event: string; readonly writtenAt: Instant }[]>;
	/**
	 * Erases what the guests of an event said, were told and could see, and remembers when, in one transaction. Who answered
	 * what, who had a seat and who came is kept. Nothing when there was nothing to erase.
	 */
	fade(event: string, at: Instant): Promise<Faded | undefined>;
	/** When each event was faded last. */
	fadedAt(): Promise<ReadonlyMap<string, Instant>>;
}

/** What the story needs. */
export interface FadeHouse {
	readonly site: Pick<Site, 'events'>;
	readonly snapshot: { readonly events: readonly KindredEvent[] };
	readonly store: { readonly fading: FadeStore };
	now(): Instant;
}

/**
 * Some days after an event (`events.fadeAfterDays`) what its guests said is forgotten. An event whose file is gone has no end any
 * more: there the days are counted from what was written last.
 */
export async function fadeAll({ site, snapshot, store, now }: FadeHouse): Promise<readonly Faded[]> {
	const at = now();
	const faded: Faded[] = [];
	for (const { event, writtenAt } of await store.fading.unfaded()) {
		const ends = snapshot.events.filter(({ group }) => group === event).map(({ instants }) => instants.end);
		const over = ends.sort().at(-1) ?? writtenAt;
		if (after(over, { days: site.events.fadeAfterDays }) > at) continue;
		const erased = await store.fading.fade(event, at);
		if (erased) faded.push(erased);
	}
	return faded;
}
