import { KindredError } from '../base/error.ts';
import { after, dayOf, instantOf, isRealDay, type Instant } from '../base/time.ts';
import type { Approval, DigestEntry, Unsent } from '../digest/index.ts';
import { inZone, notApproved } from './digest-refusal.ts';
import type { Io } from './io.ts';
import type { Desk } from './open.ts';

/** A letter that is later than this is not sent without the author: who comes back after a week has something else to say. */
const LATE = { days: 1 };

/** `kindred digest send --at`: sets the time of an approved plan; a wall clock means the author's zone. */
export async function schedule(
	{ site, store, now }: Desk,
	{ group }: DigestEntry,
	text: string,
	io: Io,
): Promise<number> {
	const due = instantAt(text, site.zone);
	const approval = await store.digests.approval(group);
	if (!approval) throw notApproved(group);
	if (due <= now())
		throw new KindredError(`${text} has passed already.`, `Send it now with: kindred digest send ${group}`);
	await store.digests.approve(approval.hash, approval.at, due);
	io.stdout(
		`"${group}" leaves at ${inZone(due, site.zone)}, or when cron runs \`kindred digest send --if-due\` next after that.
To call it off: kindred digest cancel ${group}
`,
	);
	return 0;
}

function instantAt(text: string, zone: string): Instant {
	const [, day, offset] =
		/^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,3})?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?$/.exec(
			text,
		) ?? [];
	if (day !== undefined && isRealDay(day))
		return offset === undefined ? instantOf(text, zone) : new Date(text).toISOString();
	throw new KindredError(
		`\`--at ${text}\` is no time.`,
		`Write a clock of your zone (${zone}), \`2026-12-01T09:00\`, or an instant, \`2026-12-01T08:00:00Z\`.`,
	);
}

/**
 * `kindred digest send --if-due`, for cron: sends every approved plan whose time has come, goes on with what was cut off, and
 * says nothing when there is neither. What is paused stays so. One that cannot be sent keeps no other from being sent.
 *
 * @param sendOne sends one digest; throws what its author has to mend
 */
export async function sendDue(
	desk: Desk,
	{ io, only }: { io: Io; only?: string | undefined },
	sendOne: (digest: DigestEntry) => Promise<unknown>,
): Promise<number> {
	if ((await desk.store.mail.stopped()) !== undefined) return 0;
	const trouble: unknown[] = [];
	for (const unsent of await desk.store.digests.unsent()) {
		if (only !== undefined && unsent.digest !== only) continue;
		try {
			const digest = await dueNow(unsent, desk);
			if (digest) await sendOne(digest);
		} catch (error) {
			trouble.push(error);
		}
	}
	// A bug last, for it ends the command.
	const last = trouble.sort((one, other) => Number(hasHint(other)) - Number(hasHint(one))).pop();
	for (const { message, hint } of trouble as KindredError[]) io.stderr(`${message}\n${hint ?? ''}\n\n`);
	if (last !== undefined) throw last;
	return 0;
}

const hasHint = (error: unknown): boolean => error instanceof Error && 'hint' in error;

/** The digest, if it is to be sent now. */
async function dueNow(unsent: Unsent, desk: Desk): Promise<DigestEntry | undefined> {
	const { digest: group } = unsent;
	const { snapshot, site, store, now } = desk;
	if (unsent.run === 'paused') return undefined;
	// Whatever is open yet is held and waits for its author, who was told.
	if (unsent.run === 'running' && !(await store.digests.openChunks(group)).length)
		return void (await store.digests.finish(group, now()));
	const all = snapshot.digests.filter((digest) => digest.group === group);
	const digest = all.find(({ lang }) => lang === site.lang) ?? all[0];
	if (!digest)
		throw new KindredError(
			`"${group}" is to be sent, but there is no such file any more.`,
			`Put it back, or call it off with: kindred digest cancel ${group}`,
		);
	return unsent.run !== undefined || isDue(digest, unsent.approval, desk) ? digest : undefined;
}

/** Its time has come, or without one its day; if it was approved later than that, then. */
function isDue({ date, group }: DigestEntry, { due, at }: Approval, { now, site }: Desk): boolean {
	const day = date > dayOf(at, site.zone) ? date : dayOf(at, site.zone);
	const [first, last] = due
		? [due, after(due, LATE)]
		: [instantOf(day, site.zone), after(instantOf(day, site.zone), { days: 1 + LATE.days })];
	if (now() <= last) return now() >= first;
	throw new KindredError(
		`"${group}" was to leave ${due ? `at ${inZone(due, site.zone)}` : `on ${day}`}, which is more than a day ago.`,
		`If it is still true: kindred digest send ${group}. If not: kindred digest cancel ${group}`,
	);
}
