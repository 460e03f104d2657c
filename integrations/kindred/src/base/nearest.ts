/** The known word that differs least from `word`, when that is little enough to be a slip of the hand. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	const ranked = known
		.map((name) => ({ name, slips: distance(word.toLowerCase(), name.toLowerCase()) }))
		.sort((a, b) => a.slips - b.slips);
	const best = ranked[0];
	return best && best.slips <= Math.max(1, Math.floor(word.length / 3)) ? best.name : undefined;
}

/** Levenshtein's distance: how many letters to change, add or drop. */
function distance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (const [line, letter] of [...a].entries()) {
		const next = [line + 1];
		for (const [column, other] of [...b].entries()) {
			next.push(Math.min(next[column]! + 1, row[column + 1]! + 1, row[column]! + (letter === other ? 0 : 1)));
		}
		row = next;
	}
	return row.at(-1)!;
}
