import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { build } from '../../scripts/built.ts';
import { copyBlog } from '../../scripts/copy.ts';
import { smallTable } from './small-table.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The folder of the built blog that every test starts from a copy of. */
		builtBlog: string;
	}
}

/**
 * The port that stands in the built files until a test puts its own there: five digits, like all that a
 * system gives out.
 */
export const STANDING_PORT = '47813';

/** Builds the blog once for all tests of a run, in a folder with a space in its name. */
export default async function buildOnce(project: TestProject): Promise<() => void> {
	const folder = mkdtempSync(join(tmpdir(), 'kindred e2e '));
	copyBlog(fileURLToPath(new URL('../..', import.meta.url)), folder);
	for (const [name, text] of Object.entries(smallTable))
		writeFileSync(join(folder, 'content/events', name), text);
	const site = `http://localhost:${STANDING_PORT}`;
	const problem = await build({ root: folder, site, out: join(folder, 'dist') });
	const remove = () => rmSync(folder, { recursive: true, force: true });
	if (problem) {
		remove();
		throw new Error(`The blog could not be built.\n${problem}`);
	}
	project.provide('builtBlog', folder);
	return remove;
}
