import { canonicalJson, sha256 } from '../base/hash.ts';
import type { Template } from '../base/template.ts';
import type { ExclusionReason } from './audience.ts';
import type { ItemSlot } from './shelf.ts';

/** How many letters one batch call may carry (Resend: POST /emails/batch), and so how many readings stand in one part. */
export const CHUNK_SIZE = 100;

/** A ready piece of a letter, in both forms. */
export interface Piece {
	readonly html: string;
	readonly text: string;
}

/** A hole of a digest for posts, with what the author says about the one placed there by hand. */
export type DigestItem = ItemSlot & { readonly note?: string | undefined };

/** A digest compiled for readers of one language. */
export interface CompiledDigest {
	readonly lang: string;
	/** The entry its text comes from, which may be in another language. */
	readonly entry: string;
	readonly template: Template;
	/** Its holes for posts, in the order of the letter. */
	readonly items: readonly DigestItem[];
}

/** What one reader gets. */
export interface Reading {
	readonly person: number;
	readonly email: string;
	readonly name: string;
	/** The language of their letter. */
	readonly lang: string;
	/** The entries of the posts in their letter, by slot. */
	readonly items: Readonly<Record<string, readonly string[]>>;
}

/** Somebody who gets nothing this time, and why. */
export interface Exclusion {
	readonly person: number;
	readonly email: string;
	readonly reason: ExclusionReason;
}

/** What is the same for all readers of a plan, and what can be counted. */
export interface PlanHead {
	readonly digest: string;
	/** SHA-256 of all the rest, every reading included: what is approved is exactly this. */
	readonly hash: string;
	readonly templates: Readonly<Record<string, CompiledDigest>>;
	/** See `pieceKey`. */
	readonly pieces: Readonly<Record<string, Piece>>;
	/** The translation group of every post in it, by entry. */
	readonly groups: Readonly<Record<string, string>>;
	readonly counts: PlanCounts;
}

/** A plan in numbers. */
export interface PlanCounts {
	readonly readers: number;
	readonly excluded: Readonly<Partial<Record<ExclusionReason, number>>>;
	/** Readers, different letters (names and links aside), and bytes of HTML, by language. */
	readonly languages: Readonly<
		Record<string, { readers: number; variants: number; bytes: { p50: number; max: number } }>
	>;
}

/**
 * Who gets what and why: everything a send needs, and nothing that changes behind its back. Readings and exclusions are kept
 * as JSON, 100 in a part, in the order of the persons' ids: 100,000 readers are not 100,000 objects.
 */
export interface Plan extends PlanHead {
	readonly parts: { readonly readings: readonly string[]; readonly excluded: readonly string[] };
}

/** The name of a post's piece in a slot of letters in one language. */
export function pieceKey(lang: string, slot: string, post: string): string {
	return `${lang}:${slot}:${post}`;
}

/** The plan with its hash. */
export function sealPlan(plan: Omit<Plan, 'hash'>): Plan {
	const { digest, templates, pieces, groups, parts } = plan;
	const all = [canonicalJson([digest, templates, pieces, groups]), ...parts.readings, '', ...parts.excluded];
	return { ...plan, hash: sha256(all.map(sha256).join('\n')) };
}

/** The readings of a plan, one after the other. */
export function* readingsOf({ parts }: Pick<Plan, 'parts'>): Generator<Reading> {
	for (const part of parts.readings) yield* JSON.parse(part) as Reading[];
}

/** Everybody a plan leaves out, one after the other. */
export function* exclusionsOf({ parts }: Pick<Plan, 'parts'>): Generator<Exclusion> {
	for (const part of parts.excluded) yield* JSON.parse(part) as Exclusion[];
}

/** What moved between two plans, in words; empty when nothing did. */
export function planDifference(before: Plan, after: Plan): string[] {
	if (before.hash === after.hash) return [];
	const { came, went, changed } = compareReadings(before, after);
	const differences: string[] = [];
	if (came) differences.push(`${came} more ${came === 1 ? 'reader' : 'readers'}`);
	if (went) differences.push(`${went} fewer ${went === 1 ? 'reader' : 'readers'}`);
	if (changed) differences.push(`${changed} ${changed === 1 ? 'reader gets' : 'readers get'} something else`);
	for (const lang of Object.keys(after.templates)) {
		if (canonicalJson(before.templates[lang]) !== canonicalJson(after.templates[lang]))
			differences.push(`the letter in ${lang} reads differently`);
	}
	for (const key of Object.keys(after.pieces)) {
		const old = before.pieces[key];
		if (old && canonicalJson(old) !== canonicalJson(after.pieces[key]))
			differences.push(`the entry of ${key.split(':')[2]} in ${key.split(':')[0]} reads differently`);
	}
	if (!differences.length) differences.push('the list of those left out changed');
	return differences;
}

/** Both plans are in the order of persons, so they are walked side by side. */
function compareReadings(before: Plan, after: Plan): { came: number; went: number; changed: number } {
	const tally = { came: 0, went: 0, changed: 0 };
	const [olds, news] = [readingsOf(before), readingsOf(after)];
	let [old, now] = [olds.next().value, news.next().value] as (Reading | undefined)[];
	while (old ?? now) {
		if (old && now && old.person === now.person) {
			if (JSON.stringify(old) !== JSON.stringify(now)) tally.changed++;
			[old, now] = [olds.next().value, news.next().value] as (Reading | undefined)[];
		} else if (!now || (old && old.person < now.person)) {
			tally.went++;
			old = olds.next().value as Reading | undefined;
		} else {
			tally.came++;
			now = news.next().value as Reading | undefined;
		}
	}
	return tally;
}
