import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

/*
 * The whole way of a digest: choose, fill, freeze, write the ledger in SQLite, post batches to a stand-in for Resend without its
 * rate limit. 10,000 readers beside posting the same batches without any ledger, in interleaved rounds; then 10,000 beside
 * 100,000 readers, for time and memory.
 */

const [rounds = '5', most = '100000'] = process.argv.slice(2);
const FEW = 10_000;
const exec = promisify(execFile);

interface Took {
	readonly seconds: number;
	readonly cpu: number;
	/** MB of memory at most. */
	readonly peak: number;
}

const standIn = spawn(
	process.execPath,
	['test/resend/server.ts', '--port', '0', '--keep', 'recipients', '--limit', '100000'],
	{
		stdio: ['ignore', 'pipe', 'inherit'],
	},
);
const [line] = (await once(createInterface(standIn.stdout), 'line')) as [string];
const url = line.replace(/^.*RESEND_BASE_URL=/, '');

/** How commands for large lists are started (`bin/kindred.js`): with little memory rather than fast. */
const flags = ['--optimize-for-size', '--no-concurrent-recompilation', '--no-concurrent-sparkplug'];
/** Published code is not stripped of types while it runs: nor is this, from the second time on. */
const env = { ...process.env, NODE_COMPILE_CACHE: mkdtempSync(join(tmpdir(), 'bench code ')) };

async function run(way: 'send' | 'bare', readers: number): Promise<Took> {
	await fetch(`${url}/__control/reset`, { method: 'POST', body: '{}' });
	const root = mkdtempSync(join(tmpdir(), 'bench send '));
	const step = async (name: string): Promise<Took> => {
		const { stdout } = await exec(
			process.execPath,
			[...flags, 'bench/send-run.ts', name, String(readers), url, root],
			{ env },
		);
		return JSON.parse(stdout) as Took;
	};
	await step('fill');
	const planned = way === 'send' ? await step('plan') : undefined;
	const took = await step(way);
	rmSync(root, { recursive: true });
	return { ...took, peak: Math.max(took.peak, planned?.peak ?? 0) };
}

try {
	const ratios: number[] = [];
	for (let round = 1; round <= Number(rounds); round++) {
		const [bare, whole] = [await run('bare', FEW), await run('send', FEW)];
		ratios.push(bare.seconds / whole.seconds);
		console.log(
			`round ${round}: ours ${rate(whole)} mails/s, ${((whole.cpu / FEW) * 1000).toFixed(3)} ms CPU a mail; bare ${rate(bare)} mails/s, ${((bare.cpu / FEW) * 1000).toFixed(3)} ms; ratio ${ratios.at(-1)!.toFixed(2)}`,
		);
	}
	console.log(`median ratio ${ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!.toFixed(2)}`);
	const [few, many] = [await run('send', FEW), await run('send', Number(most))];
	console.log(
		`${most} readers: ${many.seconds.toFixed(1)} s, ${(many.seconds / few.seconds).toFixed(1)} x as long as ${FEW}, ${many.peak.toFixed(0)} MB at most (${few.peak.toFixed(0)} MB for ${FEW})`,
	);
} finally {
	standIn.kill();
	rmSync(env.NODE_COMPILE_CACHE, { recursive: true });
}

function rate({ seconds }: Took): string {
	return Math.round(FEW / seconds).toLocaleString('en');
}
