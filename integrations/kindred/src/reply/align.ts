import { linesOf } from './line.ts';
import { wordsOf, type Words } from './align-words.ts';

/** What the letter we sent says of each line of an answer to it. */
export interface Alignment {
	/** The line stood in the letter. */
	readonly known: readonly boolean[];
	/** The line did not, though what is above and below it did, one right after the other: somebody typed it in between. */
	readonly inserted: readonly boolean[];
}

/** Words in a row that no two people write alike by chance; a shorter phrase is whoever's repeats it. */
const RUN = 8;
/** Enough when it is a whole line here and a whole line there: a heading, a sentence of its own. */
const LINE = 6;
/** The share of a line that has to be such words: a sentence around a quoted phrase is one's own. */
const COVERED = 0.85;
/** How many words are looked up at once. */
const SEED = 3;
/** Attack, or a poem: the same three words a thousand times. So many places in the letter are tried for each. */
const MOST_PLACES = 4;
/** What was filled in or left out at a place (a name, a date) is no longer than this. */
const GAP = 40;
/** Beyond this no letter of ours goes: mail programs cut letters of 100 KB. */
const MOST_SENT = 400_000;

/** Words `from` up to `to` of the answer stand in the letter, from `at` on. */
interface Run {
	readonly from: number;
	readonly to: number;
	readonly at: number;
}

/**
 * Finds what of an answer stood in the letter it answers, in any language, wrapped anew, with other marks at its margin and
 * other links: only words are compared, one by one, and single characters where a script has no spaces. Takes a time that grows
 * with both lengths and no faster.
 */
export function align(lines: readonly string[], sent: string): Alignment {
	const letter = wordsOf(linesOf(sent.slice(0, MOST_SENT)));
	const answer = wordsOf(lines, letter);
	const found = withGaps(runsOf(answer, letter), answer, letter);
	const places = new Int32Array(answer.ids.length).fill(-1);
	for (const { from, to, at } of found)
		for (let word = from; word < to; word++) places[word] = at + word - from;
	const known = lines.map((_, line) => isKnown(line, answer, places));
	bridge(known, answer, places, letter);
	return { known, inserted: insertedLines(known, answer, places) };
}

/** Three numbers below 2^17 as one that a double holds exactly. */
const seed = (ids: Int32Array, at: number) => (ids[at]! * 131_072 + ids[at + 1]!) * 131_072 + ids[at + 2]!;

function seedsOf({ ids }: Words): ReadonlyMap<number, number[]> {
	const seeds = new Map<number, number[]>();
	for (let at = 0; at + SEED <= ids.length; at++) {
		const key = seed(ids, at);
		const places = seeds.get(key);
		if (!places) seeds.set(key, [at]);
		else if (places.length < MOST_PLACES) places.push(at);
	}
	return seeds;
}

/** The long runs of words that both have, from the top; where several fit, the longest. */
function runsOf(answer: Words, letter: Words): Run[] {
	const seeds = seedsOf(letter);
	const runs: Run[] = [];
	for (let from = 0; from + SEED <= answer.ids.length;) {
		const best = longest(from, seeds.get(seed(answer.ids, from)) ?? [], answer, letter);
		if (best && isLong(best, answer, letter)) {
			runs.push(best);
			from = best.to;
		} else from++;
	}
	return runs;
}

function longest(from: number, places: readonly number[], answer: Words, letter: Words): Run | undefined {
	let best: Run | undefined;
	for (const at of places) {
		let to = from;
		while (to < answer.ids.length && answer.ids[to]! > 0 && answer.ids[to] === letter.ids[at + to - from])
			to++;
		if (to - from > (best ? best.to - best.from : 0)) best = { from, to, at };
	}
	return best;
}

function isLong(run: Run, answer: Words, letter: Words): boolean {
	const weight = weightOf(answer, run.from, run.to);
	const end = run.at + run.to - run.from;
	return (
		weight >= RUN || (weight >= LINE && isLines(run.from, run.to, answer) && isLines(run.at, end, letter))
	);
}

/** Do the words begin and end where lines do? */
function isLines(from: number, to: number, { lines, firsts, ends }: Words): boolean {
	return firsts[lines[from]!] === from && ends[lines[to - 1]!] === to;
}

function weightOf({ weights }: Words, from: number, to: number): number {
	let sum = 0;
	for (let word = from; word < to && sum < RUN; word++) sum += weights[word]!;
	return sum;
}

/** Short lines between long runs, such as a heading, belong to them if they stand in the letter at that very place. */
function withGaps(runs: readonly Run[], answer: Words, letter: Words): Run[] {
	return runs.flatMap((run, index) => {
		const after = runs[index + 1];
		const end = run.at + run.to - run.from;
		if (!after || after.from - run.to > GAP || after.at < end || after.at - end > GAP) return [run];
		return [run, ...shortRuns({ from: run.to, to: after.from, at: end }, after.at, answer, letter)];
	});
}

/** The whole lines of a gap that stand in the gap of the letter, in its order. */
function shortRuns(gap: Run, end: number, answer: Words, letter: Words): Run[] {
	const runs: Run[] = [];
	let start = gap.at;
	for (let from = gap.from, to = from; from < gap.to; from = to) {
		const line = answer.lines[from]!;
		while (to < gap.to && answer.lines[to] === line) to++;
		if (!isLines(from, to, answer) || to - from < 2) continue;
		let at = start;
		while (at + to - from <= end && !matches(from, to, at, answer, letter)) at++;
		if (at + to - from > end) continue;
		runs.push({ from, to, at });
		start = at + to - from;
	}
	return runs;
}

function matches(from: number, to: number, at: number, answer: Words, letter: Words): boolean {
	for (let word = from; word < to; word++)
		if (answer.ids[word] !== letter.ids[at + word - from]) return false;
	return true;
}

function isKnown(line: number, { firsts, ends, weights }: Words, places: Int32Array): boolean {
	let all = 0;
	let covered = 0;
	for (let word = firsts[line]!; word < ends[line]!; word++) {
		all += weights[word]!;
		if (places[word]! >= 0) covered += weights[word]!;
	}
	return covered > 0 && covered >= COVERED * all;
}

/** Lines without words (rules, bare links) are the letter's where it goes on from the line above to the one below. */
function bridge(known: boolean[], answer: Words, places: Int32Array, letter: Words): void {
	for (const [line, is] of known.entries()) {
		const word = answer.firsts[line]!;
		if (is || word !== answer.ends[line] || word === 0 || word >= places.length) continue;
		const before = places[word - 1]!;
		const inside = before >= 0 && places[word] === before + 1;
		if (inside && (!answer.links[line] || letter.linked.has(before))) known[line] = true;
	}
}

function insertedLines(known: readonly boolean[], answer: Words, places: Int32Array): boolean[] {
	const inserted = known.map(() => false);
	let above = -1;
	let end: number | undefined;
	for (const [line, is] of known.entries()) {
		if (!is || answer.firsts[line] === answer.ends[line]) continue;
		const follows = end !== undefined && end >= 0 && places[answer.firsts[line]!] === end + 1;
		// Without a word in between it is a picture that a program names, or a link.
		if (follows && answer.firsts[line] !== answer.ends[above]) inserted.fill(true, above + 1, line);
		above = line;
		end = places[answer.ends[line]! - 1]!;
	}
	return inserted.map((is, line) => is && !known[line]);
}
