import { parseArgs } from 'node:util';
import { openKillHouse } from './house.ts';
import { aDayLater, steered, together, togetherKilled, type Steering } from './scenes.ts';

/*
 * Several processes, and what happens around them: `node test/kill/rounds.ts [--engine postgres] [--rounds 10]`. Ends with 1
 * when anything was lost, doubled or miscounted.
 */
const { values } = parseArgs({
	options: { engine: { type: 'string', default: 'sqlite' }, rounds: { type: 'string', default: '10' } },
});
const rounds = Number(values.rounds);
const house = await openKillHouse(values.engine as 'sqlite' | 'postgres', 300);
let [played, bad] = [0, 0];

async function play(name: string, scene: Promise<string[]>): Promise<void> {
	const wrong = await scene;
	played++;
	bad += wrong.length ? 1 : 0;
	const end = wrong.length ? `WRONG: ${wrong.slice(0, 3).join('; ')}` : 'each reader once, books add up';
	process.stdout.write(`${values.engine.padEnd(8)}  ${name.padEnd(54)}  ${end}\n`);
}

try {
	for (let round = 1; round <= rounds; round++) {
		await play('two processes at once', together(house, 2));
		await play('four processes at once', together(house, 4));
		const points = [8 + round, 11 + round, 14 + round];
		await play(`four at once, three killed at ${points.join(', ')}`, togetherKilled(house, points));
	}
	for (const what of ['pause', 'stop', 'cancel', 'leave:250'] satisfies Steering[]) {
		await play(`${what}, while a run goes on`, steered(house, what, {}));
		for (const steererDies of [1, 2, 3, 4, 5])
			await play(
				`a run killed at ${15 + steererDies}, ${what} killed at ${steererDies}`,
				steered(house, what, { senderDies: 15 + steererDies, steererDies }),
			);
	}
	await play('a day later: taken, found', aDayLater(house, { accepted: true, reachesBack: true }));
	await play('a day later: taken, a short list', aDayLater(house, { accepted: true, reachesBack: false }));
	await play('a day later: not taken, known', aDayLater(house, { accepted: false, reachesBack: true }));
	for (const dies of [undefined, 1, 2, 3, 4])
		await play(
			`a day later: not taken, held; the author dies at ${dies ?? 'no point'}`,
			aDayLater(house, { accepted: false, reachesBack: false }, dies),
		);
} finally {
	await house.close();
}
process.stdout.write(`${values.engine}: ${played} scenes, ${bad} with something wrong\n`);
process.exitCode = bad ? 1 : 0;
