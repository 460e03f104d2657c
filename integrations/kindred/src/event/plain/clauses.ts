/** What stands between two commas. */
export interface Clause {
	readonly text: string;
	/** The number of its sentence. */
	readonly sentence: number;
	/** It is the question that its sentence ends in. */
	readonly asks: boolean;
}

/** Nobody says yes in more; the text is bounded besides. */
const MOST_CLAUSES = 40;
/** A line that is shorter was ended by its writer, and not by their mail program. */
const SHORT_LINE = 50;

/** Takes a text apart into clauses, whatever the script. A question mark turns only the last clause of its sentence into a question. */
export function clausesOf(text: string): Clause[] {
	const lines = text
		.replace(/\r\n?/g, '\n')
		.replace(/\n\s*\n/g, '. ')
		.split('\n')
		.map((line) => (line.trim().length < SHORT_LINE ? `${line},` : line));
	const sentences = lines.join(' ').split(/(?<=[!?。！？؟।…]|\.(?=\s|$))/u);
	return sentences
		.flatMap((sentence, number) => {
			const asks = /[?？؟][^\p{L}\p{N}]*$/u.test(sentence);
			const clauses = sentence
				.split(/,(?! ?(?:ob|dass|что|смогу ли|приду ли|कि) )|[;:،؛、，；：()[\]–—]|\s-\s/u)
				.flatMap((clause) => plain(clause) || []);
			return clauses.map((clause, at) => ({
				text: clause,
				sentence: number,
				asks: asks && at === clauses.length - 1,
			}));
		})
		.slice(0, MOST_CLAUSES);
}

/** Letters, digits and plus signs, one blank between them. */
function plain(clause: string): string {
	return clause
		.replace(/[^\p{L}\p{M}\p{N}+']+/gu, ' ')
		.replace(/ '+|'+ |^'+|'+$/g, ' ')
		.trim();
}
