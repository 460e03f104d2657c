import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs the packages that the lock file names, when one is missing or of another version. Looks at npm's
 * own note of what it installed, so it takes milliseconds and no network when all is there. Exits when npm
 * fails.
 */
export function ensureInstalled(root) {
	const missing = firstMissing(root);
	if (missing === undefined) return;
	process.stdout.write(`Installing packages (${missing} is not there yet); this takes about a minute …\n`);
	const { status } = npm(['ci', '--no-audit', '--no-fund'], root);
	if (status === 0) return;
	process.stderr.write(
		'The packages could not be installed.\nLook at what npm says above, and try `npm ci` again.\n',
	);
	process.exit(status ?? 1);
}

/** The name of a package that the lock file asks for and that is not installed as it says. */
function firstMissing(root) {
	const installedNote = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(installedNote)) return 'node_modules';
	const installed = packagesOf(installedNote);
	for (const [path, { version, optional, link }] of Object.entries(
		packagesOf(join(root, 'package-lock.json')),
	)) {
		// Optional packages are for other platforms as often as not; workspaces are links to our own folders.
		if (!path.includes('node_modules/') || optional || link) continue;
		if (installed[path]?.version !== version || !existsSync(join(root, path)))
			return path.replace(/^.*node_modules\//, '');
	}
	return undefined;
}

function packagesOf(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

/**
 * Runs npm. With the Node it was started with: the one in node_modules goes away while packages are
 * installed.
 */
function npm(args, root) {
	const { npm_execpath: script, npm_node_execpath: node } = process.env;
	const options = { cwd: root, stdio: 'inherit' };
	if (script?.endsWith('.js') && node) return spawnSync(node, [script, ...args], options);
	return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}
