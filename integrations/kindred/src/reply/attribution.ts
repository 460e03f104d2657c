import { bare, isBlank, isQuoted } from './line.ts';
import { wroteWords } from './quote-words.ts';

/** Mail programs break a long attribution once or twice; three times has been seen with long names. */
const MOST_LINES = 4;
/** Longer than any attribution; a paragraph that ends with "wrote:" is somebody's own words. */
const MOST_LENGTH = 400;

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const letter = '\\p{L}\\p{M}\\p{N}_';
const wrote = new RegExp(`(?:^|[^${letter}])(?:${wroteWords.map(escaped).join('|')})(?:[^${letter}]|$)`, 'u');
/** Scripts written without spaces: the verb follows the name at once. */
const wroteUnspaced =
	/(?:写道|寫道|写到|が書きました|さんは書きました|のメール|작성|썼습니다|เขียนว่า)\s?[:：]?$/u;

const ends = /[:：]["»”]?$/;
const address = /[^\s<>@"]{1,64}@[^\s<>@"]{1,190}|\[mailto:|<mailto:/;
const clock = /(?:^|\D)\d{1,2}[:.h時点點]\s?\d{2}(?:\D|$)/;
const year = /(?:^|\D)(?:(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})(?:\D|$)/;
/** How an attribution begins in languages that put the date first. */
const opens =
	/^[->\s"«“]{0,4}(?:on|am|le|el|em|il|op|den|på|w dniu|dnia|dne|dňa|в|во|ср|пн|вт|чт|пт|сб|вс|у|\d{1,4}[\s./年-]|[a-zà-ž]{2,9}\.?,?\s|在|於|于|vào|pada|a|ב|في|در|quoting|zitat von|citando|in message|to:)/iu;

/**
 * How many lines from `at` on say who wrote what follows ("On Monday Ada wrote:"); 0 when none do. At most four lines are
 * looked at, so it takes a bounded time wherever it is asked.
 */
export function attributionLength(lines: readonly string[], at: number): number {
	let joined = '';
	for (let count = 1; count <= MOST_LINES && at + count <= lines.length; count++) {
		const line = lines[at + count - 1]!;
		if (isBlank(line) || (count > 1 && isQuoted(line))) return 0;
		joined = joined ? `${joined} ${bare(line)}` : bare(line);
		if (joined.length > MOST_LENGTH) return 0;
		if (isAttribution(joined.toLowerCase(), () => nextIsQuoted(lines, at + count))) return count;
		if (!mayContinue(joined)) return 0;
	}
	return 0;
}

/** The line after the attribution, or the one after a blank line, begins a quote. */
function nextIsQuoted(lines: readonly string[], at: number): boolean {
	return isQuoted(lines[at] ?? '') || (isBlank(lines[at]) && isQuoted(lines[at + 1] ?? ''));
}

function isAttribution(text: string, quoteFollows: () => boolean): boolean {
	const said = wroteUnspaced.test(text) || wrote.test(text);
	const dated = year.test(text) || clock.test(text);
	const named = address.test(text);
	if (!ends.test(text)) {
		// Old Gmail: "2013/11/1 Ada <ada@example.com>" stands without a colon; a quote has to follow.
		return ((dated && named) || (said && dated && opens.test(text))) && quoteFollows();
	}
	if (said) return dated || named || quoteFollows();
	// No verb: "ср, 30 апр. 2025 г. в 15:19, Ада <ada@example.com>:". Date and address have to be there, or a quote.
	return named && year.test(text) && (clock.test(text) || quoteFollows())
		? true
		: dated && quoteFollows() && opens.test(text);
}

/** Could the next line belong to it? It has to look like the beginning of one already. */
function mayContinue(text: string): boolean {
	const low = text.toLowerCase();
	return opens.test(low) && (year.test(low) || clock.test(low) || address.test(low) || /\d/.test(low));
}
