/** The words of some lines, one after the other, as numbers. */
export interface Words {
	/** The same number for the same word; 0 for a word that only the answer has. */
	readonly ids: Int32Array;
	/** How much a word says: 1, and less for a character of a script without spaces. */
	readonly weights: Float32Array;
	/** The line of each word. */
	readonly lines: Int32Array;
	/** The first word of each line, and the one after its last. */
	readonly firsts: Int32Array;
	readonly ends: Int32Array;
	/** Whether the line has a link. */
	readonly links: readonly boolean[];
	/** The words that a link follows. */
	readonly linked: ReadonlySet<number>;
	/** The number of each word of the letter. */
	readonly numbers: Map<string, number>;
}

/** Two characters of these scripts are about one word. */
const CHARACTER = 0.4;
/** More different words than a letter of 400 KB has; three such numbers make one key. */
const MOST_NUMBERS = 131_071;
/** Links are written anew on the way (by scanners of mail), and pictures described in brackets. */
const links =
	/(?:https?:\/\/|www\.)[^\s<>]+|<mailto:[^\s<>]*>|\[(?:cid|image):[^\][]*\]|^[\s>]{0,20}\[[^\][]{1,300}\]\s*$/gi;
/** Soft hyphens, joiners and marks of direction: they are not the text. */
const invisible = /\p{Cf}/gu;
const unspaced =
	'\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}';
const words = new RegExp(`[${unspaced}]|[[\\p{L}\\p{M}\\p{N}]--[${unspaced}]]+`, 'gv');
const character = new RegExp(`^[${unspaced}]`, 'v');

/** @param letter the words of the letter the lines answer; none for the letter itself, whose words get numbers. */
export function wordsOf(lines: readonly string[], letter?: Words): Words {
	const numbers = letter?.numbers ?? new Map<string, number>();
	const ids: number[] = [];
	const weights: number[] = [];
	const of: number[] = [];
	const linked = new Set<number>();
	const firsts = new Int32Array(lines.length);
	const ends = new Int32Array(lines.length);
	const hasLink: boolean[] = [];
	for (const [at, line] of lines.entries()) {
		const bare = line.replace(links, ' ');
		firsts[at] = ids.length;
		for (const word of bare.replace(invisible, '').normalize('NFKC').toLowerCase().match(words) ?? []) {
			ids.push(numbers.get(word) ?? (letter ? 0 : added(numbers, word)));
			weights.push(character.test(word) ? CHARACTER : 1);
			of.push(at);
		}
		ends[at] = ids.length;
		hasLink.push(bare !== line);
		if (bare !== line) linked.add(ids.length - 1);
	}
	return {
		ids: Int32Array.from(ids),
		weights: Float32Array.from(weights),
		lines: Int32Array.from(of),
		firsts,
		ends,
		links: hasLink,
		linked,
		numbers,
	};
}

function added(numbers: Map<string, number>, word: string): number {
	if (numbers.size >= MOST_NUMBERS) return 0;
	numbers.set(word, numbers.size + 1);
	return numbers.size;
}
