import { setTimeout as sleep } from 'node:timers/promises';
import { KindredError } from '../base/error.ts';
import { dayOf, instantOf, type Instant } from '../base/time.ts';
import { sendDigest, type DigestEntry, type SendAnswer } from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { currentPlan } from './digest-plan.ts';
import { printStatus } from './digest-status.ts';
import { refuseTroubledStart } from './first-send.ts';
import type { Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import { sync } from './sync.ts';

/** What can be asked of `kindred digest send`. */
export interface SendCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly at?: string | undefined;
	readonly 'if-due'?: boolean | undefined;
	/** Send a first digest although something about the domain is wrong. */
	readonly unchecked?: boolean | undefined;
}

/** A letter that is later than this is not sent without the author: who comes back after a week has something else to say. */
const LATE = 24 * 3600 * 1000;

/** `kindred digest send`: carries out the approved plan, now, at a time (`--at`), or if its time has come (`--if-due`). */
export async function send(desk: Desk, call: SendCall): Promise<number> {
	if (call['if-due']) return sendDue(desk, call);
	const digest = digestNamed(desk, call.words[0]);
	if (call.at !== undefined) return schedule(desk, digest, call.at, call.io);
	return sendOne(desk, digest, call);
}

async function sendOne(desk: Desk, digest: DigestEntry, { io, unchecked }: SendCall): Promise<number> {
	const { store, mailer, site, keys, now } = desk;
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
	const explained = refusal(answer, digest.group);
	if (explained) throw explained;
	io.stdout(
		answer.kind === 'nobody'
			? 'Nobody is to get it, so nothing was sent.\n'
			: printStatus(digest.group, await store.digests.status(digest.group)),
	);
	return 0;
}

/** Sets the time of an approved plan; a wall clock means the author's zone. */
async function schedule(desk: Desk, { group }: DigestEntry, text: string, io: Io): Promise<number> {
	const due = instantAt(text, desk.site.zone);
	const approval = await desk.store.digests.approval(group);
	if (!approval) throw refusal({ kind: 'not approved' }, group)!;
	if (due <= desk.now())
		throw new KindredError(`${text} has passed already.`, `Send it now with: kindred digest send ${group}`);
	await desk.store.digests.approve(approval.hash, approval.at, due);
	io.stdout(
		`${group} may leave from ${due} on. It does when a cron job says: kindred digest send --if-due\n`,
	);
	return 0;
}

function instantAt(text: string, zone: string): Instant {
	if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return instantOf(text, zone);
	const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
	if (!Number.isNaN(time)) return new Date(time).toISOString();
	throw new KindredError(
		`\`--at ${text}\` is no time.`,
		`Write a clock of your zone (${zone}), \`2026-12-01T09:00\`, or an instant, \`2026-12-01T08:00:00Z\`.`,
	);
}

/** Carries out every approved plan whose time has come, and says nothing when there is none: for cron. */
async function sendDue(desk: Desk, call: SendCall): Promise<number> {
	const [id] = call.words;
	const only = id === undefined ? undefined : digestNamed(desk, id).group;
	for (const { digest: group, due } of await desk.store.digests.approvals()) {
		if (only !== undefined && group !== only) continue;
		const digest = digestNamed(desk, group);
		const run = await desk.store.digests.run(group);
		if (run?.state === 'paused') continue;
		const hasBegun = run?.state === 'running';
		if (!hasBegun && !isDue(digest, due, desk)) continue;
		await sendOne(desk, digest, call);
	}
	return 0;
}

/** Its time, or without one its day, has come. */
function isDue({ date, group }: DigestEntry, due: Instant | undefined, { now, site }: Desk): boolean {
	if (due === undefined) return date <= dayOf(now(), site.zone);
	const late = Date.parse(now()) - Date.parse(due);
	if (late <= LATE) return late >= 0;
	throw new KindredError(
		`${group} was to leave at ${due}, which is more than a day ago.`,
		`Is it still true? Then: kindred digest send ${group}`,
	);
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
		case 'not due':
			return new KindredError(
				`"${group}" is to leave at ${answer.due}.`,
				`To send it now, approve it anew: kindred digest plan ${group} --approve`,
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
		case 'halted':
			return new KindredError(
				`${answer.message}.`,
				`See who has it with \`kindred digest status ${group}\`; go on with \`kindred digest resume ${group}\`.`,
			);
		case 'held':
			return new KindredError(
				answer.message,
				`Nobody of it is mailed again before you know. See: kindred digest status ${group} --held`,
			);
		default:
			return undefined;
	}
}
