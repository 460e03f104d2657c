import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { serveSite } from '../test/door/site.ts';
import { signWebhook, webhookSecret } from '../test/resend/webhook.ts';

/*
 * How many mails a second come in by webhook, beside a route of the same built server that reads the same bodies and answers.
 *
 * - ours: `POST /kindred/webhook/`, signed calls `email.received`. Checks the signature, asks a stand-in for Resend (a process of its
 *   own) for the mail and downloads it, reads, classifies, trims and files it in SQLite with `synchronous = full`: one
 *   reply, one interaction and one mark that the call was dealt with, all there before it answers.
 * - bare: `POST /own/`, a route of the site that reads the body and answers its length.
 *
 * The same concurrency, in interleaved rounds: `npm run bench:webhook [-- rounds calls concurrency]`.
 */
const [rounds, calls, lanes] = [5, 1500, 64].map((usual, n) => Number(process.argv[2 + n] ?? usual));
const secret = webhookSecret();

const standIn = spawn(process.execPath, ['bench/webhook-mails.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
const [standInUrl] = (await once(createInterface(standIn.stdout), 'line')) as [string];
process.once('exit', () => standIn.kill());
const site = await serveSite('https://example.org', '{}', `languages: ['en']`, {
	RESEND_API_KEY: 're_bench',
	RESEND_BASE_URL: standInUrl,
	RESEND_WEBHOOK_SECRET: secret,
});
const agent = new Agent({ keepAlive: true, maxSockets: lanes! });

/** Signed calls, each about a mail of its own. Made before the clock starts. */
function made(round: number, count: number): { body: string; headers: Record<string, string> }[] {
	return Array.from({ length: count }, (_, n) => {
		const data = {
			email_id: `m${round}${String(n).padStart(6, '0')}`,
			received_for: ['letters@in.example.org'],
		};
		const body = JSON.stringify({ type: 'email.received', created_at: '2026-11-18T10:00:00.000Z', data });
		return { body, headers: signWebhook(secret, body) };
	});
}

function post(
	path: string,
	{ body, headers }: { body: string; headers: Record<string, string> },
): Promise<number> {
	return new Promise((resolve, reject) => {
		const options = { agent, host: '127.0.0.1', port: site.port, path, method: 'POST', headers };
		const sent = request(options, (answer) => {
			answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.on('error', reject).end(body);
	});
}

/** Calls a second. */
async function measure(path: string, round: number, count = calls!): Promise<number> {
	const waiting = made(round, count);
	const began = performance.now();
	let next = 0;
	const lane = async () => {
		while (next < waiting.length) {
			const status = await post(path, waiting[next++]!);
			if (status !== 200) throw new Error(`${path} answered ${status}.`);
		}
	};
	await Promise.all(Array.from({ length: lanes! }, lane));
	return (count * 1000) / (performance.now() - began);
}

try {
	// Both are warm before anything is measured.
	for (const path of ['/own/', '/kindred/webhook/']) await measure(path, 90, 600);
	const ratios: number[] = [];
	for (let round = 1; round <= rounds!; round++) {
		const [bare, ours] = [await measure('/own/', round), await measure('/kindred/webhook/', round)];
		ratios.push(ours / bare);
		console.log(
			`round ${round}: ours ${Math.round(ours)} mails/s, bare ${Math.round(bare)} calls/s, ratio ${ratios.at(-1)!.toFixed(2)}`,
		);
	}
	const database = new DatabaseSync(join(site.root, '.kindred', 'kindred.db'), { readOnly: true });
	const { kept } = database.prepare('select count(*) as kept from reply').get() as { kept: number };
	database.close();
	const expected = rounds! * calls! + 600;
	if (kept !== expected) throw new Error(`${expected} mails came in, and ${kept} are kept.`);
	console.log(
		`median ratio ${ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!.toFixed(2)}, ${kept} mails kept`,
	);
} finally {
	agent.destroy();
	await site.stop();
	standIn.kill();
}
