import type { Instant } from '../base/time.ts';
import type { State } from './consent.ts';
import { circles, type Person, type PersonChange } from './person.ts';

/** What one person is who were two in the store. */
export interface Joined {
	readonly change: PersonChange;
	/** Whose main address stays the main one. */
	readonly main: 'kept' | 'other';
}

/** What became of a merge. `events`: those both had answered, where a seat may be free now. `unknown`: one of them is not there, or they are one already. `on-its-way`: a digest is being sent. */
export type Merged =
	| { readonly ok: true; readonly events: readonly string[] }
	| { readonly ok: false; readonly reason: 'unknown' }
	| { readonly ok: false; readonly reason: 'on-its-way'; readonly digest: string };

/**
 * Makes one person of two, in one transaction: everything of `other` becomes that of `kept`, as `join` says, and its id leads
 * there from now on.
 */
export type Merge = (
	kept: number,
	other: number,
	at: Instant,
	join: (kept: Person, other: Person) => Joined,
) => Promise<Merged>;

/**
 * Whose word counts, the strongest first: who complained is never written to again, and who said yes to letters gets them at the
 * address they said it with. Leaving with one address does not end what was asked for with the other.
 */
const strength: readonly State[] = [
	'complained',
	'subscribed',
	'awaiting-approval',
	'left',
	'bounced',
	'contact',
	'forgotten',
];

/** Two who turned out to be one. What `kept` has stays; the choices are of whoever's consent counts. */
export function joinPeople(kept: Person, other: Person): Joined {
	const isOther = strength.indexOf(other.state) < strength.indexOf(kept.state);
	const first = isOther ? other : kept;
	const { state, topics, frequency } = first;
	return {
		main: isOther ? 'other' : 'kept',
		change: {
			state,
			topics,
			frequency,
			name: kept.name || other.name,
			languages: first.languages.length ? first.languages : isOther ? kept.languages : other.languages,
			zone: kept.zone ?? other.zone,
			circle: circles.find((circle) => circle === kept.circle || circle === other.circle) ?? kept.circle,
			via: (kept.createdAt <= other.createdAt ? [kept, other] : [other, kept]).flatMap(
				({ via }) => via ?? [],
			)[0],
		},
	};
}
