import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { startSite, type RunningSite } from './site.ts';

let site: RunningSite;
let resend: ResendStandIn;
let env: Record<string, string>;
beforeAll(async () => {
	[site, resend] = await Promise.all([startSite(), startResend()]);
	env = { RESEND_API_KEY: 're_test', RESEND_BASE_URL: resend.url };
});
afterAll(async () => {
	await site?.stop();
	await resend?.close();
});

const waiting = async () => (await site.run(['reply', 'list', '--waiting'], { env })).stdout;
const ingest = (subject: string, body: string) =>
	site.run(['reply', 'ingest', '-'], {
		env,
		input: `From: Lin <lin@example.net>\r\nTo: ada@example.com\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.net>\r\n\r\n${body}\r\n`,
	});

/** Runs a command that is killed, with all it started, as soon as the provider was asked. */
async function runAndKill(args: readonly string[], input: string): Promise<void> {
	const bin = join(site.root, 'node_modules/astro-kindred/bin/kindred.js');
	const child = spawn(process.execPath, [bin, ...args], {
		cwd: site.root,
		env: { ...site.env, ...env },
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	const ended = new Promise((resolve) => child.once('exit', resolve));
	child.stdin.end(input);
	while (!resend.requests.some(({ path }) => path === '/emails') && child.exitCode === null) await sleep(20);
	expect(child.exitCode).toBeNull();
	process.kill(-child.pid!, 'SIGKILL');
	await ended;
}

test('an answer whose command was killed while it left is one letter, and nobody waits any more', async () => {
	expect(await ingest('first', 'Do you still write?')).toMatchObject({ code: 0, stdout: '-  kept #1\n' });
	expect(await waiting()).toContain('Do you still write?');
	resend.trouble('hang-after');
	await runAndKill(['reply', 'answer', '1', '--file', '-', '--yes'], 'I do.\n');
	// Kept before it left, so nobody has to write it twice; what a dead process had is free after some minutes.
	expect(await waiting()).toBe('Nobody waits for an answer.\n');
	const now = new Date(Date.now() + 6 * 60_000).toISOString();
	expect(await site.run(['sync', '--now', now], { env })).toMatchObject({ code: 0 });
	expect(await site.run(['sync', '--now', now], { env })).toMatchObject({ code: 0 });
	expect(resend.emails.map(({ subject }) => subject)).toEqual(['Re: first']);
	const asked = resend.requests.filter(({ method, path }) => method === 'POST' && path === '/emails');
	expect(new Set(asked.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
	expect((await site.run(['reply', 'show', '1'], { env })).stdout).toMatch(/You answered\n\n {2}I do\.\n/);
});

test('the author’s own editor is opened, and what is written in it is sent', async () => {
	await ingest('second', 'كيف حالك؟');
	const script = join(site.root, 'my editor.sh');
	writeFileSync(script, `printf 'بخير.\\n' | cat - "$1" > "$1.new" && mv "$1.new" "$1"\n`);
	const ran = await site.run(['reply', 'answer', '2', '--yes'], {
		env: { ...env, EDITOR: `sh '${script}'` },
	});
	expect(ran).toMatchObject({ code: 0, stdout: 'Sent to Lin <lin@example.net>.\n' });
	expect(resend.emails.at(-1)).toMatchObject({ subject: 'Re: second', text: 'بخير.' });
});
