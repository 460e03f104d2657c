import { KindredError } from '../base/error.ts';
import { clockIn, type Instant } from '../base/time.ts';
import type { SendAnswer } from '../digest/index.ts';
import type { Desk } from './open.ts';

/** As many differences fit into a sentence. */
const MOST = 6;

/** Why a digest was not sent, or not to its end, in words for its author; nothing when it was. */
export async function refusal(
	answer: SendAnswer,
	group: string,
	desk: Desk,
): Promise<KindredError | undefined> {
	const approve = `kindred digest plan ${group} --approve`;
	switch (answer.kind) {
		case 'draft':
			return new KindredError(
				`The digest "${group}" is a draft.`,
				`Remove \`draft: true\` from its file, then look at the plan and say yes: ${approve}`,
			);
		case 'not approved':
			return notApproved(group);
		case 'not due':
			return new KindredError(
				`"${group}" is to leave at ${inZone(answer.due, desk.site.zone)}; it is not that late yet.`,
				`To send it now, approve it anew: ${approve}`,
			);
		case 'moved':
			return new KindredError(
				`Something moved since "${group}" was approved: ${some(answer.differences)}. Nobody was mailed.`,
				`Look again and approve what is true now: ${approve}`,
			);
		case 'stopped':
			return new KindredError(
				`The provider takes nothing now: ${answer.message}.`,
				`Nobody is lost. When that is mended, go on with: kindred digest send ${group}`,
			);
		case 'halted':
			return halted(answer.message, group, desk);
		case 'held':
			return new KindredError(
				answer.message,
				`Nobody of it is mailed again before you looked: kindred digest status ${group} --held`,
			);
		default:
			return undefined;
	}
}

/** The first of many things, and how many more there are. */
function some(texts: readonly string[]): string {
	const all = [...new Set(texts)];
	const more = all.length - MOST;
	return all.slice(0, MOST).join(', ') + (more > 0 ? `, and ${more} more` : '');
}

export function notApproved(group: string): KindredError {
	return new KindredError(
		`No plan of "${group}" is approved.`,
		`Look at it and say yes: kindred digest plan ${group} --approve`,
	);
}

/** What to do next depends on who stopped it: the switch for all mail, somebody who cancelled, or a pause. */
async function halted(message: string, group: string, { store }: Desk): Promise<KindredError> {
	if ((await store.mail.stopped()) !== undefined)
		return new KindredError(
			`${message}.`,
			`Let it leave again with \`kindred digest resume --all\`, then go on with: kindred digest send ${group}`,
		);
	const run = await store.digests.run(group);
	const people = `kindred digest status ${group} --people`;
	return new KindredError(
		`${message}.`,
		run?.state === 'cancelled'
			? `Who has it: ${people}. To send it to the others, approve it anew: kindred digest plan ${group} --approve`
			: `Who has it: ${people}. To go on: kindred digest resume ${group}, then: kindred digest send ${group}`,
	);
}

/** An instant by the author's clock: `2026-12-01 09:00 (Europe/Berlin)`. */
export function inZone(at: Instant, zone: string): string {
	return `${clockIn(at, zone)} (${zone})`;
}
