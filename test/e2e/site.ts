import { spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as playwright, type Browser } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from '../../scripts/chromium.ts';
import { copyBlog, copyParts } from '../../scripts/copy.ts';
import { STANDING_PORT } from './build.ts';

/** The blog, built and running on a port of its own, with an empty store. */
export interface RunningSite {
	/** `http://localhost:43210`, without a slash at the end. */
	readonly url: string;
	/** Its folder, with a space in its name. */
	readonly root: string;
	/** What configures it, for a command that is run in another way. */
	readonly env: NodeJS.ProcessEnv;
	/** Runs `kindred …` in its folder. */
	run(
		args: readonly string[],
		options?: { readonly input?: string; readonly env?: NodeJS.ProcessEnv },
	): Promise<Ran>;
	stop(): Promise<void>;
}

export interface Ran {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

/**
 * Starts a fresh copy of the built blog. `env` configures it: by default it has no mail provider and an
 * SQLite store.
 */
export async function startSite(options: { readonly env?: NodeJS.ProcessEnv } = {}): Promise<RunningSite> {
	const folder = mkdtempSync(join(tmpdir(), 'kindred site '));
	const port = await freePort();
	const url = `http://localhost:${port}`;
	layOut(folder, String(port));
	const env = { ...cleanEnvironment(), SITE: url, HOST: '127.0.0.1', PORT: String(port), ...options.env };
	const server = spawn(process.execPath, [join(folder, 'dist/server/entry.mjs')], {
		cwd: folder,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let log = '';
	for (const stream of [server.stdout, server.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => (log += text));
	const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
	const stop = async () => {
		server.kill();
		await ended;
		rmSync(folder, { recursive: true, force: true });
	};
	await answers(url, server, () => log).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	const bin = join(folder, 'node_modules/astro-kindred/bin/kindred.js');
	return {
		url,
		root: folder,
		env,
		run: (args, { input, env: more } = {}) =>
			runProgram([bin, ...args], { cwd: folder, env: { ...env, ...more }, input }),
		stop,
	};
}

/** Starts the browser. The caller closes it. */
export async function chromium(): Promise<Browser> {
	const executablePath = findChromium();
	if (!executablePath)
		throw new Error('There is no Chromium. Run `npm test`, which looks for one and says what to do.');
	const quiet = ['first-run', 'sandbox'].map((flag) => `--no-${flag}`);
	const offline = ['gpu', 'quic', 'background-networking', 'component-update', 'sync'].map(
		(flag) => `--disable-${flag}`,
	);
	return playwright.launch({ executablePath, args: [...quiet, ...offline] });
}

/** A copy of the built blog with its own port in place of the standing one. */
function layOut(folder: string, port: string): void {
	const built = inject('builtBlog');
	copyBlog(built, folder);
	copyParts(built, folder, ['dist']);
	mkdirSync(join(folder, '.kindred'), { mode: 0o700 });
	copyParts(join(built, '.kindred'), join(folder, '.kindred'), ['site.json']);
	for (const file of globSync(['dist/**/*.{html,xml,mjs,js,json,txt,ics}', '.kindred/site.json'], {
		cwd: folder,
	})) {
		const path = join(folder, file);
		const text = readFileSync(path, 'utf8');
		if (text.includes(STANDING_PORT)) writeFileSync(path, text.replaceAll(STANDING_PORT, port));
	}
}

/** Our environment without what would configure the blog. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const kept = Object.entries(process.env).filter(
		([name]) => !/^(RESEND|KINDRED|VITE|VITEST|NODE_ENV|TEST$)/.test(name),
	);
	return { ...Object.fromEntries(kept), ASTRO_TELEMETRY_DISABLED: '1' };
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}

const PATIENCE = 30_000;

async function answers(
	url: string,
	server: { readonly exitCode: number | null },
	log: () => string,
): Promise<void> {
	for (
		const end = Date.now() + PATIENCE;
		Date.now() < end;
		await new Promise((resolve) => setTimeout(resolve, 50))
	) {
		if (server.exitCode !== null) break;
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok) return;
	}
	throw new Error(`The blog did not start at ${url}.\n${log()}`);
}

function runProgram(
	args: readonly string[],
	{ cwd, env, input }: { cwd: string; env: NodeJS.ProcessEnv; input?: string | undefined },
): Promise<Ran> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, args, { cwd, env });
		const said = { stdout: '', stderr: '' };
		child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
		child.on('error', reject);
		child.on('close', (code) => resolve({ code: code ?? 1, ...said }));
		child.stdin.end(input ?? '');
	});
}
