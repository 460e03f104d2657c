import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAttachments } from '../../integrations/kindred/src/files/attachments.ts';
import { mail, openHouse, tagged, type TestHouse } from '../inbox/house.ts';
import { startResend, type ResendStandIn } from '../resend/server.ts';
import { ingest, type Way } from './ingest.ts';
import { engines, env } from './process.ts';

/** Every point takes a process; `npm run soak` dies at each of them, before and after. */
const EVERY = process.env['KINDRED_KILL_ALL'] ? 1 : 8;
const worker = fileURLToPath(new URL('ingest-worker.ts', import.meta.url));
let house: TestHouse;
let resend: ResendStandIn;
let root: string;
beforeEach(async () => {
	resend = await startResend({ limit: 10_000 });
	root = await mkdtemp(join(tmpdir(), 'kindred ingest '));
});
afterEach(async () => {
	await Promise.all([resend.close(), rm(root, { recursive: true })]);
	await house.test.remove();
});

interface Ended {
	readonly signal: string | null;
	readonly points?: readonly string[];
	readonly answer?: string;
	readonly stderr: string;
}

function work(way: Way, id: string, ...options: string[]): Promise<Ended> {
	const args = ['--store', house.test.url!, '--root', root, '--api', resend.url, '--way', way, '--mail', id];
	const started = spawn(process.execPath, [worker, ...args, ...options], { env });
	let [stdout, stderr] = ['', ''];
	started.stdout.on('data', (text: Buffer) => (stdout += String(text)));
	started.stderr.on('data', (text: Buffer) => (stderr += String(text)));
	return new Promise((resolve, reject) => {
		started.once('error', reject);
		started.once('close', (_, signal) => {
			const told = JSON.parse(stdout.trim().split('\n').at(-1) || '{}') as object;
			resolve({ signal, stderr, ...told });
		});
	});
}

/** A mail with a file from somebody who has not written before, and the Resend id it waits under. */
async function waiting(number: number): Promise<string> {
	const from = `reader${number}@example.net`;
	const { id: person } = await house.add(from);
	const parts = [
		'--b',
		'Content-Type: text/plain',
		'',
		`Number ${number}.`,
		'--b',
		'Content-Type: image/png; name="a.png"',
		'Content-Disposition: attachment; filename="a.png"',
		'Content-Transfer-Encoding: base64',
		'',
		Buffer.from(`picture ${number}`).toString('base64'),
		'--b--',
	];
	const text = mail({ from, to: tagged(person), id: `k${number}@example.net`, body: parts.join('\r\n') });
	const raw = text.replace(
		'Content-Type: text/plain; charset=utf-8',
		'Content-Type: multipart/mixed; boundary=b',
	);
	return resend.receive({}, Buffer.from(raw)).id;
}

const ways = engines.flatMap(([name, open]) =>
	(['webhook', 'sync'] as const).map((way) => ({ way, name, open })),
);

describe.each(ways)('a process killed while it takes in a mail by $way into $name', ({ way, open }) => {
	it('loses nothing and does nothing twice, wherever it was', async () => {
		house = await openHouse({}, open);
		const first = await work(way, await waiting(0));
		expect(first).toMatchObject({ signal: null, answer: expect.stringMatching(/kept$/) });
		const points = first.points!.length;
		expect(points).toBeGreaterThan(way === 'webhook' ? 8 : 5);
		let number = 0;
		for (let point = 1; point <= points; point += EVERY) {
			for (const when of EVERY === 1 ? ['before', 'after'] : [point % 2 ? 'after' : 'before']) {
				const id = await waiting(++number);
				const died = await work(way, id, '--kill-at', String(point), '--when', when);
				expect([died.signal, died.stderr]).toEqual(['SIGKILL', '']);
				// The provider calls again, or the next round comes.
				await ingest(way, house, { root, api: resend.url, mail: id });
				const kept = await house.store.replies.list({});
				expect(kept.map(({ messageId }) => messageId).sort()).toEqual(
					Array.from({ length: number + 1 }, (_, n) => `k${n}@example.net`).sort(),
				);
			}
		}
		for (const { id } of await house.store.people.everybody())
			expect(await house.kinds(id)).toEqual(['replied']);
		expect(await house.store.calls.waiting(9, house.at)).toEqual([]);
		const files = openAttachments(root);
		const kept = await house.store.replies.list({});
		const hashes = kept.flatMap(({ attachments = [] }) => attachments.map(({ hash }) => hash!));
		expect(hashes).toHaveLength(number + 1);
		expect(hashes.filter((hash) => !existsSync(files.pathOf(hash)))).toEqual([]);
	});
});
