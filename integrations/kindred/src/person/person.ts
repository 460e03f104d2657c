import type { Instant } from '../base/time.ts';
import type { State } from './consent.ts';

/** How often a subscriber wants a digest: each one, or at most one a month or a quarter. */
export const frequencies = ['every', 'monthly', 'quarterly'] as const;
export type Frequency = (typeof frequencies)[number];

/** How close: 5 to 10 people, 20 to 30, everyone else. */
export const circles = ['core', 'active', 'loose'] as const;
export type Circle = (typeof circles)[number];

/** Somebody we know. */
export interface Person {
	/** Never used again after this person is gone. */
	readonly id: number;
	readonly state: State;
	/** May be empty. */
	readonly name: string;
	/** The main address, normalised; empty once forgotten. */
	readonly email: string;
	/** BCP 47, best first; empty means the site's own. */
	readonly languages: readonly string[];
	/** What they chose to read about; empty means everything. */
	readonly topics: readonly string[];
	readonly frequency: Frequency;
	/** IANA time zone, where it is known. */
	readonly zone?: string | undefined;
	readonly circle: Circle;
	/** The channel they came through, `wechat`. */
	readonly via?: string | undefined;
	readonly createdAt: Instant;
}

/** What is known of somebody new; everything but the address has a default (a contact, in the loose circle). */
export type NewPerson = { readonly email: string } & Partial<Omit<Person, 'id' | 'email' | 'createdAt'>>;

/** What may change. An address changes by `changeAddress` only. */
export type PersonChange = Partial<Omit<Person, 'id' | 'email' | 'createdAt'>>;

/** What can happen between a person and us. */
export type InteractionKind =
	| 'subscribed'
	| 'preferences'
	| 'address'
	| 'left'
	| 'bounced'
	| 'complained'
	| 'delivered'
	| 'replied'
	| 'answered'
	| 'acknowledged'
	| 'forwarded'
	| 'invited'
	| 'rsvp'
	| 'seated'
	| 'waiting'
	| 'promoted'
	| 'offered'
	| 'requested'
	| 'approved'
	| 'declined'
	| 'lapsed'
	| 'proposed'
	| 'informed'
	| 'reminded'
	| 'missed'
	| 'thanked'
	| 'attended'
	| 'touched'
	| 'introduced'
	| 'noted';

/** One line of the append-only log. */
export interface Interaction {
	readonly id: number;
	readonly person: number;
	readonly at: Instant;
	readonly kind: InteractionKind;
	/** What it was about: `digest:<group>`, `event:<group>`, `post:<group>`. */
	readonly subject?: string | undefined;
	/** Plain JSON; its keys belong to the kind. */
	readonly detail: Readonly<Record<string, unknown>>;
	/** Writing an interaction whose key is there already changes nothing. */
	readonly key?: string | undefined;
}

export type NewInteraction = Omit<Interaction, 'id' | 'detail'> & {
	readonly detail?: Readonly<Record<string, unknown>> | undefined;
};
