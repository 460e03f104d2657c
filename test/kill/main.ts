import { parseArgs } from 'node:util';
import { READERS } from './digest.ts';
import { openKillHouse } from './house.ts';
import { disturb, disturbances, type Row } from './list.ts';

/*
 * Kills a run of 1,000 readers at each of its writes and calls, one run for each: `node test/kill/main.ts [--engine postgres]
 * [--from 1] [--to 272] [--readers 1000]`. Prints a line for each run and ends with 1 when anything was lost, doubled or miscounted.
 */
const { values } = parseArgs({
	options: {
		engine: { type: 'string', default: 'sqlite' },
		from: { type: 'string', default: '1' },
		to: { type: 'string', default: 'Infinity' },
		readers: { type: 'string', default: String(READERS) },
	},
});

const house = await openKillHouse(values.engine as 'sqlite' | 'postgres', Number(values.readers));
const rows: Row[] = [];
try {
	const list = await disturbances(house);
	for (const [index, one] of list.entries()) {
		if (index + 1 < Number(values.from) || index + 1 > Number(values.to)) continue;
		const row = await disturb(house, one);
		rows.push(row);
		process.stdout.write(`${lineOf(row, index + 1, list.length)}\n`);
	}
} finally {
	await house.close();
}
const bad = rows.filter(({ wrong }) => wrong.length);
process.stdout.write(
	`${values.engine}: ${rows.length} runs of ${values.readers} readers, ${bad.length} with something wrong\n`,
);
process.exitCode = bad.length ? 1 : 0;

function lineOf({ engine, point, name, how, restarts, wrong }: Row, number: number, of: number): string {
	const columns = [
		`${number}/${of}`.padStart(8),
		engine.padEnd(8),
		String(point).padStart(4),
		name.padEnd(26),
		how.padEnd(24),
		`${restarts} more`,
		wrong.length ? `WRONG: ${wrong.slice(0, 3).join('; ')}` : 'each reader once, books add up',
	];
	return columns.join('  ');
}
