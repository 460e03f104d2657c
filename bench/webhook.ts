import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveSite } from '../test/door/site.ts';
import { signWebhook, webhookSecret } from '../test/resend/webhook.ts';

/*
 * How many calls about received mail a second are taken in by the webhook, beside a route of the same built server that reads
 * the same bodies and answers.
 *
 * - ours: `POST /kindred/webhook/`, signed calls `email.received`, each about a mail of its own. It checks the signature and
 *   writes down in SQLite (`synchronous = full`) what is to be fetched before it answers 200. Of so many at once it fetches the
 *   first ones before it answers, and all others right after: it asks a stand-in for Resend (a process of its own) for the
 *   mail, downloads it, reads, classifies, trims and files it. How long that takes for all of them is printed too, and the
 *   next round begins when the last one is filed.
 * - bare: `POST /own/`, a route of the site that reads the body and answers its length.
 *
 * The same concurrency, in interleaved rounds: `npm run bench:webhook [-- rounds calls concurrency]`. Fails when a mail is missing.
 */
const [rounds, calls, lanes] = [5, 2000, 100].map((usual, n) => Number(process.argv[2 + n] ?? usual));
/** Calls before the first round. */
const WARM = 1000;
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

/** Waits until nothing is left to fetch, and counts the mails. */
async function filed(): Promise<number> {
	const database = new DatabaseSync(join(site.root, '.kindred', 'kindred.db'), { readOnly: true });
	const one = (sql: string) => Number(Object.values(database.prepare(sql).get()!)[0]);
	while (one("select count(*) from webhook_seen where id like 'fetch:%'")) await sleep(50);
	const kept = one('select count(*) from reply');
	database.close();
	return kept;
}

try {
	// Both are warm before anything is measured.
	for (const path of ['/own/', '/kindred/webhook/']) await measure(path, 90, WARM);
	await filed();
	const ratios: number[] = [];
	for (let round = 1; round <= rounds!; round++) {
		const bare = await measure('/own/', round);
		const began = performance.now();
		const ours = await measure('/kindred/webhook/', round);
		const kept = await filed();
		const rate = Math.round((calls! * 1000) / (performance.now() - began));
		if (kept !== WARM + round * calls!)
			throw new Error(`${WARM + round * calls!} mails came in, ${kept} are kept.`);
		ratios.push(ours / bare);
		console.log(
			`round ${round}: ours ${Math.round(ours)} calls/s, bare ${Math.round(bare)} calls/s, ratio ${ratios.at(-1)!.toFixed(2)}; all filed at ${rate} mails/s`,
		);
	}
	console.log(`median ratio ${ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)]!.toFixed(2)}`);
} finally {
	agent.destroy();
	await site.stop();
	standIn.kill();
}
