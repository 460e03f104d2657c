import { KindredError } from '../base/error.ts';
import { applyEvent, type Applied, type KindredEvent } from '../event/index.ts';
import { eventNamed } from './event-named.ts';
import { planAsJson } from './event-plan-print.ts';
import { fileOf, writeFact } from './event-write.ts';
import { count, printable, type Io } from './io.ts';
import { environmentOf, type Desk } from './open.ts';
import type { Call } from './verbs.ts';
import { refuseWrongClock } from './wrong-clock.ts';

export const applyUsage = `kindred event apply <id> [--plan <hash>] [--write] [--json]
                                             send what the approved plan says; --plan: the plan with this hash,
                                             for CI; --write: raise \`sequence\` in the file as well
`;

/** The options of `kindred event apply`. */
export const applyOptions = {
	plan: { type: 'string' },
	write: { type: 'boolean' },
	json: { type: 'boolean' },
} as const;

/** The beginning of a hash that is shown, and enough of it to mean one plan. */
const LEAST_HASH = 12;

/** `kindred event apply`: carries out the approved plan of one event. */
export async function apply(desk: Desk, call: Call<typeof applyOptions>): Promise<number> {
	const { io, json, words, plan: given, write } = call;
	const event = eventNamed(desk, words[0]!);
	refuseWrongClock(desk, environmentOf(desk.root, io.env));
	if (given !== undefined && (given.length < LEAST_HASH || !/^[0-9a-f]+$/.test(given)))
		throw new KindredError(
			`\`${given}\` is not the hash of a plan.`,
			`Write what \`kindred event plan ${event.group}\` shows behind the word plan, at least its ${LEAST_HASH} digits.`,
		);
	const applied = await applyEvent(event.group, given, desk, progress(io));
	// A killed run before this one may have left letters that nobody has handed over since.
	await desk.postman.flush();
	if (!applied.ok) throw refusal(applied, event.group);
	const { to } = applied.plan.sequence;
	const written = write && to > event.sequence ? await raise(event, to, desk) : [];
	const refused = applied.refused.map(({ email }) => email);
	if (json)
		io.stdout(
			`${JSON.stringify({ ...planAsJson(applied.plan, event), queued: applied.queued, refused, written }, null, '\t')}\n`,
		);
	else io.stdout(await told(applied, event, written, desk));
	return 0;
}

/** The letters have left: a file that cannot be written is named below them, and is no failure. */
async function raise(event: KindredEvent, sequence: number, desk: Desk): Promise<readonly string[]> {
	return writeFact(event, ['sequence', sequence], desk).catch((error: unknown) => {
		if (error instanceof KindredError) return [];
		throw error;
	});
}

function progress({ isTTY, stderr }: Io) {
	return (done: number, all: number) => {
		if (isTTY) stderr(`\rLetter ${done} of ${all}${done === all ? '\n' : ''}`);
	};
}

/** What was done, and what is left for the author to write. */
async function told(
	{ plan, queued, refused }: Applied & { ok: true },
	event: KindredEvent,
	written: readonly string[],
	desk: Desk,
): Promise<string> {
	const { mails, sequence } = plan;
	const { to } = sequence;
	const sent = mails.length - queued - refused.length;
	const lines = [mails.length ? `Handed over ${count(sent, 'letter')}.` : 'Nobody has to be written to.'];
	if (queued) lines.push(`${count(queued, 'letter')} could not leave yet; \`kindred sync\` tries again.`);
	for (const { name, email } of refused)
		lines.push(printable(`No carrier takes the letter to ${name || email}. Tell them yourself.`));
	if (written.length) lines.push(`Wrote \`sequence: ${to}\` into ${written.join(' and ')}.`);
	else if (to > event.sequence)
		lines.push(
			`Write \`sequence: ${to}\` into ${await fileOf(event, desk)}, so that the public calendar file says the same.`,
		);
	return `${lines.join('\n')}\n`;
}

function refusal(applied: Applied & { ok: false }, group: string): KindredError {
	const approve = `kindred event plan ${group} --approve`;
	switch (applied.reason) {
		case 'no-event':
			return new KindredError(
				`The event "${group}" is a draft, so nobody is told of it.`,
				`Remove \`draft: true\` from its file, then: kindred event plan ${group}`,
			);
		case 'not-approved':
			return new KindredError(`No plan of "${group}" is approved.`, `Look at it and say yes: ${approve}`);
		case 'moved':
			return new KindredError(
				`What would be sent about "${group}" is not what was approved. Nobody was mailed.`,
				`Look again and approve what is true now: ${approve}`,
			);
	}
}
