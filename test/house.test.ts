import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
	crookedArrows,
	cycles,
	impurities,
	longFiles,
	unplaced,
	untested,
	vagueNames,
} from './house/rules.ts';
import { readSource } from './house/source.ts';

const root = fileURLToPath(new URL('../integrations/kindred/src/', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
	.map((path) => path.replaceAll('\\', '/'))
	.filter((path) => /\.(ts|astro)$/.test(path) && !path.endsWith('.d.ts'))
	.sort();
const house = files.map((path) => readSource(path, readFileSync(root + path, 'utf8')));

const tests = fileURLToPath(new URL('.', import.meta.url));
const testFolders = new Set(
	readdirSync(tests, { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.test.ts'))
		.map((path) => path.split(/[/\\]/)[0]!),
);

describe('the house', () => {
	it('gives everything a floor', () => {
		expect(house.flatMap(unplaced)).toEqual([]);
	});
	it('lets arrows point down only, through the front door', () => {
		expect(house.flatMap(crookedArrows)).toEqual([]);
	});
	it('keeps the world out of its rooms', () => {
		expect(house.flatMap(impurities)).toEqual([]);
	});
	it('has no circles', () => {
		expect(cycles(house)).toEqual([]);
	});
	it('has no names that say nothing', () => {
		expect(house.flatMap(vagueNames)).toEqual([]);
	});
	it('has files that can be read in one go', () => {
		expect(house.flatMap(longFiles)).toEqual([]);
	});
	it('describes every room in tests', () => {
		expect(untested(house, testFolders)).toEqual([]);
	});
});

describe('the rules', () => {
	const told = (path: string, text: string) => {
		const source = readSource(path, text);
		return [unplaced, crookedArrows, impurities, vagueNames, longFiles].flatMap((rule) => rule(source));
	};

	it('see an arrow that points up', () => {
		expect(told('post/reading.ts', "import type { PersonStore } from '../store/person.ts';"))
			.toMatchInlineSnapshot(`
			[
			  "post/reading.ts (floor 1) imports store/person.ts (floor 4): declare a port in post/index.ts and let the upper floor implement it.",
			]
		`);
	});
	it('see a neighbour, also in the front matter of a component and in a type', () => {
		expect(
			told(
				'astro/pages/Leave.astro',
				"---\nimport { openDesk } from '../../cli/open.ts';\nif (x) return;\n---\n<p />",
			),
		).toMatchInlineSnapshot(`
			[
			  "astro/pages/Leave.astro (floor 6) imports cli/open.ts (floor 6): move what joins the two to a floor above, or what they share to one below.",
			]
		`);
		expect(told('post/index.ts', "export type P = import('../person/index.ts').Person;")).toHaveLength(1);
		expect(told('cli/today.ts', "import 'astro-kindred/pages/Leave.astro';")).toHaveLength(1);
	});
	it('see who climbs in through a window', () => {
		expect(told('event/index.ts', "export { move } from '../person/consent.ts';")).toMatchInlineSnapshot(`
			[
			  "event/index.ts (floor 2) imports person/consent.ts (floor 1): import it from person/index.ts.",
			]
		`);
	});
	it('see a room that touches the world', () => {
		const text = [
			"import { randomBytes, createHash } from 'node:crypto';",
			"import { readFile } from 'node:fs/promises';",
			"import { getCollection } from 'astro:content';",
			'export const now = () => [Date.now(), Math.random(), new Date(), fetch(process.env.URL), new Date(0)];',
		].join('\n');
		expect(told('post/index.ts', text).map((line) => line.split(':')[0])).toEqual([
			'post/index.ts uses randomBytes of node',
			'post/index.ts uses node',
			'post/index.ts uses astro',
			'post/index.ts uses Date.now',
			'post/index.ts uses Math.random',
			'post/index.ts uses new Date()',
			'post/index.ts uses fetch',
			'post/index.ts uses process',
		]);
		expect(told('store/index.ts', text)).toEqual([]);
	});
	it('do not take a name for the thing', () => {
		expect(
			told(
				'post/index.ts',
				'export const tell = (a: { process: string }, fetch: string) => a.process + fetch.length;',
			),
		).toEqual([
			'post/index.ts uses fetch: take it as an argument, or move the work to store/, mail/ or files/.',
		]);
	});
	it('see a circle, but not one of types alone', () => {
		const circle = (kind: string) => [
			readSource('post/a.ts', `import ${kind} { b } from './b.ts';`),
			readSource('post/b.ts', "import { a } from './a.ts';"),
		];
		expect(cycles(circle(''))).toEqual([
			'post/a.ts → post/b.ts → post/a.ts is a circle: move what they share into a file of its own.',
		]);
		expect(cycles(circle('type'))).toEqual([]);
	});
	it('see vague names, long files and folders without a floor', () => {
		expect(told('attic/utils.ts', '\n'.repeat(300) + 'x')).toHaveLength(3);
	});
});
