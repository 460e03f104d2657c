/**
 * Something the author has to mend. Both sentences are for people: `message` says what is wrong and where, `hint` says what
 * to write or type. Astro prints the hint of any error that has one, and so does the command line.
 */
export class KindredError extends Error {
	override readonly name = 'KindredError';
	readonly hint: string;

	constructor(message: string, hint: string, options?: ErrorOptions) {
		super(message, options);
		this.hint = hint;
	}
}
