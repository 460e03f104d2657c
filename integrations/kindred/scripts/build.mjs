// Makes `dist/`, which is what is published: `node integrations/kindred/scripts/build.mjs [--out <folder>]`.
// Node does not strip types below node_modules, so the sources become JavaScript; components stay as they
// are, for Astro compiles them itself.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const home = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string', default: join(home, 'dist') } } });
const out = resolve(values.out);

rmSync(out, { recursive: true, force: true });
compile();
// What tsc leaves alone: components, and declarations written by hand. It copies the JSON files itself.
for (const file of globSync('**/*.{astro,d.ts}', { cwd: join(home, 'src') })) {
	mkdirSync(dirname(join(out, file)), { recursive: true });
	cpSync(join(home, 'src', file), join(out, file));
}
for (const file of globSync('**/*.{astro,d.ts}', { cwd: out })) renameImports(join(out, file));
cpSync(join(home, 'bin'), join(out, 'bin'), { recursive: true });
for (const file of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
	const path = join(home, '..', '..', file);
	if (existsSync(path)) cpSync(path, join(out, file));
}
writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest(), null, '\t')}\n`);

function compile() {
	const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
	const args = [tsc, '-p', join(home, 'tsconfig.build.json'), '--outDir', out];
	const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
	if (status !== 0) process.exit(status ?? 1);
}

/** Our modules end in `.js` from here on; tsc has seen to it in theirs. */
function renameImports(file) {
	const source = readFileSync(file, 'utf8');
	writeFileSync(
		file,
		source.replace(/((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"]+)(?<!\.d)\.ts(['"])/g, '$1.js$2'),
	);
}

/**
 * Our package.json as the published package needs it: paths from `dist/`, and nothing that is only for this
 * repository.
 */
function manifest() {
	const {
		private: _private,
		scripts: _scripts,
		devDependencies: _dev,
		exports,
		...rest
	} = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
	const published = Object.entries(exports).map(([name, path]) => [
		name,
		path.replace('./src/', './').replace(/\.ts$/, '.js'),
	]);
	return { ...rest, exports: Object.fromEntries(published) };
}
