import { startVitest, type TestModule } from 'vitest/node';
import { rules } from '../integrations/kindred/src/digest/gate/rules.ts';

/*
 * Switches off each rule of the gate in turn and names a test that fails without it. Ends with 1 when a rule can go without
 * a test noticing, or when a test fails with all of them on.
 */

/** All rules on: what fails here says nothing about a rule. */
const NONE = 'none';
const names = [NONE, ...Object.keys(rules)];

/** Slow, and of one rule only, or of none in particular. */
const particular: Record<string, string> = { 'test/gate/support.test.ts': 'client-support' };
const general = ['hostile', 'letters', 'compiled', 'examine'].map((name) => `test/gate/${name}.test.ts`);

const vitest = await startVitest('test', [], {
	config: false,
	watch: false,
	reporters: [{}],
	maxWorkers: 2,
	// Each rule has workers of its own; its files may share what they load.
	isolate: false,
	projects: names.map((name) => ({
		test: {
			name,
			include: ['test/gate/**/*.test.ts'],
			exclude: [
				...general,
				...Object.keys(particular).filter((file) => particular[file] !== name && name !== NONE),
			],
			setupFiles: ['test/gate/without-rule.ts'],
			provide: { ruleOff: name },
			testTimeout: 20_000,
		},
	})),
});
const failed = new Map(
	names.map((name) => [
		name,
		vitest.state
			.getTestModules()
			.filter((module) => module.project.name === name)
			.flatMap(failures),
	]),
);
await vitest.close();

const broken = failed.get(NONE)!;
const unguarded = names.filter((name) => name !== NONE && !failed.get(name)!.length);
const width = Math.max(...names.map((name) => name.length));
for (const name of names.slice(1)) {
	const [first = '— no test fails without it', ...more] = failed.get(name)!;
	process.stdout.write(
		`${name.padEnd(width)}  ${String(more.length + Number(!unguarded.includes(name))).padStart(2)}  ${first}\n`,
	);
}
for (const test of broken) process.stdout.write(`Fails with every rule on: ${test}\n`);
process.stdout.write(
	`${names.length - 1} rules, ${names.length - 1 - unguarded.length} of them guarded by a test.\n`,
);
process.exitCode = unguarded.length || broken.length ? 1 : 0;

/** The names of the tests of a file that failed; of a file that could not be read, its own. */
function failures(module: TestModule): string[] {
	const tests = [...module.children.allTests('failed')].map((test) => test.fullName);
	return tests.length || module.ok() ? tests : [`${module.relativeModuleId} cannot be read`];
}
