import { isBlank } from './line.ts';

/**
 * Letters to a list begin with a line for the overview of the inbox, and fill the rest of it with what nobody sees: joiners that
 * join nothing (U+034F), spaces of no width. Nobody types them. Programs that make plain text of a letter show it all.
 */
const padding = /(?:\u034f\s{0,3}|[\u200b\u200c\u2007\u00ad\u2800]\s{1,3}){4}/;
/** What is left of the filling in the last line, where it was broken. */
const rest = /^[\s\u034f]{0,40}\u034f[\s\u034f]{0,40}$/;
/** How much of a line is looked at: the words come before. */
const LOOK = 2000;
/** A line that was broken is at least so long, and an overview takes no more lines than that. */
const BROKEN = 45;
const MOST_BROKEN = 3;

/** Which lines are a letter's line for the overview of the inbox. */
export function preheaderLines(lines: readonly string[]): readonly boolean[] {
	const found = lines.map((line) => rest.test(line) || padding.test(line.slice(0, LOOK)));
	for (const at of found.keys()) {
		if (!found[at] || found[at - 1]) continue;
		for (let above = at - 1; at - above <= MOST_BROKEN; above--) {
			if (isBlank(lines[above]) || lines[above]!.length < BROKEN) break;
			found[above] = true;
		}
	}
	return found;
}
