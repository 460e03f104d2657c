import { bare, isBlank } from './line.ts';
import { fromLabels, originalWords, otherLabels } from './quote-words.ts';

/** How far below its first line the block Outlook writes is looked for; long lists of recipients are wrapped. */
const MOST_LINES = 14;
const from = new Set(fromLabels);
const other = new Set(otherLabels);
const original = new Set(originalWords);

/** The label of a line "From: Ada", in lower case; nothing when the line has none. */
function labelOf(line: string): string | undefined {
	const text = bare(line).replace(/^[|>\s]{1,6}/, '');
	const colon = text.slice(0, 40).search(/[:：]/);
	return colon > 0 ? text.slice(0, colon).trim().toLowerCase() : undefined;
}

/** "-----Original Message-----" in its languages, with or without the dashes a program put around it. */
export function isOriginalMarker(line: string): boolean {
	const text = bare(line).toLowerCase();
	const inner = text.replace(/^[-_=—–\s]{1,80}|[-_=—–\s:]{1,80}$/g, '');
	const ruled = /^[-_=—–]{2}/.test(text);
	if (original.has(inner)) return ruled || text.endsWith(':') || inner === text;
	if (!ruled) return false;
	// Lotus Notes: "---------------------- Forwarded by Ada/Home on 01/05/2000 01:16 PM"
	return (
		/^(?:forwarded by|weitergeleitet von|transféré par|message du|reply message|reply separator) ?/.test(
			inner,
		) || original.has(inner.replace(/ \(.*$/, ''))
	);
}

/**
 * Does a block of labelled lines ("From: … Sent: … To: … Subject: …") begin here? It has to name three things, From among
 * them, or To and Subject as Lotus Notes does below a line with a name and a date.
 */
export function isHeaderBlock(lines: readonly string[], at: number): boolean {
	const first = labelOf(lines[at] ?? '');
	if (first === undefined || !(from.has(first) || other.has(first))) return false;
	const seen = new Set([first]);
	let hasFrom = from.has(first);
	let gap = 0;
	for (let next = at + 1; next < lines.length && next < at + MOST_LINES; next++) {
		const label = labelOf(lines[next]!);
		if (isBlank(lines[next])) {
			if (++gap > 3) break;
		} else if (label !== undefined && (from.has(label) || other.has(label))) {
			seen.add(label);
			hasFrom ||= from.has(label);
			gap = 0;
		} else if (gap > 0) break;
		if (seen.size >= (hasFrom ? 3 : 4)) return true;
	}
	if (seen.size >= 3) return true;
	return (
		seen.size === 2 &&
		hasFrom &&
		/@|<mailto|\d{4}/.test(bare(lines[at]!)) &&
		/\d/.test(bare(lines[at + 1] ?? ''))
	);
}

const stamp = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}/;

/**
 * How many lines above a block of labels belong to it: Lotus Notes writes the sender's name and the date there, Outlook and
 * others a rule of dashes or underscores. At most six lines are looked at.
 */
export function linesAboveBlock(lines: readonly string[], at: number): number {
	let above = 0;
	let dated = false;
	for (let line = at - 1; line >= 0 && at - line <= 7; line--) {
		const text = bare(lines[line]!);
		if (text === '') continue;
		const isStamp = stamp.test(text) && text.length <= 120;
		const isRule = /^[-_=*—]{5,}$/.test(text);
		const isName = dated && text.length <= 60 && !/[.!?,:]$/.test(text) && !text.startsWith('-');
		const isSentBy = /^(?:sent by|please respond to)\b/i.test(text);
		if (!isStamp && !isRule && !isSentBy && !(isName && above === at - line - 1)) break;
		if (isName && !isStamp && !isSentBy && !isRule) return at - line;
		// A line with both name and date is complete.
		if (isStamp && /[\p{L}]{3}/u.test(text.replace(stamp, '').replace(/\b[ap]m\b/i, ''))) return at - line;
		dated ||= isStamp;
		above = at - line;
	}
	return above;
}
