import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { answerToken } from '../integrations/kindred/src/event/link.ts';
import { linkOf, secret } from '../test/door/last-seat.ts';
import { serveSite } from '../test/door/site.ts';

/*
 * How many answers to events a second are taken by a built server, beside a route of the same server that reads a body and answers
 * its length.
 *
 * - confirming: `POST /kindred/rsvp/` with the token of a letter, each of somebody who was never there before. It checks the token,
 *   makes a contact, decides over the ledger, writes row, log and letter in SQLite (`synchronous = full`), and renders the page. The
 *   letter lies in the store when the page is answered, and leaves by and by, as fast as the provider takes letters.
 * - changing: the same with the link of a guest who changes a yes into a no or back, so that seats come free and the queue moves.
 * - bare: `POST /own/`, which asks no store and makes no page. `POST /own-page/` reads the form and renders as much of a page as ours
 *   has around its words: the cost of Astro alone.
 *
 * There are 40 events of 8 seats; most people wait. The same concurrency, in interleaved rounds: `npm run bench:rsvp [-- rounds
 * calls concurrency]`. Fails when an answer is missing in the ledger, or a page says something else.
 */
const [rounds, calls, lanes] = [5, 1200, 32].map((usual, n) => Number(process.argv[2 + n] ?? usual));
const EVENTS = 40;
const SITE = 'https://table.example';

const page = `---
import Layout from 'virtual:kindred/layout';
export const prerender = false;
const token = (await Astro.request.formData()).get('token') ?? '';
---
<Layout title="You have a seat" lang="en" dir="ltr" robots="noindex" invite={false}>
	<div class="plain-page"><h1>You have a seat</h1><p>{String(token).length}</p></div>
</Layout>
`;
/** A stand-in for Resend, in a process of its own. It takes as many letters a second as Resend does. */
const standIn = spawn(process.execPath, ['test/resend/server.ts', '--port', '0', '--keep', 'hashes'], {
	stdio: ['ignore', 'pipe', 'inherit'],
});
process.once('exit', () => standIn.kill());
const [said] = (await once(standIn.stdout, 'data')) as [Buffer];
const api = /RESEND_BASE_URL=(\S+)/.exec(String(said))![1]!;

const groups = Array.from({ length: EVENTS }, (_, n) => `supper-${n}`);
const site = await serveSite(
	SITE,
	'{}',
	`languages: ['en']`,
	{ KINDRED_SECRET: secret, RESEND_API_KEY: 're_bench', RESEND_BASE_URL: api },
	{
		'src/pages/own-page.astro': page,
		...Object.fromEntries(
			groups.map((group) => [
				`content/events/${group}.md`,
				'---\ntitle: Supper\nstart: 2099-05-17T19:00\nzone: Asia/Taipei\ncapacity: 8\n---\nSoup.\n',
			]),
		),
	},
);
const agent = new Agent({ keepAlive: true, maxSockets: lanes! });
const headers = {
	Host: 'table.example',
	Origin: SITE,
	'X-Forwarded-Proto': 'https',
	'Content-Type': 'application/x-www-form-urlencoded',
};

interface Posted {
	readonly status: number;
	readonly text: string;
	/** In milliseconds. */
	readonly took: number;
}

function post(path: string, body: string): Promise<Posted> {
	const began = performance.now();
	return new Promise((resolve, reject) => {
		const options = { agent, host: '127.0.0.1', port: site.port, path, method: 'POST', headers };
		const sent = request(options, (answer) => {
			const pieces: Buffer[] = [];
			answer.on('data', (piece: Buffer) => pieces.push(piece));
			answer.on('end', () => {
				const took = performance.now() - began;
				resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString(), took });
			});
		});
		sent.on('error', reject).end(body);
	});
}

