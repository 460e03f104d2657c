// Plain JavaScript for old Nodes: this is what finds the new one.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Node 22.18 is the first that runs TypeScript and opens `node:sqlite` without being asked to; mailauth asks for one more. */
const LEAST = [22, 19];

/** What to tell somebody whose Node is too old, and whose install brought none. */
export const noNode = [
	`astro-kindred needs Node ${LEAST.join('.')} or newer; this is ${process.version}, and the install brought no other.`,
	'Install Node 24 from https://nodejs.org, or type `npm install node@24` in the folder of the site, and try again.',
].join('\n');

/** Does a Node of this version, `v24.21.0`, run us? */
export function isSuitable(version) {
	const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
	return major > LEAST[0] || (major === LEAST[0] && minor >= LEAST[1]);
}

/**
 * The path of a Node that runs us: this one, or the npm package `node` as seen from one of the folders.
 * Nothing when there is none.
 */
export function findNode(folders) {
	if (isSuitable(process.version)) return process.execPath;
	for (const folder of folders) {
		const path = installedNode(folder);
		if (path) return path;
	}
	return undefined;
}

function installedNode(folder) {
	try {
		const manifest = createRequire(join(folder, 'from.js')).resolve('node/package.json');
		const home = dirname(manifest);
		if (!isSuitable(JSON.parse(readFileSync(manifest, 'utf8')).version)) return undefined;
		return [join(home, 'bin', 'node'), join(home, 'bin', 'node.exe')].find((path) => existsSync(path));
	} catch {
		// Not installed there: an optional package on a platform it is not made for.
		return undefined;
	}
}

/** Runs a command in our place, signals and exit code included. Does not come back. */
export function handOver(command, args) {
	const child = spawn(command, args, { stdio: 'inherit' });
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			// Ctrl-C reaches the child by itself: a terminal tells everybody in the foreground.
			if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
		});
	}
	if (process.env.npm_command) endWithParent(() => child.kill());
	child.on('error', (error) => {
		process.stderr.write(`${command} did not start: ${error.message}\n`);
		process.exit(1);
	});
	child.on('exit', (code, signal) => {
		if (!signal) process.exit(code ?? 1);
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
	});
}

/** How often to look whether npm is still there, in milliseconds. */
const LOOK = 500;

/**
 * Who ends npm ends the shell that npm started, but that shell tells nobody: we are left to another parent.
 */
function endWithParent(end) {
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		end();
	}, LOOK);
	watch.unref();
}
