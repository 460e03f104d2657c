import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/*
 * Runs what may break once in a thousand times, over and over and in another order each time: `npm run soak
 * [-- --minutes 10] [test/store …]`. Property tests draw new values in every round. Stops at the first
 * round that fails, with its seed.
 */
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { minutes: { type: 'string', default: '10' } },
});
const what = positionals.length
	? positionals
	: ['test/store', 'test/digest', 'test/event', 'test/mail', 'test/reply', 'test/person'];
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const end = Date.now() + Number(values.minutes) * 60_000;

let round = 0;
while (Date.now() < end) {
	round += 1;
	const seed = `--sequence.seed=${Date.now() % 1_000_000}`;
	const args = [vitest, 'run', '--project', 'rooms', '--sequence.shuffle', seed, '--reporter=dot', ...what];
	const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
	if (status !== 0) {
		process.stdout.write(`${stdout}${stderr}\nRound ${round} failed; run it again with ${seed}.\n`);
		process.exit(1);
	}
	process.stdout.write(`round ${round}  ${/Tests\s+(.*)/.exec(stdout)?.[1] ?? ''}\n`);
}
process.stdout.write(`${round} rounds, none failed\n`);
