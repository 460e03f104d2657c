import type { Article } from './article.ts';
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
	/**
	 * Worth by crowd when it was last looked at, or `OUT`. The crowd only grows, so this is never too little. In single
	 * precision, so that equals are equal however they were reckoned.
	 */
	readonly value: Float32Array;
	/** Topics in common, by place; all zero between two steps. */
	readonly shared: Uint32Array;
	/** How much each topic stands in the letter; and those of the reader's, in order. */
	readonly weight: Float64Array;
	readonly weights: number[];
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
		value: new Float32Array(most),
		shared: new Uint32Array(most),
		weight: new Float64Array(shelf.topics.size),
		weights: [],
	};
}

/** Begins anew, for a reader who chose `topics`. */
export function begin(look: Look, row: Row, had: ReadonlySet<string>, topics: readonly string[]): void {
	for (const { topics: about } of look.standing) for (const topic of about) look.weight[topic] = 0;
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
	for (let best = -1, from = 0, most = -1; ;) {
		best = betterOf(best, look, from, oldest);
		from = look.found;
		grow(row, look.seen + 1, shelf);
		const next = row.candidates[look.seen];
		if (!next || next.day < oldest) return best;
		if (best >= 0) {
			if (most < 0) most = mostValue(look);
			if (most * next.freshness <= value[best]!) return best;
		}
		lookFurther(look);
	}
}

/**
 * What an article of freshness 1 can be worth at most. One that shares n topics with the reader has at least n, so its fit is
 * at most √n, and its crowd at least 1 and what those of the reader's topics that stand least in the letter weigh, by √n.
 */
function mostValue({ choosy, topics, weight, weights, shelf: { breadth, spread } }: Look): number {
	if (!choosy) return 1;
	weights.length = 0;
	for (const topic of topics) weights.push(weight[topic]!);
	weights.sort((a, b) => a - b);
	let [most, sum] = [0, 0];
	for (let shared = 1; shared <= Math.min(topics.length, breadth); shared++) {
		sum += weights[shared - 1]! / spread;
		most = Math.max(most, shared / (Math.sqrt(shared) + sum));
	}
	// A little more, because floating point rounds.
	return most * 1.000001;
}

/** The best of `best` and the finds from `from` on. Of equals the one that stands first in the row. */
function betterOf(best: number, look: Look, from: number, oldest: number): number {
	const { row, place, worth, value, standing, had, found } = look;
	let top = best < 0 ? OUT : value[best]!;
	let first = best < 0 ? 0 : place[best]!;
	for (let find = from; find < found; find++) {
		// What it was worth when it was last looked at, so at least what it is worth now.
		const most = value[find]!;
		if (most < top || most === OUT || (most === top && place[find]! > first)) continue;
		const { article, day } = row.candidates[place[find]!]!;
		if (day < oldest) continue;
		const now = Math.fround(worth[find]! / crowd(article, look));
		value[find] = now;
		if (now < top || (now === top && place[find]! > first)) continue;
		if (had.has(article.group) || standing.includes(article)) {
			value[find] = OUT;
			continue;
		}
		best = find;
		top = now;
		first = place[find]!;
	}
	return best;
}

/** Takes an article into the letter: what is like it is worth less from now on. */
export function take(look: Look, article: Article): void {
	look.standing.push(article);
	for (const topic of article.topics) look.weight[topic]! += article.share;
}

/** 1 and the likeness (the cosine of the topics) to everything that stands in the letter. */
function crowd({ topics, share }: Article, { weight }: Look): number {
	let sum = 0;
	for (let index = 0; index < topics.length; index++) sum += weight[topics[index]!]!;
	return 1 + sum * share;
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

function appraise({ row, choosy, place, worth, value, shared }: Look, find: number): void {
	const at = place[find]!;
	worth[find] = value[find] = choosy
		? Math.min(shared[at]!, row.breadth[at]!) * row.unit[at]!
		: row.freshness[at]!;
	shared[at] = 0;
}
