import { bare, folded, isBlank } from './line.ts';
import { aboveThis, type Label, labels, messageWords, originalWords } from './quote-words.ts';

/** How far below its first line the block Outlook writes is looked for; lists of recipients are long, and wrapped. */
const MOST_LINES = 100;
/** Lines in it that are neither labelled nor hold recipients. */
const MOST_OTHER = 8;
/** In how many lines a block whose line breaks were lost is broken again. */
const MOST_BROKEN = 3;
const LOOK = 600;
/** "Please type your reply above this line" in the longest language, without dashes. */
const LONGEST_MARKER = 80;
/** Two characters for "original", and a dash on each side. */
const SHORTEST_RULED = 4;
/** Some programs leave blank lines between the labels. */
const MOST_GAP = 3;
/** "Date of sending" in the longest language. */
const LONGEST_LABEL = 40;

const address = /@|mailto:/;
const recipients = /@|[,;]\s{0,8}$/;
const date = /(?<!\d)(?:1[34]|19|20|25)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d|\d[:.h]\d\d/;
const dash = '[-_=~‐-―─━═﹍＿]';
const ruleAround = new RegExp(`^${dash}{1,80}|${dash}{1,80}$`, 'g');
const ruled = new RegExp(`^(?:${dash}|#){2}`);
const wholeRule = new RegExp(`^${dash}{5,}$`);

/** What the label of a line says ("From: Ada"); nothing when it has none. */
function labelOf(line: string): readonly Label[] | undefined {
	const colon = line.slice(0, LONGEST_LABEL + 20).search(/[:：]/);
	if (colon <= 0) return undefined;
	return labels.get(
		folded(line.slice(0, colon))
			.replace(/^[|> ]{1,8}/, '')
			.trim(),
	);
}

/** Does a line begin as one of such a block does? */
export function isLabelled(line: string): boolean {
	return labelOf(line) !== undefined;
}

/**
 * How many lines from `at` on are a block of labelled lines ("From: … Sent: … To: … Subject: …"); 0 when none are. It has to say
 * three things and to name an address or a date: somebody may write "From: here. To: there." Two do, if they hold both.
 */
export function headerBlockLength(lines: readonly string[], at: number): number {
	if (labelOf(lines[at] ?? '')?.some((label) => label !== 'cc') !== true) return 0;
	const seen = new Set<Label>();
	const held = { address: false, date: false };
	let length = 0;
	let gap = 0;
	let other = 0;
	for (let next = at; next < lines.length && next < at + MOST_LINES; next++) {
		const line = lines[next]!;
		if (isBlank(line)) {
			if (++gap > MOST_GAP) break;
			continue;
		}
		const said = labelOf(line);
		const label = said?.find((one) => !seen.has(one));
		if (label) seen.add(label);
		else if (said || gap > 0 || (!recipients.test(line.slice(-LOOK)) && ++other > MOST_OTHER)) break;
		gap = 0;
		length = next - at + 1;
		held.address ||= address.test(line.slice(0, LOOK));
		held.date ||= label === 'sent' && date.test(folded(line));
	}
	return isBlock(seen, held) ? length : isFlattened(lines, at) ? 1 : 0;
}

function isBlock(seen: ReadonlySet<Label>, held: { address: boolean; date: boolean }): boolean {
	if (seen.size >= 3) return (held.address || held.date) && (seen.has('subject') || held.address);
	return seen.size === 2 && held.address && held.date && (seen.has('from') || seen.has('to'));
}

/** All labels in one line, or in one that was broken again, as programs leave them that take the line breaks out of HTML. */
function isFlattened(lines: readonly string[], at: number): boolean {
	const line = lines
		.slice(at, at + MOST_BROKEN)
		.map(bare)
		.join(' ');
	const parts = line.split(/[:：]/);
	if (parts.length < 4) return false;
	const seen = new Set<Label>();
	for (const part of parts.slice(0, -1)) {
		const words = folded(part).split(' ').slice(-2);
		for (const label of labels.get(words.join(' ')) ?? labels.get(words.at(-1) ?? '') ?? []) seen.add(label);
	}
	return seen.has('from') && seen.has('subject') && seen.has('sent') && date.test(folded(line));
}

