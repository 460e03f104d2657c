import type { SentLetter } from '../base/letter.ts';
import type { Instant } from '../base/time.ts';
import type { DeliveryWord, DeliveryOutcome, Standing } from './late.ts';

/** How long after a letter something still counts as having followed it, in days. */
export const FOLLOWS_WITHIN = 14;

/** How many had something, and how many of those wrote back about the digest. People, not mails. */
export interface Echo {
	readonly sent: number;
	readonly wroteBack: number;
}

/**
 * How a digest stands: `candidates = sent + excluded + pending + failed + held`, always, and
 * `sent = noWordYet + the sum of outcomes`. Nothing in it is measured behind a reader's back: there are no opens.
 */
export interface DigestStatus {
	/** Everybody who was a subscriber when the plan was made. */
	readonly candidates: number;
	/** The provider has their letter. */
	readonly sent: number;
	readonly pending: number;
	readonly failed: number;
	readonly held: number;
	/** By reason. */
	readonly excluded: Readonly<Record<string, number>>;
	/** What the provider told of the letters it has. All of them stand here, also those with 0. */
	readonly outcomes: Readonly<Record<DeliveryOutcome, number>>;
	readonly noWordYet: number;
	/** Mails that answer it, from whomever, and the readers who wrote them. */
	readonly replies: number;
	readonly wroteBack: number;
	/** Readers who answered an invitation within `FOLLOWS_WITHIN` days after their letter, whatever made them. */
	readonly answeredInvitation: number;
	/** Readers who left within `FOLLOWS_WITHIN` days after their letter, and those who left by the link in this very letter. */
	readonly left: number;
	readonly leftByItsLink: number;
	readonly byLanguage: Readonly<Record<string, Echo>>;
	/**
	 * By article: those that answers speak of most first, then by readers. `replies`: each answer is one, shared by the articles it
	 * speaks of.
	 */
	readonly byItem: readonly (Echo & { readonly item: string; readonly replies: number })[];
}

/** One reader's line: who has it, who has not and why. */
export interface Recipient {
	readonly person: number;
	/** Empty once they were forgotten. */
	readonly email: string;
	readonly state: Standing['state'];
	readonly reason?: string | undefined;
	readonly outcome?: DeliveryOutcome | undefined;
	readonly at: Instant;
}

/** A batch nobody can tell the fate of, with the letters that are open. */
export interface HeldChunk {
	readonly chunk: number;
	/** From 0. */
	readonly seq: number;
	readonly why: string;
	readonly attemptedAt?: Instant | undefined;
	readonly open: readonly { readonly person: number; readonly email: string; readonly lang: string }[];
}

/** What the author found out about the letters of held batches. */
export type Verdict = 'sent' | 'again';

/** What became of held batches: letters now counted as sent, letters that go out again, and those that cannot. */
export interface Resolved {
	readonly chunks: number;
	readonly sent: number;
	readonly again: number;
	/** Open letters that cannot be made again: their run has ended, or the reader is gone. They count as failed; a new plan has them. */
	readonly lost: number;
}

/** The ledger after the letters have left. */
export interface DeliveryStore {
	/** Writes down what a provider says of a letter. Nothing: it is about no letter of a digest. */
	hear(
		word: DeliveryWord,
		at: Instant,
	): Promise<{ readonly digest: string; readonly person: number } | undefined>;
	/** What became of a reader's latest letters, newest first. */
	fatesOf(
		person: number,
		most: number,
	): Promise<readonly { readonly outcome: string; readonly at: Instant }[]>;
	/** A digest as this reader had it; nothing for somebody it was not sent to. */
	letterOf(digest: string, person: number): Promise<SentLetter | undefined>;
	heldChunks(digest: string): Promise<readonly HeldChunk[]>;
	resolveHeld(digest: string, verdict: Verdict, at: Instant): Promise<Resolved>;
	/** Everybody, by person. */
	recipients(digest: string): AsyncIterable<Recipient>;
}
