import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseAddress } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { dayOf } from '../base/time.ts';
import {
	draftDigest,
	letterFor,
	planDigest,
	sampleDigest,
	sendDigest,
	type DigestEntry,
	type Plan,
	type SendAnswer,
} from '../digest/index.ts';
import { printPlan, printReading, printStatus } from './digest-print.ts';
import type { Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import { sync } from './sync.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred digest draft [id]                    begin a digest file with what is new
kindred digest plan [id] [--for <person>] [--approve] [--json]
kindred digest preview [id]                  a sample in every language as files, to look at
kindred digest test [id] --to <address>      the samples as real letters, to yourself
kindred digest send [id]                     carry out the approved plan
kindred digest status [id] [--json]          what became of it
`;

const options = {
	for: { type: 'string' },
	to: { type: 'string' },
	approve: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

/** `kindred digest …`. Without an id the newest digest is meant. */
export const run = nounOf(usage, options, {
	draft: { words: [0, 1], act: draft },
	plan: { words: [0, 1], act: plan },
	preview: { words: [0, 1], act: preview },
	test: { words: [0, 1], act: test },
	send: { words: [0, 1], act: send },
	status: { words: [0, 1], act: status },
});

async function draft(
	{ site, root, snapshot, now }: Desk,
	{ words: [id], io }: Call<typeof options>,
): Promise<number> {
	const today = dayOf(now(), site.zone);
	const name = id ?? today.slice(0, 7);
	const file = join(root, 'content', 'digests', `${name}.mdx`);
	if (existsSync(file))
		throw new KindredError(
			`${file} is there already.`,
			'Edit it, or name another: `kindred digest draft <id>`.',
		);
	const last =
		snapshot.digests
			.map(({ date }) => date)
			.filter((date) => date < today)
			.sort()
			.at(-1) ?? '';
	await mkdir(dirname(file), { recursive: true });
	await writeFile(
		file,
		draftDigest({ date: today, title: name, posts: snapshot.posts, since: last, lang: site.lang }),
		{ flag: 'wx' },
	);
	io.stdout(
		`Wrote ${file}\nWrite your hello, give the picks their notes, then: kindred digest plan ${name}\n`,
	);
	return 0;
}

async function plan(
	desk: Desk,
	{ words: [id], io, for: reader, approve, json }: Call<typeof options>,
): Promise<number> {
	const digest = digestNamed(desk, id);
	const before = await desk.store.digests.lastPlan(digest.group);
	const made = await currentPlan(desk, digest);
	await desk.store.digests.keepPlan(made, desk.now());
	if (reader !== undefined) io.stdout(printReading(made, reader, desk.snapshot.posts, Boolean(json)));
	else io.stdout(json ? `${JSON.stringify(made, null, '\t')}\n` : printPlan(made, before, desk.site));
	if (!approve) return 0;
	if (digest.draft)
		throw new KindredError(
			`The digest "${digest.group}" is a draft.`,
			'Remove `draft: true` from its file, then approve.',
		);
	await desk.store.digests.approve(made.hash, desk.now());
	if (!json) io.stdout(`Approved. Send exactly this with: kindred digest send ${digest.group}\n`);
	return 0;
}

async function preview(desk: Desk, { words: [id], io }: Call<typeof options>): Promise<number> {
	const digest = digestNamed(desk, id);
	const sample = await sampleDigest(digest, desk.site.from, planned(desk));
	for (const reading of sample.readings) {
		const letter = letterFor(sample, reading, desk.now(), desk);
		const base = join(desk.root, '.kindred', 'preview', `${digest.group}.${reading.lang.toLowerCase()}`);
		await mkdir(dirname(base), { recursive: true });
		await writeFile(`${base}.html`, letter.html, { mode: 0o600 });
		await writeFile(`${base}.txt`, `${letter.subject}\n\n${letter.text}`, { mode: 0o600 });
		io.stdout(`${base}.html\n${base}.txt\n`);
	}
	return 0;
}

async function test(desk: Desk, { words: [id], io, to }: Call<typeof options>): Promise<number> {
	const address = to === undefined ? undefined : parseAddress(to);
	if (!address)
		throw new KindredError(
			'A test letter needs an address.',
			'Write `kindred digest test --to you@example.com`.',
		);
	const digest = digestNamed(desk, id);
	const sample = await sampleDigest(digest, address, planned(desk));
	for (const reading of sample.readings) {
		const letter = letterFor(sample, reading, desk.now(), desk);
		const key = `test:${sample.hash}:${reading.lang}:${address.email}:${desk.now()}`;
		const answer = await desk.mailer.send({ ...letter, subject: `[Test] ${letter.subject}` }, key);
		if (!answer.ok)
			throw new KindredError(
				`The test letter was not taken: ${answer.message}.`,
				'Mend that and try again; nobody was mailed.',
			);
		io.stdout(`Handed to ${desk.mailer.name} for ${address.email}, in ${reading.lang}.\n`);
	}
	return 0;
}

async function send(desk: Desk, { words: [id], io }: Call<typeof options>): Promise<number> {
	const digest = digestNamed(desk, id);
	const { store, mailer, site, keys, now } = desk;
	if (!site.dynamic) await heedLeavers(desk, io);
	const answer = await sendDigest(digest, () => currentPlan(desk, digest), {
		store: store.digests,
		mailer,
		site,
		keys,
		now,
		wait: (seconds) => sleep(seconds * 1000),
		progress: (done, all) =>
			io.stderr(
				io.isTTY ? `\rBatch ${done} of ${all}${done === all ? '\n' : ''}` : `batch ${done} of ${all}\n`,
			),
	});
	const explained = refusal(answer, digest.group);
	if (explained) throw explained;
	io.stdout(
		answer.kind === 'nobody'
			? 'Nobody is to get it, so nothing was sent.\n'
			: printStatus(digest.group, await store.digests.status(digest.group)),
	);
	return 0;
}

/** Without a server people leave by mail: who wrote is heard before anybody is written to. */
async function heedLeavers(desk: Desk, io: Io): Promise<void> {
	const { problems } = await sync(desk, environmentOf(desk.root, io.env));
	const [problem] = problems;
	if (problem === undefined) return;
	throw new KindredError(
		`The inbox could not be read, so somebody may have left without being heard: ${problem}`,
		'Mend that until `kindred sync` is content, then send again; nobody was mailed.',
	);
}

function refusal(answer: SendAnswer, group: string): KindredError | undefined {
	const again = `kindred digest send ${group}`;
	switch (answer.kind) {
		case 'draft':
			return new KindredError(
				`The digest "${group}" is a draft.`,
				'Remove `draft: true` from its file, then plan and approve it.',
			);
		case 'not approved':
			return new KindredError(
				`No plan of "${group}" is approved.`,
				`Look at it and say yes: kindred digest plan ${group} --approve`,
			);
		case 'moved':
			return new KindredError(
				`Something moved since "${group}" was approved: ${answer.differences.join(', ')}.`,
				`Look again and approve what is true now: kindred digest plan ${group} --approve`,
			);
		case 'stopped':
			return new KindredError(
				`The provider takes nothing now: ${answer.message}.`,
				`When that is mended, go on with: ${again}`,
			);
		case 'held':
			return new KindredError(
				answer.message,
				`Nobody of it is mailed again before you know. See: kindred digest status ${group}`,
			);
		default:
			return undefined;
	}
}

async function status(desk: Desk, { words: [id], io, json }: Call<typeof options>): Promise<number> {
	const { group } = digestNamed(desk, id);
	const found = await desk.store.digests.status(group);
	io.stdout(
		json ? `${JSON.stringify({ digest: group, ...found }, null, '\t')}\n` : printStatus(group, found),
	);
	return 0;
}

function currentPlan(desk: Desk, digest: DigestEntry): Promise<Plan> {
	return planDigest(digest, { ...planned(desk), store: desk.store.digests });
}

/** What a plan is made from, whoever the readers are. */
function planned({ site, snapshot, compiler, now }: Desk) {
	return { site, posts: snapshot.posts, compiler, now };
}

/** The digest that is meant: by its id, else the newest. The entry in the site's language speaks for its translations. */
function digestNamed({ snapshot, site }: Desk, id: string | undefined): DigestEntry {
	const newest = [...snapshot.digests].sort((a, b) => (a.date < b.date ? 1 : -1))[0];
	const group =
		id === undefined
			? newest?.group
			: snapshot.digests.find((digest) => digest.id === id || digest.group === id)?.group;
	const all = snapshot.digests.filter((digest) => digest.group === group);
	const found = all.find(({ lang }) => lang === site.lang) ?? all[0];
	if (found) return found;
	const known = [...new Set(snapshot.digests.map((digest) => digest.group))].join(', ');
	throw new KindredError(
		id === undefined ? 'There is no digest yet.' : `There is no digest "${id}".`,
		known ? `These are there: ${known}.` : 'Begin one with: kindred digest draft',
	);
}
