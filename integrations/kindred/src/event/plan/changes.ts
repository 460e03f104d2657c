import { canonicalJson } from '../../base/hash.ts';
import { isDay } from '../../base/time.ts';
import type { Facts } from '../told.ts';

/**
 * What about a gathering can change. `when`: its day, clock, length or zone, or the rules of its zone · `where`: its place, or that it
 * is held on the net · `status`: called off, put off, or on again · `private`: the join link or the address that only guests see ·
 * `title`: how it is called.
 */
export type ChangedField = 'when' | 'where' | 'status' | 'private' | 'title';

/** One thing that is not as it was told. */
export interface Change {
	readonly field: ChangedField;
	readonly before: Facts;
	readonly after: Facts;
	/** Do calendars have to notice (RFC 5546 section 2.1.4)? Then the SEQUENCE rises and guests are written to. */
	readonly moves: boolean;
}

/** What has changed between two tellings of one gathering, in a fixed order. */
export function changesBetween(before: Facts, after: Facts): Change[] {
	const fields: readonly (readonly [ChangedField, boolean])[] = [
		['status', before.status !== after.status],
		['when', isElsewhen(before, after)],
		['where', isElsewhere(before, after)],
		['private', before.join !== after.join || before.address !== after.address],
		['title', before.lang === after.lang && before.title !== after.title],
	];
	return fields.flatMap(([field, differs]) =>
		differs ? [{ field, before, after, moves: field !== 'title' }] : [],
	);
}

/** A gathering of whole days has no clock: neither its zone nor that zone's rules move it. */
function isElsewhen(before: Facts, after: Facts): boolean {
	if (before.start !== after.start || before.end !== after.end) return true;
	return !isDay(after.start) && (before.zone !== after.zone || hasOtherRules(before, after));
}

/** Does the same clock in the same zone mean other instants than it did? A country has changed its rules since. */
export function hasOtherRules(before: Facts, after: Facts): boolean {
	const isSame = before.start === after.start && before.end === after.end && before.zone === after.zone;
	return isSame && !isDay(after.start) && (before.from !== after.from || before.to !== after.to);
}

/** A place may be called otherwise in another language: names are compared within one. */
function isElsewhere(before: Facts, after: Facts): boolean {
	return before.online !== after.online || (before.lang === after.lang && before.place !== after.place);
}

/** The same change once, in the order of the first that has it. */
export function distinctChanges(changes: readonly Change[]): Change[] {
	const same = ({ field, before, after }: Change) =>
		canonicalJson([field, partOf(field, before), partOf(field, after)]);
	return [...Map.groupBy(changes, same).values()].map(([one]) => one!);
}

/** What of the facts a field stands for. */
function partOf(field: ChangedField, facts: Facts): unknown {
	const { title, start, end, zone, from, to, place, online, status, join, address } = facts;
	return {
		when: [start, end, zone, from, to],
		where: [place, online],
		status,
		private: [join, address],
		title,
	}[field];
}