/** Calls a second, and how long the slowest hundredth took at least. */
async function measure(
	path: string,
	bodies: readonly string[],
	isRight: (text: string) => boolean,
): Promise<{ rate: number; p99: number }> {
	const took: number[] = [];
	const began = performance.now();
	let next = 0;
	const lane = async () => {
		while (next < bodies.length) {
			const answer = await post(path, bodies[next++]!);
			if (answer.status !== 200 || !isRight(answer.text))
				throw new Error(`${path} answered ${answer.status}: ${answer.text.slice(0, 2000)}`);
			took.push(answer.took);
		}
	};
	await Promise.all(Array.from({ length: lanes! }, lane));
	const rate = (bodies.length * 1000) / (performance.now() - began);
	return { rate, p99: took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)]! };
}

const form = (fields: Record<string, string>) => new URLSearchParams(fields).toString();
/** So many people who were never there before, at all events in turn. */
const confirming = (round: number) =>
	Array.from({ length: calls! }, (_, n) =>
		form({ token: linkOf(`g${round}-${n}@example.net`, groups[n % EVENTS]!) }),
	);
/** The guests of a round change their minds. */
function changing(round: number): string[] {
	const database = open();
	const rows = database
		.prepare('select person_id as id, email from address where email like ?')
		.all(`g${round}-%`) as { id: number; email: string }[];
	database.close();
	const place = (email: string) => Number(/-(\d+)@/.exec(email)![1]);
	return rows.map(({ id, email }) => {
		const token = answerToken(id, groups[place(email) % EVENTS]!, '2099-05-17T19:00:00.000Z', [secret]);
		return form({ token, answer: 'no' });
	});
}

const open = () => new DatabaseSync(join(site.root, '.kindred', 'kindred.db'), { timeout: 20_000 });

const isStanding = (text: string) => /You have a seat|on the waiting list|you can&#39;t come/.test(text);
const bare = () => Array.from({ length: calls! }, (_, n) => `token=${'x'.repeat(400)}${n}`);
const median = (values: readonly number[]) =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

try {
	const ratios: Record<'confirm' | 'change' | 'page', number[]> = { confirm: [], change: [], page: [] };
	for (let round = 0; round <= rounds!; round++) {
		const plain = await measure('/own/', bare(), (text) => Number(text) > 0);
		const rendered = await measure('/own-page/', bare(), isStanding);
		const confirm = await measure('/kindred/rsvp/', confirming(round), isStanding);
		const change = await measure('/kindred/rsvp/', changing(round), isStanding);
		const database = open();
		const said = database.prepare('select answer, count(*) as n from rsvp group by answer').all();
		const letters = database.prepare('select count(*) as n from outgoing').get() as { n: number };
		if (JSON.stringify(said) !== JSON.stringify([{ answer: 'no', n: calls }]))
			throw new Error(`The ledger has ${JSON.stringify(said)}.`);
		// Each round finds events that nobody has answered.
		database.exec('delete from rsvp');
		database.close();
		// The first round only warms everything up.
		if (round === 0) continue;
		ratios.confirm.push(confirm.rate / plain.rate);
		ratios.change.push(change.rate / plain.rate);
		ratios.page.push(rendered.rate / plain.rate);
		const words = ({ rate, p99 }: typeof plain) => `${Math.round(rate)}/s (p99 ${Math.round(p99)} ms)`;
		console.log(
			`round ${round}: confirming ${words(confirm)}, changing ${words(change)}, bare ${words(plain)}, bare page ${words(rendered)}; ` +
				`ratios ${ratios.confirm.at(-1)!.toFixed(2)} and ${ratios.change.at(-1)!.toFixed(2)}; letters waiting ${letters.n}`,
		);
	}
	console.log(
		`median ratio ${median(ratios.confirm).toFixed(2)} confirming, ${median(ratios.change).toFixed(2)} changing, ${median(ratios.page).toFixed(2)} the bare page`,
	);
} finally {
	agent.destroy();
	standIn.kill();
	await site.stop();
}
