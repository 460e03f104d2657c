import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot } from '../integrations/kindred/src/files/snapshot.ts';

/** What a build is made of. */
const sources = [
	'content',
	'src',
	'public',
	'integrations/kindred/src',
	'astro.config.mjs',
	'package.json',
	'package-lock.json',
	'.env',
];

export interface Build {
	/** The repository, absolute. */
	readonly root: string;
	/** The public address that links are built from. */
	readonly site: string;
	/** Where to build to, absolute. */
	readonly out: string;
}

/** Whether `out` holds a build of the sources as they are now, for this address. */
export async function isBuilt({ root, site, out }: Build): Promise<boolean> {
	const note = noteIn(out);
	if (!existsSync(note) || readFileSync(note, 'utf8') !== digestOf(root, site)) return false;
	// The command line reads the snapshot of the last build, which may have been one for another address.
	const snapshot = await readSnapshot(join(root, '.kindred', 'site.json'));
	return snapshot?.site.url === site || snapshot?.site.url === `${site}/`;
}

/** Builds the blog. Resolves to its output when that fails, and to nothing when it is done. */
export async function build({ root, site, out }: Build): Promise<string | undefined> {
	const digest = digestOf(root, site);
	const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs');
	const child = spawn(process.execPath, [astro, 'build', '--outDir', out], {
		cwd: root,
		// Vite takes any other NODE_ENV, such as that of a test runner, for development.
		env: {
			...process.env,
			NODE_ENV: 'production',
			SITE: site,
			KINDRED_STATIC: '',
			ASTRO_TELEMETRY_DISABLED: '1',
		},
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const stop = () => child.kill();
	process.once('SIGTERM', stop).once('SIGINT', stop);
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
	process.off('SIGTERM', stop).off('SIGINT', stop);
	if (code !== 0) return output || 'The build was stopped.\n';
	writeFileSync(noteIn(out), digest);
	return undefined;
}

/** Beside the server, where visitors cannot see it, and where the next build sweeps it away. */
const noteIn = (out: string) => join(out, 'server', 'built-from.txt');

/** Changes when a source does, by its bytes: a touched file is no reason to build again. */
function digestOf(root: string, site: string): string {
	const hash = createHash('sha256').update(`${site}\n${process.version}\n`);
	const add = (path: string) => {
		if (!existsSync(join(root, path))) return;
		if (statSync(join(root, path)).isDirectory()) {
			for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
		} else hash.update(`${path}\n`).update(readFileSync(join(root, path)));
	};
	for (const source of sources) add(source);
	return hash.digest('hex');
}
