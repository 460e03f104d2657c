/**
 * A text under revision that remembers, for each of its lines, which line of the author's file it came
 * from.
 */
export interface Manuscript {
	readonly text: string;
	/** The line in the author's file, from 1, of every line of `text`. */
	readonly lines: readonly number[];
}

/** A change: the characters from `start` up to `end` become `text`. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

/** A stretch of text, `end` excluded. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Takes a note for the author: the line of the file, and what was done or found there. */
export type Note = (line: number, text: string) => void;

/** A text whose first line is line `first` of its file. */
export function manuscript(text: string, first: number): Manuscript {
	return { text, lines: text.split('\n').map((_line, at) => first + at) };
}

/** The line of the author's file that a position of the text came from. */
export function lineAt(from: Manuscript, position: number): number {
	let line = 0;
	for (let at = from.text.indexOf('\n'); at !== -1 && at < position; at = from.text.indexOf('\n', at + 1))
		line++;
	return from.lines[line] ?? from.lines.at(-1) ?? 1;
}

/**
 * The text with all edits made. Of two that overlap the one that starts first wins; untouched text keeps
 * every byte.
 */
export function revise(from: Manuscript, edits: readonly Edit[]): Manuscript {
	if (edits.length === 0) return from;
	const pieces: string[] = [];
	const lines: number[] = [from.lines[0] ?? 1];
	let position = 0;
	let line = 0;
	const keep = (end: number) => {
		const piece = from.text.slice(position, end);
		pieces.push(piece);
		for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1))
			lines.push(from.lines[++line] ?? 1);
		position = end;
	};
	for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
		if (edit.start < position) continue;
		keep(edit.start);
		const gone = from.text.slice(edit.start, edit.end).split('\n').length - 1;
		const added = edit.text.split('\n').length - 1;
		for (let at = 1; at <= added; at++) lines.push(from.lines[line + Math.min(at, gone)] ?? 1);
		pieces.push(edit.text);
		line += gone;
		const atLineStart = edit.start === 0 || from.text[edit.start - 1] === '\n';
		if (atLineStart && edit.text === '') lines[lines.length - 1] = from.lines[line] ?? 1;
		position = edit.end;
	}
	keep(from.text.length);
	return { text: pieces.join(''), lines };
}

/** Whether a position lies in one of the spans. The spans are in order and do not overlap. */
export function isInside(spans: readonly Span[], position: number): boolean {
	let [low, high] = [0, spans.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (spans[middle]!.end <= position) low = middle + 1;
		else high = middle;
	}
	return low < spans.length && spans[low]!.start <= position;
}

/** A stretch to be taken out: with its whole line, when nothing else stands on that line. */
export function wholeLine(text: string, { start, end }: Span): Span {
	const lineStart = text.lastIndexOf('\n', start - 1) + 1;
	const newline = text.indexOf('\n', end);
	const lineEnd = newline === -1 ? text.length : newline + 1;
	const alone = text.slice(lineStart, start).trim() === '' && text.slice(end, lineEnd).trim() === '';
	return alone ? { start: lineStart, end: lineEnd } : { start, end };
}
