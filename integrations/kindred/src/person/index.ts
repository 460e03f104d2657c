import type { Instant } from '../base/time.ts';
import type { Interaction, NewInteraction, NewPerson, Person, PersonChange } from './person.ts';

export { mayBeMailed, move, states, type State, type Step } from './consent.ts';
export {
	circles, frequencies,
	type Circle, type Frequency, type Interaction, type InteractionKind, type NewInteraction, type NewPerson,
	type Person, type PersonChange,
} from './person.ts';

/** What people have to be kept in. Addresses are given normalised (`normaliseEmail`). */
export interface PersonStore {
	byId(id: number): Promise<Person | undefined>;
	/** By any address of theirs. */
	byEmail(email: string): Promise<Person | undefined>;
	/** Everybody whose consent to mail is confirmed, by id. */
	subscribers(): Promise<readonly Person[]>;
	/** Everybody who was not forgotten, by id. */
	everybody(): Promise<readonly Person[]>;
	/** The person with this address, made when there is none. Two at the same time get the same person. */
	add(person: NewPerson, at: Instant): Promise<{ readonly person: Person; readonly added: boolean }>;
	update(id: number, change: PersonChange, at: Instant): Promise<Person | undefined>;
	/**
	 * Reads one person (by id, or by address), asks `decide` what is to happen, and does it, in one transaction that keeps
	 * everybody else out. A change to an unknown address makes a person; one to an unknown id does nothing. `decide` may
	 * be asked again, so it must only compute.
	 */
	decide<T>(
		who: number | string,
		at: Instant,
		decide: (person: Person | undefined, past: readonly Interaction[]) => Decision<T>,
	): Promise<T>;
	/** Makes an address the main one; the old one stays theirs. Nothing happens when it belongs to somebody else. */
	changeAddress(id: number, email: string, at: Instant): Promise<'changed' | 'taken' | 'unknown'>;
	/** Writes one line of the log; false when its key is there already. */
	log(entry: NewInteraction): Promise<boolean>;
	/** Everything that happened with one person, oldest first. */
	timeline(id: number): Promise<readonly Interaction[]>;
	/** Is this an address never to be written to again? */
	suppressed(email: string): Promise<boolean>;
	suppress(email: string, reason: 'complaint' | 'bounce' | 'forgotten', at: Instant): Promise<void>;
	/**
	 * Counts one letter towards an address, named by its keyed hash, if both budgets allow it. False: write none.
	 */
	allowLetter(addressHash: string, budget: LetterBudget, at: Instant): Promise<boolean>;
	/** Everything the store holds about one person, as plain JSON. */
	everything(id: number): Promise<Readonly<Record<string, unknown>> | undefined>;
	/**
	 * Erases a person: answers, RSVPs, the log, addresses, letters on their way. Their addresses are suppressed and an empty
	 * `forgotten` row keeps the counts right. False when there is nobody. `signupHash` names rows kept before confirmation.
	 */
	forget(id: number, at: Instant, signupHash: (email: string) => readonly string[]): Promise<boolean>;
}

/** What is to happen to a person, and what the one who asked is told. */
export interface Decision<T> {
	readonly answer: T;
	readonly change?: PersonChange | undefined;
	readonly log?: readonly Omit<NewInteraction, 'person' | 'at'>[] | undefined;
}

/** How many letters strangers can make us write. */
export interface LetterBudget {
	/** To one address in 24 hours. */
	readonly perAddress: number;
	/** To everybody in one clock hour. */
	readonly perHour: number;
}
