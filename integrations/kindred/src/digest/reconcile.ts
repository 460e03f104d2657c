import { readBatch } from '../base/batch.ts';
import type { Batch, Letter, Mailer, TakenLetter } from '../base/letter.ts';
import { after, type Instant } from '../base/time.ts';
import type { StoredChunk } from './chunk.ts';
import type { Reading } from './plan.ts';
import type { Outcome } from './send.ts';

/** What could be found out about a chunk whose fate is unclear. */
export type Found =
	| { readonly kind: 'known'; readonly outcomes: readonly Outcome[]; readonly rest: readonly Reading[] }
	/** It is too early to ask. */
	| { readonly kind: 'later' }
	/** `why` continues a sentence. */
	| { readonly kind: 'unknown'; readonly why: string };

/** A letter may still be on its way into the provider's list for so long. */
const SETTLING = { minutes: 10 };
/** Clocks differ: a letter may stand in the list with a time a little before we handed it over. */
const SLACK = { minutes: -5 };

/**
 * Looks a chunk up in the provider's own list of letters, by recipient and subject. Letters that stand there have left. The
 * others certainly have not, but only if the list reaches back beyond the time they were handed over; otherwise nothing is
 * known of them.
 */
export async function findOut(
	chunk: Pick<StoredChunk, 'readings' | 'known'>,
	{ clock, at }: Pick<NonNullable<StoredChunk['attempt']>, 'clock' | 'at'>,
	batch: Batch,
	mailer: Mailer,
	now: Instant,
): Promise<Found> {
	if (!mailer.taken) return { kind: 'unknown', why: '' };
	if (after(at, SETTLING) > now) return { kind: 'later' };
	const letters = readBatch(batch.bytes);
	const since = after(clock, SLACK);
	const ids = new Map<string, string>();
	let reachesBack = false;
	try {
		for await (const taken of mailer.taken()) {
			reachesBack = taken.at < since;
			if (reachesBack) break;
			ids.set(nameOf(taken), taken.id);
		}
	} catch (error) {
		return { kind: 'unknown', why: `, and the provider could not be asked (${(error as Error).message})` };
	}
	return sortOut(chunk, letters, ids, reachesBack);
}

function sortOut(
	{ readings, known }: Pick<StoredChunk, 'readings' | 'known'>,
	letters: readonly Letter[],
	ids: ReadonlyMap<string, string>,
	reachesBack: boolean,
): Found {
	const outcomes: Outcome[] = [];
	const rest: Reading[] = [];
	for (const [index, reading] of readings.entries()) {
		if (known.has(reading.person)) continue;
		const { to, subject } = letters[index]!;
		const providerId = ids.get(nameOf({ to: to.email, subject }));
		if (providerId !== undefined) outcomes.push({ person: reading.person, state: 'sent', providerId });
		else rest.push(reading);
	}
	if (rest.length && !reachesBack)
		return { kind: 'unknown', why: ', and the provider’s list does not reach back that far' };
	return { kind: 'known', outcomes, rest };
}

function nameOf({ to, subject }: Pick<TakenLetter, 'to' | 'subject'>): string {
	return `${to.toLowerCase()}\n${subject}`;
}
