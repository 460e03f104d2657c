import { likeness, type Article } from './article.ts';
import { grow, type Row, type Shelf } from './shelf.ts';

/**
 * How far the row of one reader was looked through, and what was found there. One is used for all readers in turn, so that
 * choosing for 100,000 allocates next to nothing: columns by find, of which the first `found` hold something.
 */
export interface Look {
	readonly shelf: Shelf;
	row: Row;
	/** The groups they were sent before. */
	had: ReadonlySet<string>;
	/** What stands in their letter. */
	readonly standing: Article[];
	/** The numbers of the topics they chose, as far as the blog has them. */
	readonly topics: number[];
	choosy: boolean;
	/** How many places of the row were looked at. */
	seen: number;
	/** How far the list of each topic was read. */
	readonly read: number[];
	found: number;
	/** Where in the row. */
	readonly place: Int32Array;
	/** Fit · freshness. */
	readonly worth: Float64Array;
	/** 1 and the likeness to the first `counted` of what stands in the letter. */
	readonly crowd: Float64Array;
	readonly counted: Uint32Array;
	/** Worth by crowd, or `OUT`. The crowd only grows, so this is never too little. */
	readonly value: Float64Array;
	/** Topics in common, by place; all zero between two steps. */
	readonly shared: Uint32Array;
}

/** The value of what may not be taken any more. */
export const OUT = -1;
const nobody: ReadonlySet<string> = new Set();
/** Places looked at in one step. */
const STEP = 64;

/** Everything a look at one of the rows of a shelf needs. */
export function lookAt(shelf: Shelf, row: Row): Look {
	const most = shelf.candidates.length;
	return {
		shelf,
		row,
		had: nobody,
		standing: [],
		topics: [],
		choosy: false,
		seen: 0,
		read: [],
		found: 0,
		place: new Int32Array(most),
		worth: new Float64Array(most),
		crowd: new Float64Array(most),
		counted: new Uint32Array(most),
		value: new Float64Array(most),
		shared: new Uint32Array(most),
	};
}

/** Begins anew, for a reader who chose `topics`. */
export function begin(look: Look, row: Row, had: ReadonlySet<string>, topics: readonly string[]): void {
	look.row = row;
	look.had = had;
	look.standing.length = look.topics.length = look.read.length = 0;
	look.seen = look.found = 0;
	look.choosy = topics.length > 0;
	for (let index = 0; index < topics.length; index++) {
		const number = look.shelf.topics.get(topics[index]!);
		if (number === undefined || look.topics.includes(number)) continue;
		look.topics.push(number);
		look.read.push(0);
	}
}

/** The find that is worth most now, -1 for nothing. Looks further only while something better can come. */
export function bestOf(look: Look, oldest: number): number {
	const { row, shelf, topics, choosy, value } = look;
	if (choosy && !topics.length) return -1;
	// A little more than the best fit there can be, because floating point rounds.
	const mostFit = choosy ? Math.sqrt(Math.min(topics.length, shelf.breadth)) * 1.000001 : 1;
	for (let best = -1, from = 0; ;) {
		best = betterOf(best, look, from, oldest);
		from = look.found;
		grow(row, look.seen + 1, shelf);
		const next = row.candidates[look.seen];
		if (!next || next.day < oldest || (best >= 0 && mostFit * next.freshness <= value[best]!)) return best;
		lookFurther(look);
	}
}

/** The best of `best` and the finds from `from` on. Of equals the one that stands first in the row. */
function betterOf(best: number, look: Look, from: number, oldest: number): number {
	const { row, place, value, standing, had } = look;
	for (let find = from; find < look.found; find++) {
		if (value[find] === OUT || (best >= 0 && !isBefore(look, find, best))) continue;
		const { article, day } = row.candidates[place[find]!]!;
		if (day < oldest) continue;
		revalue(look, find, article);
		if (best >= 0 && !isBefore(look, find, best)) continue;
		if (had.has(article.group) || standing.includes(article)) value[find] = OUT;
		else best = find;
	}
	return best;
}

function isBefore({ value, place }: Look, a: number, b: number): boolean {
	return value[a]! > value[b]! || (value[a] === value[b] && place[a]! < place[b]!);
}

/** Reckons with what came into the letter since the last time. */
function revalue({ standing, worth, crowd, counted, value }: Look, find: number, article: Article): void {
	if (counted[find] === standing.length) return;
	for (let index = counted[find]!; index < standing.length; index++)
		crowd[find]! += likeness(article, standing[index]!);
	counted[find] = standing.length;
	value[find] = worth[find]! / crowd[find]!;
}

function lookFurther(look: Look): void {
	const { row, shelf, topics, read, shared, place } = look;
	grow(row, look.seen + STEP, shelf);
	const end = Math.min(look.seen + STEP, row.candidates.length);
	const first = look.found;
	if (!look.choosy) for (let each = look.seen; each < end; each++) place[look.found++] = each;
	for (let index = 0; index < topics.length; index++) {
		const list = row.byTopic[topics[index]!]!;
		let at = read[index]!;
		for (; at < list.length && list[at]! < end; at++)
			if (shared[list[at]!]!++ === 0) place[look.found++] = list[at]!;
		read[index] = at;
	}
	for (let find = first; find < look.found; find++) appraise(look, find);
	look.seen = end;
}

function appraise({ row, choosy, place, worth, value, crowd, counted, shared }: Look, find: number): void {
	const { article, freshness } = row.candidates[place[find]!]!;
	worth[find] = value[find] = choosy ? fitness(shared[place[find]!]!, article) * freshness : freshness;
	crowd[find] = 1;
	counted[find] = shared[place[find]!] = 0;
}

/** How well an article is on the topics of a reader: those it shares with them, by the square root of all it has. */
function fitness(shared: number, { breadth }: Article): number {
	return Math.min(shared, breadth) / Math.sqrt(breadth);
}
