import { planDigest, readingsOf, sendDigest, type Plan } from '../integrations/kindred/src/digest/index.ts';
import { pressOf } from '../integrations/kindred/src/digest/press.ts';
import { openResend } from '../integrations/kindred/src/mail/resend.ts';
import { openStore } from '../integrations/kindred/src/store/index.ts';
import { compiler, digest, keys, now, person, posts, site } from './letters.ts';

/*
 * One command in a process of its own, as the real ones are, so that its memory is its own: `fill` puts readers into the store, `plan`
 * plans and approves, `send` checks the plan and carries it out, with the ledger in SQLite. `bare` posts the same batches, printed
 * beforehand, as they are. Each prints what it took as JSON.
 */

const [way, count, baseUrl, root] = process.argv.slice(2) as [string, string, string, string];
const store = await openStore('', { root });
const pace = { turn: async () => 0, learn: () => {} };
const mailer = openResend({ apiKey: 're_bench', baseUrl, pace });
const plan = (): Promise<Plan> =>
	planDigest(digest, { site, posts, compiler, store: store.digests, now: () => now });

const ways: Record<string, () => Promise<void>> = {
	fill: () => fillStore(Number(count)),
	plan: approve,
	send: whole,
};
const work = ways[way] ?? (await bare());
const cpu = process.cpuUsage();
const begin = performance.now();
await work();
const seconds = (performance.now() - begin) / 1000;
const { user, system } = process.cpuUsage(cpu);
await store.close();
const peak = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak }));

async function whole(): Promise<void> {
	const answer = await sendDigest(digest, plan, {
		store: store.digests,
		mailer,
		site,
		keys,
		now: () => now,
		wait: async () => {},
	});
	const { sent } = await store.digests.status(digest.group);
	if (answer.kind !== 'done' || sent !== Number(count)) throw new Error(`${answer.kind}, ${sent} sent`);
}

async function approve(): Promise<void> {
	const made = await plan();
	await store.digests.keepPlan(made, now);
	await store.digests.approve(made.hash, now);
}

async function bare(): Promise<() => Promise<void>> {
	const made = await plan();
	const press = pressOf(made, { site, keys });
	const readings = [...readingsOf(made)];
	const batches = Array.from({ length: Math.ceil(readings.length / 100) }, (_, n) =>
		press.print(readings.slice(n * 100, n * 100 + 100), now),
	);
	return async () => {
		let next = 0;
		const lane = async () => {
			while (next < batches.length) {
				const at = next++;
				const answer = await mailer.sendBatch(batches[at]!, `bare/${at}`);
				if (!answer.ok) throw new Error(answer.message);
			}
		};
		await Promise.all(Array.from({ length: mailer.lanes! }, lane));
	};
}

async function fillStore(readers: number): Promise<void> {
	const ROWS = 500;
	for (let first = 1; first <= readers; first += ROWS) {
		const people = Array.from({ length: Math.min(ROWS, readers - first + 1) }, (_, n) => person(first + n));
		await store.db
			.insertInto('person')
			.values(
				people.map(({ id, state, name, languages, topics, frequency, circle, createdAt }) => ({
					id,
					state,
					name,
					languages: JSON.stringify(languages),
					topics: JSON.stringify(topics),
					frequency,
					zone: null,
					circle,
					via: null,
					created_at: createdAt,
					updated_at: createdAt,
				})),
			)
			.execute();
		await store.db
			.insertInto('address')
			.values(
				people.map(({ id, email }) => ({ email, person_id: id, is_primary: 1 as const, created_at: now })),
			)
			.execute();
	}
}
