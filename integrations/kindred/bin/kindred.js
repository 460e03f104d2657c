#!/usr/bin/env node
// Plain JavaScript for old Nodes: it only looks for the new one that came with the install, and goes on
// there.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findNode, handOver, noNode } from './node.js';

const here = fileURLToPath(import.meta.url);
const node = findNode([process.cwd(), dirname(here)]);

const args = process.argv.slice(2);
// What sending costs is waiting for the provider: where a list is large, memory counts more than speed (V8 gives it back at once).
// Memory is collected more often then, and a compiler in the background that waits for that when the process ends waits for ever
// (nodejs/node#54918): so nothing is compiled in the background.
const small = ['--optimize-for-size', '--no-concurrent-recompilation', '--no-concurrent-sparkplug'];
const isLarge = args[0] === 'digest' && ['plan', 'send'].includes(args[1]);
const asked = isLarge ? small : [];

if (node === process.execPath && asked.every((flag) => process.execArgv.includes(flag))) await run();
else if (node) handOver(node, [...asked, '--disable-warning=ExperimentalWarning', here, ...args]);
else {
	process.stderr.write(`${noNode}\n`);
	process.exitCode = 1;
}

async function run() {
	// What was compiled once is found compiled the next time: a command starts twice as fast. In the system's folder for such things.
	module.enableCompileCache?.();
	// In the repository the sources run as they are; the published package holds compiled ones.
	const source = new URL('../src/cli/main.ts', import.meta.url);
	const { main } = await import(
		existsSync(source) ? source.href : new URL('../cli/main.js', import.meta.url).href
	);
	for (const stream of [process.stdout, process.stderr]) {
		// `kindred … | head` closes the pipe when it has seen enough. That is no mistake of anybody.
		stream.on('error', (error) => {
			if (error.code !== 'EPIPE') throw error;
			process.exit(0);
		});
	}
	const code = await main(args, {
		cwd: process.cwd(),
		env: process.env,
		stdout: (text) => void process.stdout.write(text),
		stderr: (text) => void process.stderr.write(text),
		isTTY: Boolean(process.stdout.isTTY),
	});
	// What was written has left before we do, and nothing that is still open keeps us.
	process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}
