import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { findChromium } from './chromium.ts';

const root = process.cwd();
const bin = join(root, 'node_modules', '.bin');
const env: NodeJS.ProcessEnv = {
	...process.env,
	ASTRO_TELEMETRY_DISABLED: '1',
	// Hundreds of processes are started, all of the same sources.
	NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
	PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
};

env['CHROMIUM_PATH'] = findChromium() ?? installChromium();
step('Types', ['astro', 'sync', '--silent'], ['tsc', '--noEmit']);
step('Lint', ['oxlint']);
process.exitCode = runTests(process.argv.slice(2));

/** Runs commands of ours one after another, and ends with the first one that fails. */
function step(name: string, ...commands: readonly [string, ...string[]][]): void {
	process.stdout.write(`${name} …\n`);
	for (const [command, ...args] of commands) {
		const { status } = spawnSync(join(bin, command), args, { cwd: root, env, stdio: 'inherit' });
		if (status !== 0) process.exit(status ?? 1);
	}
}

/**
 * Runs vitest, and says once more in one line how it went, as its own report counted. Returns the exit code.
 */
function runTests(args: readonly string[]): number {
	const folder = mkdtempSync(join(tmpdir(), 'kindred-test-'));
	const report = join(folder, 'report.json');
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
	const { status } = spawnSync(join(bin, 'vitest'), ['run', ...reporters, ...args], {
		cwd: root,
		env,
		stdio: 'inherit',
	});
	if (existsSync(report)) {
		const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
			readFileSync(report, 'utf8'),
		) as Record<string, number>;
		const skipped = numPendingTests ? `, ${numPendingTests} skipped` : '';
		process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed${skipped}\n`);
	}
	rmSync(folder, { recursive: true });
	return status ?? 1;
}

/** A browser is part of the tests: where we may, Debian's is installed, elsewhere we say what to do. */
function installChromium(): string {
	const isRoot = process.getuid?.() === 0;
	if (isRoot && existsSync(resolve('/usr/bin/apt-get'))) {
		process.stdout.write('Installing Chromium for the tests in a browser …\n');
		const apt = (...args: string[]) =>
			spawnSync('apt-get', args, {
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
			}).status === 0;
		apt('update', '-qq');
		const installed = apt('install', '-y', '-qq', '--no-install-recommends', 'chromium') && findChromium();
		if (installed) return installed;
	}
	process.stderr.write(
		'The tests need a Chromium, and none was found.\n' +
			'Install it (`sudo apt-get install chromium`), or say where yours is: `CHROMIUM_PATH=/path/to/chrome npm test`.\n',
	);
	process.exit(1);
}
