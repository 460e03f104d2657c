import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseAddress } from '../base/address.ts';
import { KindredError } from '../base/error.ts';
import { dayOf } from '../base/time.ts';
import { draftDigest, letterFor, readingsOf, sampleDigest } from '../digest/index.ts';
import { digestNamed, planned } from './digest-named.ts';
import { plan } from './digest-plan.ts';
import { send } from './digest-send.ts';
import { share, shareOptions, shareUsage } from './digest-share.ts';
import { resolve, status } from './digest-status.ts';
import { cancel, pause, resume } from './digest-steer.ts';
import type { Desk } from './open.ts';
import { nounOf, type Call } from './verbs.ts';

const usage = `kindred digest draft [id]                    begin a digest file with what is new
kindred digest plan [id] [--for <person>] [--check-links] [--approve] [--json]
kindred digest preview [id]                  a sample in every language as files, to look at
kindred digest test [id] --to <address>      the samples as real letters, to yourself
kindred digest send [id] [--at <time>] [--unchecked]
                                             carry out the approved plan, now or from a time on
kindred digest send [id] --if-due            carry out what is approved and due: for cron
kindred digest pause|resume|cancel [id] [--why <words>]
kindred digest pause|resume --all            stop all mail, or let it go again
kindred digest status [id] [--people] [--held] [--json]
kindred digest resolve [id] --sent|--again   say what became of what is held
${shareUsage}`;

const options = {
	...shareOptions,
	for: { type: 'string' },
	to: { type: 'string' },
	at: { type: 'string' },
	why: { type: 'string' },
	'if-due': { type: 'boolean' },
	unchecked: { type: 'boolean' },
	approve: { type: 'boolean' },
	'check-links': { type: 'boolean' },
	all: { type: 'boolean' },
	people: { type: 'boolean' },
	held: { type: 'boolean' },
	sent: { type: 'boolean' },
	again: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

/** `kindred digest …`. Without an id the newest digest is meant. */
export const run = nounOf(usage, options, {
	draft: { words: [0, 1], act: draft },
	plan: { words: [0, 1], act: plan },
	preview: { words: [0, 1], act: preview },
	test: { words: [0, 1], act: test },
	send: { words: [0, 1], act: send },
	pause: { words: [0, 1], act: pause },
	resume: { words: [0, 1], act: resume },
	cancel: { words: [0, 1], act: cancel },
	status: { words: [0, 1], act: status },
	resolve: { words: [0, 1], act: resolve },
	share: { words: [0, 1], act: share },
});

async function draft(
	{ site, root, snapshot, store, now }: Desk,
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
		draftDigest({
			date: today,
			title: name,
			posts: snapshot.posts,
			since: last,
			lang: site.lang,
			...(await store.digests.past()),
		}),
		{ flag: 'wx' },
	);
	io.stdout(
		`Wrote ${file}\nWrite your hello, give the picks their notes, then: kindred digest plan ${name}\n`,
	);
	return 0;
}

async function preview(desk: Desk, { words: [id], io }: Call<typeof options>): Promise<number> {
	const digest = digestNamed(desk, id);
	const sample = await sampleDigest(digest, desk.site.from, planned(desk));
	for (const reading of readingsOf(sample)) {
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
	for (const reading of readingsOf(sample)) {
		const letter = letterFor(sample, reading, desk.now(), desk);
		const key = `test:${sample.hash}:${reading.lang}:${address.email}:${desk.now()}`;
		// A stream of its own: what webhooks tell of a test letter is not about the digest's.
		const marked = {
			...letter,
			subject: `[Test] ${letter.subject}`,
			tags: { ...letter.tags, stream: 'test' },
		};
		const answer = await desk.mailer.send(marked, key);
		if (!answer.ok)
			throw new KindredError(
				`The test letter was not taken: ${answer.message}.`,
				'Mend that and try again; nobody was mailed.',
			);
		io.stdout(`Handed to ${desk.mailer.name} for ${address.email}, in ${reading.lang}.\n`);
	}
	return 0;
}