/** "-----Original Message-----" in its languages, or a ruled line of any words above a block of labels. */
export function isOriginalMarker(lines: readonly string[], at: number): boolean {
	const line = lines[at] ?? '';
	if (line.length > LONGEST_MARKER && !ruled.test(line.trimStart())) return false;
	if (line.length < SHORTEST_RULED) return originalWords.has(line.trim()) && blockBelow(lines, at);
	const text = folded(line);
	if (text.length > 200) return false;
	if (aboveThis.test(text.replace(/^[-#=~_ ]{1,40}/, ''))) return true;
	const inner = text.replace(ruleAround, '').trim();
	if (inner === '') return false;
	if (ruled.test(text) && !text.startsWith('#'))
		return isOriginal(inner) || isMessage(text, inner) || (inner.length <= 60 && blockBelow(lines, at));
	return originalWords.has(inner.replace(/\s?[:：]$/, '')) && (text.length > 10 || blockBelow(lines, at));
}

/** Lotus Notes: "---------------------- Forwarded by Ada/Home on 01/05/2000 01:16 PM" */
function isOriginal(inner: string): boolean {
	const words = inner.replace(/\s?[:：(].*$/, '');
	if (originalWords.has(words)) return true;
	const start = words.split(' ').slice(0, 3);
	return (
		start.length > 1 && (originalWords.has(start.slice(0, 2).join(' ')) || originalWords.has(start.join(' ')))
	);
}

/** "-----Answered message-----": between dashes, a few words, and "message" among them in some language. */
function isMessage(text: string, inner: string): boolean {
	const words = inner.split(' ');
	return words.length <= 4 && /^-{4}.*-{4}$/.test(text) && words.some((word) => messageWords.has(word));
}

function blockBelow(lines: readonly string[], at: number): boolean {
	for (let next = at + 1; next < lines.length && next <= at + MOST_GAP; next++) {
		if (!isBlank(lines[next])) return isLabelled(lines[next]!);
	}
	return false;
}

/** Is a line drawn, and nothing else in it? */
export function isRule(line: string | undefined): boolean {
	return line !== undefined && wholeRule.test(bare(line));
}

const stamp = /\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4},? \d{1,2}:\d{2}/;
/** The rest of a stamp that was broken before its time. */
const time = /^\d{1,2}:\d{2}(?::\d{2})?(?: [ap]m)?$/i;

/**
 * How many lines above a block of labels belong to it: Lotus Notes writes the sender's name and the date there, Outlook and
 * others a rule of dashes or underscores. At most seven lines are looked at.
 */
export function linesAboveBlock(lines: readonly string[], at: number): number {
	let above = 0;
	let dated = false;
	let broken = '';
	for (let line = at - 1; line >= 0 && at - line <= 7; line--) {
		const text = bare(lines[line]!) + broken;
		if (text === '') continue;
		broken = time.test(text) ? ` ${text}` : '';
		if (broken) continue;
		const isStamp = stamp.test(text) && text.length <= 120;
		const ruledOff = wholeRule.test(text);
		const isName = dated && text.length <= 60 && !/[.!?,:]$/.test(text) && !text.startsWith('-');
		const isSentBy = /^(?:sent by|please respond to)\b/i.test(text);
		if (!isStamp && !ruledOff && !isSentBy && !(isName && above === at - line - 1)) break;
		if (isName && !isStamp && !isSentBy && !ruledOff) return at - line;
		// A line with both name and date is complete.
		if (isStamp && /\p{L}{3}/u.test(text.replace(stamp, '').replace(/\b[ap]m\b/i, ''))) return at - line;
		dated ||= isStamp;
		above = at - line;
	}
	return above;
}
