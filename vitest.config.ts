import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What installs, packs, compiles or starts things, and what replaces a module: slow, each file in a process of its own. */
const door = [
	'test/door/**/*.test.ts',
	'test/astro/**/*.test.ts',
	'test/cli/**/*.test.ts',
	'test/letters/**/*.test.ts',
	'test/kill/**/*.test.ts',
	'test/pack.test.ts',
];
/** What a visitor meets, in a real browser on a site built once for all of them. */
const e2e = ['test/e2e/**/*.test.ts'];

/** The slow ones begin first, so that no core waits for the last of them at the end. */
class SlowFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const order = ['e2e', 'door', 'rooms'];
		const rank = ({ project }: TestSpecification) => order.indexOf(project.name);
		return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
	}
}

const slow = { testTimeout: 120_000, hookTimeout: 240_000, maxWorkers: 2 };

export default defineConfig({
	test: {
		sequence: { sequencer: SlowFirst },
		projects: [
			{
				test: {
					name: 'rooms',
					include: ['test/**/*.test.ts'],
					exclude: [...configDefaults.exclude, ...door, ...e2e],
					testTimeout: 20_000,
					hookTimeout: 60_000,
					maxWorkers: 2,
					// Rooms keep nothing between two calls, so their tests share what was loaded.
					isolate: false,
				},
			},
			{ test: { name: 'door', include: door, ...slow } },
			{
				test: {
					name: 'e2e',
					include: e2e,
					globalSetup: ['test/e2e/build.ts'],
					...slow,
				},
			},
		],
	},
});
