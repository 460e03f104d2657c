import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { build } from '../scripts/built.ts';
import { findChromium } from '../scripts/chromium.ts';
import { copyBlog } from '../scripts/copy.ts';

/*
 * Lighthouse on one page of each kind, on a telephone with simulated throttling: the median of five runs for each category.
 * `npm run bench:lighthouse`. The built server answers, as it would behind a proxy (which would compress what it sends).
 */

const pages = [
	'/',
	'/posts/why-groups-die/',
	'/events/long-table-2031/',
	'/digests/',
	'/digests/2026-11-groups/',
];
const runs = 5;
const port = 4391;
const site = `http://localhost:${port}`;

const executable = findChromium();
if (!executable) {
	process.stderr.write('There is no Chromium.\nRun `npm test` once: it looks for one and says what to do.\n');
	process.exit(1);
}
const root = mkdtempSync(join(tmpdir(), 'kindred lighthouse '));
copyBlog(process.cwd(), root);
const problem = await build({ root, site, out: join(root, 'dist') });
if (problem) throw new Error(problem);
const server = spawn(process.execPath, ['dist/server/entry.mjs'], {
	cwd: root,
	env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
	stdio: 'ignore',
});
const flags = [
	'no-sandbox',
	'disable-gpu',
	'disable-quic',
	'disable-background-networking',
	'disable-component-update',
	'disable-sync',
];
const chrome = await launch({
	chromePath: executable,
	chromeFlags: ['headless=new', ...flags].map((flag) => `--${flag}`),
});
try {
	for (const page of pages) await measure(page);
} finally {
	chrome.kill();
	server.kill();
	rmSync(root, { recursive: true, force: true });
}

async function measure(page: string): Promise<void> {
	const scores = new Map<string, number[]>();
	for (let run = 0; run < runs; run++) {
		const result = await lighthouse(site + page, { port: chrome.port, logLevel: 'silent', output: 'json' });
		for (const { id, score } of Object.values(result?.lhr.categories ?? {})) {
			scores.set(id, [...(scores.get(id) ?? []), Math.round((score ?? 0) * 100)]);
		}
	}
	const told = [...scores].map(
		([id, all]) => `${id} ${all.sort((a, b) => a - b)[runs >> 1]} (${all.join(' ')})`,
	);
	process.stdout.write(`${page}\n${told.map((line) => `  ${line}\n`).join('')}`);
}
