import { sha256 } from '../base/hash.ts';
import type { Verdict } from './status.ts';

/** What is left of a batch once the author said what they found out: nothing more to do, or to be made and sent anew. */
export type Release<Reading> =
	| { readonly kind: 'settled' }
	| { readonly kind: 'planned'; readonly readings: readonly Reading[]; readonly key: string };

/**
 * A held batch, released. Again: only letters that are still open, to readers who are still somebody, under a key that the
 * provider has not seen, so that it cannot answer with what it remembers.
 *
 * @param open the people whose letters nobody can tell the fate of.
 */
export function releaseHeld<Reading extends { readonly person: number; readonly email: string }>(
	held: { readonly key: string; readonly readings: readonly Reading[] },
	open: ReadonlySet<number>,
	verdict: Verdict,
): Release<Reading> {
	const readings = held.readings.filter(({ person, email }) => open.has(person) && email !== '');
	if (verdict === 'sent' || readings.length === 0) return { kind: 'settled' };
	return { kind: 'planned', readings, key: sha256(`again\n${held.key}`) };
}
