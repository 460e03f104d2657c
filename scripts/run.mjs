// `node scripts/run.mjs scripts/start.ts …` on any Node from 20 on: installs what is missing, then goes on
// with the Node that came with the install. Only features of Node 20 in here, and nothing from node_modules.
import { fileURLToPath } from 'node:url';
import { findNode, handOver, noNode } from '../integrations/kindred/bin/node.js';
import { ensureInstalled } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
process.chdir(root);
ensureInstalled(root);

const node = findNode([root]);
if (node) handOver(node, ['--disable-warning=ExperimentalWarning', ...process.argv.slice(2)]);
else {
	process.stderr.write(`${noNode}\n`);
	process.exitCode = 1;
}
