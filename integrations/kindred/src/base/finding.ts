/** `unknown`: it could not be looked at, from here or now, and says nothing for or against. */
export type Verdict = 'ok' | 'warn' | 'fail' | 'unknown';

/** What one check found: a sentence on what is so, and one on what to do about it. */
export interface Finding {
	/** What was looked at, in a word or two: `SPF`. */
	readonly about: string;
	readonly verdict: Verdict;
	readonly text: string;
	readonly hint?: string | undefined;
}
