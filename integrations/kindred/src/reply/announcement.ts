import { attributionLength } from './attribution.ts';
import { headerBlockLength, isOriginalMarker } from './header-block.ts';
import { bare, isBlank } from './line.ts';

/** More lines than any attribution has, and longer ones. */
const MOST_LINES = 4;
const MOST_LENGTH = 320;
/** More lines than a block of labels has. */
const MOST_LABELS = 8;

/** How many lines from `at` on announce a quote, in the words of any known language; 0 when none do. */
export function attributionOf(lines: readonly string[], at: number): number {
	if (isBlank(lines[at])) return 0;
	return beginsLetter(lines, at) ? 1 : attributionLength(lines, at);
}

/** "Forwarded message", or the labels of a letter: From, To, Subject. */
export function beginsLetter(lines: readonly string[], at: number): boolean {
	return isOriginalMarker(lines, at) || headerBlockLength(lines, at) > 0;
}

/** The first of these lines that announces a quote. */
export function attributionIn(lines: readonly string[], first: number, last: number): number | undefined {
	for (let at = first; at <= last; at++) if (attributionOf(lines, at) > 0) return at;
	return undefined;
}

/** Are these lines as short as what announces a quote, and do they end as that does, in whatever language? */
export function mayAnnounce(lines: readonly string[]): boolean {
	const seen = lines.filter((line) => !isBlank(line));
	const text = seen.map(bare).join(' ');
	return seen.length <= MOST_LINES && text.length <= MOST_LENGTH && /[:：>]["»”]?$/.test(text);
}

/** A year of one of the calendars in use, or a time. */
const dated = /(?:^|\P{Nd})(?:(?:1[34]|19|20|25)\d\d|[^\P{Nd}0-9]{4}|\p{Nd}{1,2}[:.]\p{Nd}{2})(?:\P{Nd}|$)/u;

/** The same where nothing but a quote below says that they do: then a date, a time or an address has to be in them. */
export function looksAttributed(lines: readonly string[]): boolean {
	return mayAnnounce(lines) && lines.some((line) => dated.test(bare(line)) || line.includes('@'));
}

/**
 * Do labels begin here, such as Outlook writes above a quote, whatever their language? Three "label: value" lines with a date
 * among them. To be asked only where a line is drawn above them, or a quote follows: a signature may look like that.
 */
export function isLabelled(lines: readonly string[], first: number, last: number): boolean {
	const from = isBlank(lines[first]) ? first + 1 : first;
	if (headerBlockLength(lines, from) > 0) return true;
	const seen = lines.slice(from, Math.min(last + 1, from + MOST_LABELS)).filter((line) => !isBlank(line));
	const labelled = seen.map(bare).filter((line) => /^[^\s:：][^:：]{0,38}[:：]\s?\S/u.test(line));
	return (
		labelled.length >= 3 && labelled[0] === bare(seen[0] ?? '') && labelled.some((line) => dated.test(line))
	);
}

/** The first of the lines right above `at`, where a quote begins, that announce it by their looks; `at` when none do. */
export function announcedFrom(lines: readonly string[], at: number): number {
	let end = at;
	while (end > 0 && at - end < 3 && isBlank(lines[end - 1])) end--;
	let from = end;
	while (from > 0 && end - from <= MOST_LABELS && !isBlank(lines[from - 1])) from--;
	if (from === end || end - from > MOST_LABELS) return at;
	return looksAttributed(lines.slice(from, end)) || isLabelled(lines, from, end - 1) ? from : at;
}
