import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const page = readFileSync(`${root}docs/security.md`, 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!---)/.test(line) && !line.endsWith('| test |'));

/** The tests a row names: `file` “name”, “another name of the same file”. */
function testsOf(row: string): { file: string; name: string }[] {
	return [...row.matchAll(/`(test\/[^`]+\.ts)`((?: “[^”]+”,?)+)/g)].flatMap(([, file, names]) =>
		[...names!.matchAll(/“([^”]+)”/g)].map(([, name]) => ({ file: file!, name: name! })),
	);
}

/** The names of tests as they stand in a file, whatever quotes are around them. */
function namesIn(file: string): string[] {
	const source = readFileSync(root + file, 'utf8');
	const names = source.matchAll(/(?:^|[\s).])(?:it|test|describe)?(?:\.\w+)*\(?\s*(['"`])((?:\\.|(?!\1)[^\n])+)\1,/gm);
	return [...names].map(([, , name]) => name!.replace(/\\(.)/g, '$1'));
}

describe('the page about security', () => {
	it('has all that happened elsewhere', () => {
		const section = page.split('## What happened elsewhere')[1]!.split('\n## ')[0]!;
		const incidents = rows.filter((row) => section.includes(row));
		expect(incidents).toHaveLength(23);
	});

	it.each(rows)('names a test that exists, or why none is needed: %s', (row) => {
		const tests = testsOf(row);
		if (!tests.length) return expect(row).toContain('Cannot concern us: ');
		for (const { file, name } of tests) {
			expect(existsSync(root + file), file).toBe(true);
			expect(namesIn(file), `${file} “${name}”`).toContain(name);
		}
	});

	it('names every file of tests that is about security alone', () => {
		const files = readdirSync(`${root}test/security`).filter((name) => name.endsWith('.test.ts'));
		const named = rows.flatMap(testsOf).map(({ file }) => file);
		for (const file of files) expect(named).toContain(`test/security/${file}`);
	});
});
