import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { moves } from '../../integrations/kindred/src/event/seats/moves.ts';

it('the page on seats has the table of moves that the code has', () => {
	const page = readFileSync('docs/seats.md', 'utf8');
	const rows = page
		.split('\n')
		.filter((line) => line.startsWith('| '))
		.map((line) => line.slice(1, -1).split('|').map((cell) => cell.trim()));
	const at = rows.findIndex(([first]) => first === 'holds');
	const [, ...acts] = rows[at]!;
	// The head is followed by a line of dashes.
	const table = rows.slice(at + 2, at + 8).map(([seat, ...cells]) => [
		seat!,
		Object.fromEntries(acts.map((act, index) => [act, cells[index]])),
	]);
	expect(Object.fromEntries(table)).toEqual(moves);
});
