import { setTimeout as sleep } from 'node:timers/promises';
import { KindredError } from '../base/error.ts';
import { sendDigest, type DigestEntry } from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { currentPlan } from './digest-plan.ts';
import { refusal } from './digest-refusal.ts';
import { schedule, sendDue } from './digest-schedule.ts';
import { printStatus } from './digest-status.ts';
import { refuseTroubledStart } from './first-send.ts';
import type { Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import { sync } from './sync.ts';
import { refuseWrongClock } from './wrong-clock.ts';

/** What can be asked of `kindred digest send`. */
export interface SendCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly at?: string | undefined;
	readonly 'if-due'?: boolean | undefined;
	/** Send a first digest although something about the domain is wrong. */
	readonly unchecked?: boolean | undefined;
}

/** `kindred digest send`: carries out the approved plan, now, at a time (`--at`), or if its time has come (`--if-due`). */
export async function send(desk: Desk, call: SendCall): Promise<number> {
	const { words, at, io } = call;
	if (call['if-due']) {
		if (at !== undefined)
			throw new KindredError(
				'`--at` sets a time and `--if-due` looks whether one has come: not both.',
				'Set the time first with `kindred digest send --at <time>`; leave the rest to cron.',
			);
		const only = words[0] === undefined ? undefined : digestNamed(desk, words[0]).group;
		return sendDue(desk, { io, only }, (digest) => sendOne(desk, digest, call));
	}
	const digest = digestNamed(desk, words[0]);
	if (at !== undefined) return schedule(desk, digest, at, io);
	return sendOne(desk, digest, call);
}

async function sendOne(desk: Desk, digest: DigestEntry, { io, unchecked }: SendCall): Promise<number> {
	const { store, mailer, site, keys, now } = desk;
	refuseWrongClock(desk, environmentOf(desk.root, io.env));
	if (!site.dynamic) await heedLeavers(desk, io);
	const plan = async () => {
		const made = await currentPlan(desk, digest);
		if (!unchecked) await refuseTroubledStart(desk, environmentOf(desk.root, io.env), made.counts.readers);
		return made;
	};
	const answer = await sendDigest(digest, plan, {
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
	const explained = await refusal(answer, digest.group, desk);
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
