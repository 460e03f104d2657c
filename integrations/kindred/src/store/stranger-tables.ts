import type { Instant } from './schema.ts';

/** An address that strangers asked a letter for: a keyed hash of it and what happened, nothing else. */
export interface SignupTable {
	email_hash: string;
	state: string;
	asked_at: Instant;
	/** Confirmation letters written so far. */
	letters: number;
	last_letter_at: Instant | null;
}

/** How often a network, or a wide one, asked for letters lately, under a hash whose salt is thrown away after a day. */
export interface NetworkTable {
	hash: string;
	/** 1 for a wide one. */
	wide: number;
	/** Asked for, for any address. */
	asked: number;
	/** Letters it got. */
	letters: number;
	since: Instant;
}

/** A letter that a stranger asked for and that waits for its place in the budget: one for an address, a kind and a network. */
export interface WaitingTable {
	email_hash: string;
	/** A keyed hash of what letter it is and about what. */
	kind: string;
	/** The hash of the network, or `unknown`. */
	network: string;
	/** The hash of the wide network, or `unknown`. */
	wide: string;
	/** The draft, which only the holder of our key can read. */
	sealed: string;
	asked_at: Instant;
}

/** Addresses never to be written to again, as salted hashes: they outlive the person. */
export interface SuppressionTable {
	email_hash: string;
	reason: string;
	at: Instant;
}
