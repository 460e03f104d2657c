import type { ReceivedEntry } from './receiving.ts';

/** How far Resend's list of received mails has been read. Kept as JSON. */
export interface ReceivedPlace {
	/** When the newest mail that was read came. */
	readonly at?: string | undefined;
	/** Those of the last hour before it: later ones may turn up among them. */
	readonly seen: readonly ReceivedEntry[];
	/** What could not be fetched while others could, and how often it was tried. */
	readonly missed: readonly Missed[];
}

/** A mail that could not be fetched. */
export interface Missed extends ReceivedEntry {
	readonly tries: number;
}

/** As far as the list reaches back, `OVERLAP` in `receiving.ts`. */
const REMEMBERED = 3_600_000;
/** Attack: ten thousand mails an hour. What is not remembered is fetched once more, and known by its content. */
const MOST_SEEN = 2000;
/** Attack, or a long outage: so many mails are tried again, the newest of them. */
const MOST_MISSED = 200;
/** Rounds in which a mail is tried; after that it is lost, and the round says so. One that Resend has no more needs fewer. */
export const MOST_TRIES = { trouble: 20, gone: 3 } as const;

/** Reads a place; what is none means from the beginning. */
export function readPlace(text: string | undefined): ReceivedPlace {
	if (text === undefined) return { seen: [], missed: [] };
	const { id, ...place } = JSON.parse(text) as Partial<ReceivedPlace> & { id?: string };
	// Earlier versions kept the last mail alone.
	const seen = id !== undefined && place.at !== undefined ? [{ id, at: place.at }] : [];
	return { seen, missed: [], ...place };
}

/** What is to be fetched now: what was missed, then what is new, oldest first. */
export function wanted(
	{ seen, missed }: ReceivedPlace,
	listed: readonly ReceivedEntry[],
): readonly ReceivedEntry[] {
	const known = new Set([...seen, ...missed].map(({ id }) => id));
	return [...missed, ...listed.filter(({ id }) => !known.has(id))];
}

/** This mail has been read. */
export function passed(place: ReceivedPlace, { id, at }: ReceivedEntry): ReceivedPlace {
	const newest = place.at !== undefined && place.at > at ? place.at : at;
	const begin = Date.parse(newest) - REMEMBERED;
	const seen = [...place.seen, { id, at }].filter((one) => Date.parse(one.at) >= begin).slice(-MOST_SEEN);
	return { at: newest, seen, missed: place.missed.filter((one) => one.id !== id) };
}

/** This mail could not be fetched while others could. Nothing waits for it; it is tried again in each round. */
export function missing(
	place: ReceivedPlace,
	entry: ReceivedEntry,
	why: keyof typeof MOST_TRIES,
): { readonly place: ReceivedPlace; readonly isLost: boolean } {
	const tries = (place.missed.find(({ id }) => id === entry.id)?.tries ?? 0) + 1;
	const isLost = tries >= MOST_TRIES[why];
	const { at, seen, missed } = passed(place, entry);
	const still = isLost ? missed : [...missed, { ...entry, tries }];
	return { place: { at, seen, missed: still.slice(-MOST_MISSED) }, isLost };
}
