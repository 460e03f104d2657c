/** How many letters strangers can make us write. */
export interface LetterBudget {
	/** To one address in 24 hours. */
	readonly perAddress: number;
	/** To everybody in one clock hour, counted by what the letters are for, so that a busy event stops no signup. */
	readonly perHour: number;
	readonly counts: 'signup' | 'rsvp';
}

/**
 * What strangers can make us write. Three letters a day are enough for somebody who cannot find the first one; sixty an hour
 * are more than a personal blog gets new readers, and too few to be of use for flooding anybody.
 */
export const budget: LetterBudget = { counts: 'signup', perAddress: 3, perHour: 60 };
