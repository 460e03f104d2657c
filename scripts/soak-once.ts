import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/* The long tests, each of them once: spoilt mails, calendar files as others read them, a flood of signups, sending exactly once. Their lists are printed as they grow. */

const HISTORIES = '100000';
const SIGNUPS = '10000';
const engines = process.env['KINDRED_TEST_POSTGRES'] ? ['sqlite', 'postgres'] : ['sqlite'];

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
	const options = { stdio: 'inherit', env: { ...process.env, ...env } } as const;
	const { status } = spawnSync(process.execPath, args, options);
	if (status === 0) return;
	process.stdout.write(`\nThis failed: node ${args.join(' ')}\n`);
	process.exit(1);
}

const vitest = join('node_modules', 'vitest', 'vitest.mjs');
const rooms = [vitest, 'run', '--project', 'rooms'];
run(['scripts/fuzz-replies.ts']);
run(['scripts/libical.ts']);
run([...rooms, 'test/event/zone.test.ts'], { KINDRED_ZONES: 'all' });
run([...rooms, 'test/security/flood.test.ts'], { KINDRED_SIGNUPS: SIGNUPS });
const histories = [
	'test/digest/histories.test.ts',
	'test/event/wave-histories.test.ts',
	'test/event/model.test.ts',
	'test/reply/calendar/hostile.test.ts',
];
run([...rooms, ...histories], { KINDRED_HISTORIES: HISTORIES });
const killed = [
	'test/kill/ingest.test.ts',
	'test/kill/seat.test.ts',
	'test/kill/day.test.ts',
	'test/cli/event-plan.test.ts',
	'test/cli/event-invite-site.test.ts',
];
run([vitest, 'run', '--project', 'door', ...killed, '--testTimeout', '900000'], { KINDRED_KILL_ALL: '1' });
for (const engine of engines) {
	run(['test/kill/main.ts', '--engine', engine]);
	run(['test/kill/rounds.ts', '--engine', engine]);
	run(['test/kill/last-seat.ts', '--engine', engine]);
}
