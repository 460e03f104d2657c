import { isLabelled } from './header-block.ts';
import { bare, folded, isBlank, isQuoted } from './line.ts';
import { marginRun } from './margin.ts';
import { opening, wrote } from './quote-words.ts';

/** Mail programs break a long attribution once or twice; three times has been seen with long names. */
const MOST_LINES = 4;
/** Longer than any attribution; a paragraph that ends with "wrote:" is somebody's own words. */
const MOST_LENGTH = 400;
/** "As Ada wrote:" above a quote has few words; a sentence that leads up to one is its writer's. */
const FEW_WORDS = 6;
/** With little else that speaks for it, an attribution is brief. */
const MOST_WORDS = 14;

const ends = /[:：]["»”)]?$/;
const mayEnd = /[:：)"»”>‐-―─-][*\p{Cf}\s]*$/u;
/** Where in a line its end is looked for: below what is invisible. */
const LAST = 12;
const ruled = /^[-‐-―─]{2,}.+[-‐-―─]{2,}$/;
/** A letter on each side shows that there is one; to look for all of it costs as much again for each letter. */
const address = /[^\s<>@"]@[^\s<>@"]|mailto:/;
/** Of our count, of Buddhists (2574), of Iran (1410) and of Islam (1453). */
const year = /(?<!\d)(?:1[34]|19|20|25)\d\d(?!\d)|(?<!\d)\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)/;
const clock =
	/(?<!\d)\d{1,2}(?:[:.h]|\s?[時时시點点]\s?|\sh\s)\d{2}(?!\d)|\d\s?(?:[ap]\.?m\b|uhr|[時时시點点])/;
/** A name or a weekday, then a number: "man. 28. apr. 2031 kl. 09:12 skrev Ada". */
const dateFirst = /^(?:[\p{L}\p{M}]{1,20}[.,،、']{0,2} )?\d/u;
const nameAndAddress = /^(?:[^\s@]{1,60} ){0,8}[<("[]*(?:[^\s<>@"]{1,64}@|mailto:)/u;

/**
 * How many lines from `at` on say who wrote what follows ("On Monday Ada wrote:"); 0 when none do. At most four lines are
 * looked at, so it takes a bounded time wherever it is asked.
 */
export function attributionLength(lines: readonly string[], at: number): number {
	if (isBetweenArrows(lines[at]!)) return 1;
	if (!mayEndSoon(lines, at)) return 0;
	let joined = '';
	for (let count = 1; count <= MOST_LINES && at + count <= lines.length; count++) {
		const line = lines[at + count - 1]!;
		if (isBlank(line) || (count > 1 && !isTornOff(line, joined) && (isQuoted(line) || isLabelled(line))))
			return 0;
		joined = joined ? `${joined} ${bare(line)}` : bare(line);
		if (joined.length > MOST_LENGTH) return 0;
		const quoteFollows = nextIsQuoted(lines, at + count) && !isTornOff(lines[at + count]!, joined);
		if ((quoteFollows || mayEnd.test(line.slice(-LAST))) && isAttribution(joined, quoteFollows)) return count;
		if (count === 1 && !mayBegin(folded(joined))) return 0;
	}
	return 0;
}

/** Most lines are neither the end of an attribution nor above one. */
function mayEndSoon(lines: readonly string[], at: number): boolean {
	for (let next = at; next < at + MOST_LINES && !isBlank(lines[next]); next++) {
		if (mayEndAt(lines, next) || (next > at && isQuoted(lines[next]!))) return true;
	}
	return false;
}

const known = new WeakMap<readonly string[], (boolean | undefined)[]>();

/** May an attribution end with this line? Asked of every line for each of those above it, and answered once. */
function mayEndAt(lines: readonly string[], at: number): boolean {
	const answers = known.get(lines) ?? [];
	if (answers.length === 0) known.set(lines, answers);
	return (answers[at] ??= mayEnd.test(lines[at]!.slice(-LAST)) || nextIsQuoted(lines, at + 1));
}

/** Novell GroupWise writes who and when between arrows, and marks nothing below: ">>> Ada 4/28/2031 9:12 AM >>>" */
export function isBetweenArrows(line: string): boolean {
	return /^\s{0,8}>>>\s?[^>\s].{0,200}>>>\s{0,4}$/.test(line.slice(0, 220)) && year.test(folded(line));
}

/** The end of an address that was broken before its bracket: "> wrote:" */
function isTornOff(line: string, above: string): boolean {
	return (
		/^> ?[^>]{1,40}[:：]\s{0,4}$/.test(line.slice(0, 50)) && /<[^>]*$/.test(above.replace(/<[^<>]*>/g, ''))
	);
}

/** The line after the attribution, or the one after a blank line, begins a quote. */
function nextIsQuoted(lines: readonly string[], at: number): boolean {
	const next = isBlank(lines[at]) ? at + 1 : at;
	return next < lines.length && (isQuoted(lines[next]!) || marginRun(lines, next) > 0);
}

/**
 * Three things speak for an attribution: when, who (an address) and a verb. Above lines marked as a quote one or two of them
 * do; without marks all that follows would be taken, so it has to be surer.
 */
export function isAttribution(text: string, quoteFollows: boolean): boolean {
	// The address of a page may hold a date.
	const low = folded(text)
		.replace(/https?:\/\/\S+/g, ' ')
		.trim();
	const dated = year.test(low);
	const timed = clock.test(low.replace(year, ' '));
	const isEnded = ends.test(low);
	const isRuled = ruled.test(low);
	// The words of all languages are looked for last: most lines are decided without them.
	if (!isRuled && !isEnded && !quoteFollows && !(dated && timed)) return false;
	const said = wrote.test(low);
	if (isRuled) return said;
	const named = address.test(low);
	const sure = dated && timed && (named || (said && (mayBegin(low) || besideName(text))));
	if (!isEnded) {
		// Old Gmail: "2013/11/1 Ada <ada@example.com>" stands without a colon.
		return quoteFollows ? dated && (named || (said && mayBegin(low))) : sure && said && text.length < 200;
	}
	if (sure) return true;
	const words = text.split(' ').length;
	if (quoteFollows && said) return dated || timed || named || (words <= FEW_WORDS && besideName(text));
	const brief = words <= MOST_WORDS && mayBegin(low);
	if (quoteFollows) return (dated && timed && words <= FEW_WORDS) || ((dated || timed) && brief);
	return said && (named || (dated && brief && besideName(text)));
}

/** Does the verb stand beside a word that begins like a name? "On 5 May my father wrote:" is a sentence. */
function besideName(text: string): boolean {
	const low = folded(text);
	const verb = wrote.exec(low);
	if (!verb || low.length !== text.length) return verb !== null;
	if (/^\p{Lo}/u.test(verb[0])) return true;
	const before =
		text
			.slice(0, verb.index)
			.trim()
			.split(/[\s,]+/)
			.at(-1) ?? '';
	const after = text.slice(verb.index + verb[0].length).trim();
	return [before, after].some((word) => /^["<(]?(?:\p{Lu}[\p{L}.]|\p{Lo})/u.test(word));
}

/** Does a text begin as an attribution does: with its first word, a date, or somebody's name and address? */
export function mayBegin(low: string): boolean {
	const start = low.replace(/^[-–—|>(["«“‐ ]{1,6}/, '');
	return opening.test(start) || dateFirst.test(start) || nameAndAddress.test(start);
}
