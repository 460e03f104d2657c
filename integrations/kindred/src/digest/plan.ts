import { canonicalJson, sha256 } from '../base/hash.ts';
import { bestLanguage } from '../base/language.ts';
import type { Site } from '../base/site.ts';
import type { Template } from '../base/template.ts';
import { dayOf, type Instant } from '../base/time.ts';
import type { Person } from '../person/index.ts';
import type { PostEntry } from '../post/index.ts';
import type { Audience, DigestEntry } from './entry.ts';
import { choosePicks, type Choice } from './pick.ts';

/** A ready piece of a letter, in both forms. */
export interface Piece {
	readonly html: string;
	readonly text: string;
}

/** A digest compiled for readers of one language. */
export interface CompiledDigest {
	readonly lang: string;
	/** The entry its text comes from, which may be in another language. */
	readonly entry: string;
	readonly template: Template;
	/** The posts placed by hand, as translation groups. */
	readonly placed: readonly string[];
	/** The holes for personal picks. */
	readonly picks: readonly { readonly slot: string; readonly max: number }[];
}

/** A subscriber, and what they were sent before. */
export interface Reader {
	readonly person: Person;
	/** The posts they have had, as translation groups. */
	readonly had: ReadonlySet<string>;
	/** When the last digest was mailed to them. */
	readonly lastSent?: Instant | undefined;
	/** Did they already get this one, or is it on its way? */
	readonly served: boolean;
}

/** What one reader gets. */
export interface Reading {
	readonly person: number;
	readonly email: string;
	readonly name: string;
	/** The language of their letter. */
	readonly lang: string;
	/** Their picks, by slot. */
	readonly picks: Readonly<Record<string, readonly Choice[]>>;
}

/** Somebody who gets nothing this time, and why. */
export interface Exclusion {
	readonly person: number;
	readonly email: string;
	readonly reason: ExclusionReason;
}
/** Why a subscriber gets nothing this time. */
export type ExclusionReason =
	| 'got it already'
	| 'outside the circle'
	| 'chose none of its topics'
	| 'reads none of its languages'
	| 'waits for the month to pass'
	| 'waits for the quarter to pass';

/** Who gets what and why: everything a send needs, and nothing that changes behind its back. */
export interface Plan {
	readonly digest: string;
	/** SHA-256 of all the rest: what is approved is exactly this. */
	readonly hash: string;
	readonly templates: Readonly<Record<string, CompiledDigest>>;
	/** By language and post id, see `pieceKey`. */
	readonly pieces: Readonly<Record<string, Piece>>;
	readonly readings: readonly Reading[];
	readonly excluded: readonly Exclusion[];
}

/** The name of a post's piece in letters of one language. */
export function pieceKey(lang: string, post: string): string {
	return `${lang}:${post}`;
}

/** What a plan is made from. */
export interface Planning {
	readonly digest: DigestEntry;
	readonly compiled: Readonly<Record<string, CompiledDigest>>;
	readonly posts: readonly PostEntry[];
	readonly readers: readonly Reader[];
	readonly site: Site;
	readonly now: Instant;
}

/** Decides for every reader: a letter in their language with their picks, or nothing and why. Same input, same answer. */
export function planReadings({ digest, compiled, posts, readers, site, now }: Planning) {
	const today = dayOf(now, site.zone);
	const published = posts.filter((post) => post.digest && !post.draft && post.date <= today);
	const articles = Map.groupBy(published, (post) => post.group);
	const readings: Reading[] = [];
	const excluded: Exclusion[] = [];
	for (const reader of readers) {
		const { id, email, name, languages } = reader.person;
		const reason = exclusion(reader, digest.audience, now);
		if (reason) {
			excluded.push({ person: id, email, reason });
			continue;
		}
		const lang = letterLanguage(languages, site);
		const picks = choosePicks(reader, articles, compiled[lang]!, site);
		readings.push({ person: id, email, name, lang, picks });
	}
	return { readings, excluded };
}

/** The language of a person's letters: the best of the site's for them, else the site's own. */
function letterLanguage(languages: readonly string[], site: Pick<Site, 'lang' | 'languages'>): string {
	return bestLanguage(languages, site.languages) ?? site.lang;
}

/** Days between digests for those who want fewer. A few less than a month, so that a monthly digest that is a day early is not missed. */
const pauses = { every: 0, monthly: 27, quarterly: 85 } as const;

function exclusion(
	{ person, served, lastSent }: Reader,
	audience: Audience,
	now: Instant,
): ExclusionReason | undefined {
	if (served) return 'got it already';
	if (audience.circle && !audience.circle.includes(person.circle)) return 'outside the circle';
	if (
		audience.topics &&
		person.topics.length &&
		!person.topics.some((topic) => audience.topics!.includes(topic))
	) {
		return 'chose none of its topics';
	}
	if (audience.lang && person.languages.length && !bestLanguage(person.languages, audience.lang)) {
		return 'reads none of its languages';
	}
	const days = lastSent ? (Date.parse(now) - Date.parse(lastSent)) / 86_400_000 : Number.POSITIVE_INFINITY;
	if (days >= pauses[person.frequency]) return undefined;
	return person.frequency === 'monthly' ? 'waits for the month to pass' : 'waits for the quarter to pass';
}

/** The plan with its hash. */
export function sealPlan(plan: Omit<Plan, 'hash'>): Plan {
	return { ...plan, hash: sha256(canonicalJson(plan)) };
}

/** What moved between two plans, in words; empty when nothing did. */
export function planDifference(before: Plan, after: Plan): string[] {
	const differences: string[] = [];
	const [had, has] = [byPerson(before), byPerson(after)];
	const came = after.readings.filter(({ person }) => !had.has(person)).length;
	const went = before.readings.filter(({ person }) => !has.has(person)).length;
	const changed = after.readings.filter((reading) => {
		const old = had.get(reading.person);
		return old && canonicalJson(old) !== canonicalJson(reading);
	}).length;
	if (came) differences.push(`${came} more ${came === 1 ? 'reader' : 'readers'}`);
	if (went) differences.push(`${went} fewer ${went === 1 ? 'reader' : 'readers'}`);
	if (changed) differences.push(`${changed} ${changed === 1 ? 'reader gets' : 'readers get'} something else`);
	for (const lang of Object.keys(after.templates)) {
		if (canonicalJson(before.templates[lang]) !== canonicalJson(after.templates[lang]))
			differences.push(`the letter in ${lang} reads differently`);
	}
	if (!differences.length && before.hash !== after.hash)
		differences.push('a post in the picks, or the list of those left out, changed');
	return differences;
}

function byPerson({ readings }: Plan): Map<number, Reading> {
	return new Map(readings.map((reading) => [reading.person, reading]));
}
