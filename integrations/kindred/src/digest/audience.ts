import { bestLanguage } from '../base/language.ts';
import type { Instant } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { DigestEntry } from './entry.ts';

/** A subscriber, and what they were sent before. */
export interface Reader {
	readonly person: Person;
	/** The posts they have had, as translation groups. */
	readonly had: ReadonlySet<string>;
	/** The digests they got, or that are on their way to them. */
	readonly got: ReadonlySet<string>;
	/** When the last digest was mailed to them. */
	readonly lastSent?: Instant | undefined;
}

/** Why a subscriber gets nothing this time. */
export type ExclusionReason =
	| 'got it already'
	| 'did not get what it corrects'
	| 'outside the circle'
	| 'chose none of its topics'
	| 'reads none of its languages'
	| 'waits for the month to pass'
	| 'waits for the quarter to pass'
	| 'would find nothing in it';

/** Days between digests for those who want fewer. A few less than a month, so that a monthly digest that is a day early is not missed. */
const pauses = { every: 0, monthly: 27, quarterly: 85 } as const;

/**
 * Why somebody gets nothing of a digest, before anything in it is chosen for them. A correction goes to exactly those who got
 * what it corrects, however often they want to hear from us.
 */
export function exclusionOf(
	{ person, got, lastSent }: Reader,
	{ group, corrects, audience }: Pick<DigestEntry, 'group' | 'corrects' | 'audience'>,
	now: Instant,
): ExclusionReason | undefined {
	if (got.has(group)) return 'got it already';
	if (corrects !== undefined) return got.has(corrects) ? undefined : 'did not get what it corrects';
	const { circle, topics, lang } = audience;
	if (circle && !circle.includes(person.circle)) return 'outside the circle';
	if (topics && person.topics.length && !person.topics.some((topic) => topics.includes(topic)))
		return 'chose none of its topics';
	if (lang && person.languages.length && !bestLanguage(person.languages, lang))
		return 'reads none of its languages';
	const days = lastSent ? (Date.parse(now) - Date.parse(lastSent)) / 86_400_000 : Number.POSITIVE_INFINITY;
	if (days >= pauses[person.frequency]) return undefined;
	return person.frequency === 'monthly' ? 'waits for the month to pass' : 'waits for the quarter to pass';
}
