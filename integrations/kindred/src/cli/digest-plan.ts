import { KindredError } from '../base/error.ts';
import { planDifference, planDigest, reasonsFor, type DigestEntry, type Plan } from '../digest/index.ts';
import { digestNamed, planned } from './digest-named.ts';
import { planAsJson, printPlan, printReasons } from './digest-print.ts';
import { count, type Io } from './io.ts';
import type { Desk } from './open.ts';

/** What can be asked of `kindred digest plan`. */
export interface PlanCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly for?: string | undefined;
	readonly approve?: boolean | undefined;
	readonly json?: boolean | undefined;
	readonly 'check-links'?: boolean | undefined;
}

/** `kindred digest plan`: who gets what and why; with `--approve`, exactly this may be sent. */
export async function plan(desk: Desk, call: PlanCall): Promise<number> {
	const { words, io, for: reader, approve, json } = call;
	const digest = digestNamed(desk, words[0]);
	if (reader !== undefined) return planFor(desk, digest, reader, call);
	const before = await desk.store.digests.lastPlan(digest.group);
	const made = await currentPlan(desk, digest);
	await desk.store.digests.keepPlan(made, desk.now());
	// Its parsers take a moment to load, and only this command needs them.
	const { gate, printFindings } = await import('./digest-gate.ts');
	const findings = await gate(desk, made, Boolean(call['check-links']));
	if (json) for (const text of planAsJson(made, findings)) io.stdout(text);
	else
		io.stdout(printPlan(made, before && planDifference(before, made), desk.site) + printFindings(findings));
	const errors = findings.filter(({ finding }) => finding.severity === 'error').length;
	if (approve) {
		refuseUnready(digest, made, errors);
		if (!(await desk.store.digests.approve(made.hash, desk.now())))
			throw new KindredError(
				`Another plan of "${digest.group}" was made meanwhile, and took the place of this one.`,
				`Look again: kindred digest plan ${digest.group} --approve`,
			);
	}
	if (!json) io.stdout(nextStep(digest, made, errors, Boolean(approve)));
	return 0;
}

/** What nobody is to say yes to. */
function refuseUnready({ group, draft }: DigestEntry, { counts }: Plan, errors: number): void {
	const again = `kindred digest plan ${group} --approve`;
	if (errors)
		throw new KindredError(
			`The plan of "${group}" is not approved: the gate found ${count(errors, 'error')}.`,
			`Mend what it names above, then: ${again}`,
		);
	if (draft)
		throw new KindredError(
			`The digest "${group}" is a draft.`,
			`Remove \`draft: true\` from its file, then: ${again}`,
		);
	if (!counts.readers)
		throw new KindredError(
			`The plan of "${group}" reaches nobody, so there is nothing to approve.`,
			`Why, it says above; for one reader: kindred digest plan ${group} --for <address>`,
		);
}

function nextStep(
	{ group, draft }: DigestEntry,
	{ counts }: Plan,
	errors: number,
	isApproved: boolean,
): string {
	if (isApproved)
		return `Approved. Send exactly this with: kindred digest send ${group}\nLater: kindred digest send ${group} --at <time>\n`;
	if (errors) return 'Mend what the gate found, then plan again.\n';
	if (draft) return 'A draft is not sent: remove `draft: true` from its file, then plan again.\n';
	if (!counts.readers) return 'Nobody is to get it.\n';
	return `Look at a sample with: kindred digest preview ${group}\nSay yes with: kindred digest plan ${group} --approve\n`;
}

/** The reasons for one reader: `who` is an address or a person's number. */
async function planFor(
	desk: Desk,
	digest: DigestEntry,
	who: string,
	{ io, json }: PlanCall,
): Promise<number> {
	const isMeant = ({ id, email }: { id: number; email: string }) =>
		email === who.trim().toLowerCase() || String(id) === who;
	const reasons = await reasonsFor(digest, isMeant, { ...planned(desk), store: desk.store.digests });
	if (!reasons)
		throw new KindredError(
			`${who} is not a subscriber.`,
			'Write an address or a number from: kindred person list',
		);
	io.stdout(json ? `${JSON.stringify(reasons, null, '\t')}\n` : printReasons(digest.group, reasons));
	return 0;
}

/** The plan as it is true now. */
export function currentPlan(desk: Desk, digest: DigestEntry): Promise<Plan> {
	return planDigest(digest, { ...planned(desk), store: desk.store.digests });
}
