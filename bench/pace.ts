import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { batchOf } from '../integrations/kindred/src/base/batch.ts';
import { createPace } from '../integrations/kindred/src/mail/pace.ts';
import { openResend } from '../integrations/kindred/src/mail/resend.ts';
import { letterTo } from '../test/mail/letters.ts';

/*
 * How much of the provider's rate is used, and how often it says 429: batches through the real carrier, five at once, to
 * the stand-in for Resend in a process of its own. `npm run bench:pace [-- --requests 300 --limit 10 --delay 50-400
 * --network 5-25 --window sliding|calendar|opened --others 0]`. Without `--window`: all three. Fails below 95 %, or with
 * a 429, where the account is ours alone.
 */
const { values } = parseArgs({
	options: {
		requests: { type: 'string', default: '300' },
		limit: { type: 'string', default: '10' },
		delay: { type: 'string', default: '50-400' },
		network: { type: 'string', default: '5-25' },
		others: { type: 'string', default: '0' },
		window: { type: 'string', multiple: true, default: ['sliding', 'calendar', 'opened'] },
	},
});
const [requests, limit] = [Number(values.requests), Number(values.limit)];
const LANES = 5;

for (const window of values.window) {
	const { used, sustained, refused, seconds } = await run(window);
	const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
	process.stdout.write(
		`${window.padEnd(9)} ${requests} batches in ${seconds.toFixed(1)} s: ${percent(used)} of ${limit} a second` +
			` (after the first two seconds ${percent(sustained)}), ${refused} × 429\n`,
	);
	if (values.others === '0' && (used < 0.95 || refused > 0)) process.exitCode = 1;
}

async function run(window: string) {
	const standIn = await startStandIn(window);
	const pace = createPace({
		elapsed: () => performance.now(),
		sleep: async (milliseconds) => void (await sleep(milliseconds)),
	});
	const mailer = openResend({ apiKey: 're_bench', baseUrl: standIn.url, pace });
	let next = 0;
	async function lane(): Promise<void> {
		for (let number = next++; number < requests; number = next++) {
			const batch = batchOf(
				Array.from({ length: 100 }, (_, index) => letterTo(`r${number}-${index}@example.com`)),
			);
			while (!(await mailer.sendBatch(batch, `bench/${number}`)).ok);
		}
	}
	await Promise.all(Array.from({ length: LANES }, lane));
	const { requests: log } = (await (await fetch(`${standIn.url}/__control/requests`)).json()) as {
		requests: { at: number; status: number }[];
	};
	standIn.stop();
	const times = log.filter(({ status }) => status === 200).map(({ at }) => at);
	const [first, last] = [times[0]!, times.at(-1)!];
	const late = times.filter((at) => at >= first + 2000).length;
	return {
		seconds: (last - first) / 1000,
		used: (times.length * 1000) / (limit * (last - first)),
		sustained: (late * 1000) / (limit * (last - first - 2000)),
		refused: log.filter(({ status }) => status === 429).length,
	};
}

async function startStandIn(window: string): Promise<{ url: string; stop: () => void }> {
	const args = ['--port', '0', '--keep', 'recipients', '--window', window, '--limit', values.limit];
	const weather = ['--delay', values.delay, '--network', values.network, '--others', values.others];
	const child = spawn(process.execPath, ['test/resend/server.ts', ...args, ...weather], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
	return { url: line.replace(/^.*RESEND_BASE_URL=/, ''), stop: () => child.kill() };
}
