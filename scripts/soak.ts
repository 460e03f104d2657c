import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/*
 * Runs what may break once in a thousand times: `npm run soak [-- --minutes 10] [test/store …]`. Without names of tests it first
 * reads a million spoilt mails, has libical read our calendar files, compares all time zones, sends 10,000 strangers, kills a run
 * of 1,000 readers at each of its writes and calls, lets several processes send at once, and plays 100,000 histories, an hour and
 * a half in all; on Postgres too where `KINDRED_TEST_POSTGRES` is set. Then tests run over and over, in another order each time,
 * and property tests draw new values in every round. Stops at the first that fails; a round says its seed.
 */
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { minutes: { type: 'string', default: '10' } },
});
const what = positionals.length
	? positionals
	: ['test/store', 'test/digest', 'test/event', 'test/mail', 'test/reply', 'test/person'];
const vitest = join('node_modules', 'vitest', 'vitest.mjs');
if (!positionals.length) await import('./soak-once.ts');
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
