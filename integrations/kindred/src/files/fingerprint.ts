import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a site's words and settings are. What is not there is skipped. */
const sources = [
	'content',
	'src/content',
	'src/letters',
	'src/content.config.ts',
	'src/content.config.mjs',
	'package.json',
];

const configs = ['mjs', 'ts', 'js', 'mts'].map((ending) => `astro.config.${ending}`);

/** Our own letters: an update of the package compiles them anew. */
const ownLetters = fileURLToPath(new URL('../astro/letters', import.meta.url));

/**
 * A short text that changes when the site's content, configuration or letters do, or our own letters, or a variable of the
 * environment that the configuration reads by name, or the time zone rules of this machine, by which events have their instants. Sizes and times of the files, not their bytes: looking takes milliseconds, and a
 * touched file costs one needless compilation at most.
 *
 * @param root the project's folder
 * @param zones the edition of those rules, `2026a`
 */
export async function fingerprint(
	root: string,
	env: NodeJS.ProcessEnv,
	zones: string | undefined = process.versions['tz'],
): Promise<string> {
	const hash = createHash('sha256');
	hash.update(`zones\0${zones ?? ''}\n`);
	for (const source of [...sources, ...configs]) await addTree(hash, join(root, source), source);
	await addTree(hash, ownLetters, 'letters');
	for (const config of configs) {
		const text = await readFile(join(root, config), 'utf8').catch(() => '');
		for (const [, name = ''] of text.matchAll(variable)) hash.update(`${name}\0${env[name] ?? ''}\n`);
	}
	return hash.digest('hex');
}

/** `process.env.SITE`, `process.env['SITE']` */
const variable = /process\.env(?:\.|\[['"])([A-Za-z_]\w*)/g;

async function addTree(hash: ReturnType<typeof createHash>, path: string, name: string): Promise<void> {
	const found = await stat(path).catch(() => undefined);
	if (!found) return;
	if (found.isFile()) {
		hash.update(`${name}\0${found.size}\0${found.mtimeMs}\n`);
		return;
	}
	for (const entry of (await readdir(path)).sort())
		await addTree(hash, join(path, entry), `${name}/${entry}`);
}
