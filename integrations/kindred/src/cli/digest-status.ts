import { KindredError } from '../base/error.ts';
import type { Instant } from '../base/time.ts';
import type { Recipient } from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { printHeld, printRecipient, printStatus } from './digest-worked.ts';
import type { Io } from './io.ts';
import type { Desk } from './open.ts';

export { printStatus } from './digest-worked.ts';

/** What can be asked of `status`. */
export interface StatusCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly people?: boolean | undefined;
	readonly held?: boolean | undefined;
	readonly json?: boolean | undefined;
}

/** `kindred digest status`: what became of a digest; with `--people` of everybody, with `--held` what nobody can tell. */
export async function status(
	desk: Desk,
	{ words: [id], io, people, held, json }: StatusCall,
): Promise<number> {
	const { digests, deliveries } = desk.store;
	const { group } = digestNamed(desk, id);
	if (people) {
		// Line by line, also as JSON: a list of a hundred thousand is never one text.
		for await (const one of deliveries.recipients(group)) io.stdout(json ? asLine(one) : printRecipient(one));
		return 0;
	}
	if (held) {
		const chunks = await deliveries.heldChunks(group);
		io.stdout(json ? asJson({ digest: group, held: chunks }) : printHeld(group, chunks));
		return 0;
	}
	const [found, run] = [await digests.status(group), await digests.run(group)];
	const going = run && { state: run.state, reason: run.reason };
	io.stdout(json ? asJson({ digest: group, run: going, ...found }) : printStatus(group, found, going));
	return 0;
}

/** What can be asked of `resolve`. */
export interface ResolveCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly sent?: boolean | undefined;
	readonly again?: boolean | undefined;
	readonly json?: boolean | undefined;
}

/** `kindred digest resolve`: the author looked, and says whether the readers of held batches have their letter. */
export async function resolve(
	desk: Desk,
	{ words: [id], io, sent, again, json }: ResolveCall,
): Promise<number> {
	const { group } = digestNamed(desk, id);
	if (Boolean(sent) === Boolean(again))
		throw new KindredError(
			`It is not said what became of the held letters of "${group}".`,
			`Look at them with \`kindred digest status ${group} --held\`, then write --sent if they have it, or --again if they do not.`,
		);
	const now: Instant = desk.now();
	const done = await desk.store.deliveries.resolveHeld(group, sent ? 'sent' : 'again', now);
	if (json) {
		io.stdout(asJson({ digest: group, ...done }));
		return 0;
	}
	const lines = [
		...(done.sent ? [`${letters(done.sent, 'counts', 'count')} as sent.`] : []),
		...(done.again
			? [`${letters(done.again, 'goes', 'go')} out again with: kindred digest send ${group}`]
			: []),
		...(done.lost
			? [
					`${letters(done.lost, 'counts', 'count')} as failed, for the run has ended. A new plan reaches them: kindred digest plan ${group}`,
				]
			: []),
	];
	io.stdout(`${lines.join('\n') || `Nothing of "${group}" is held.`}\n`);
	return 0;
}

const letters = (n: number, does: string, doing: string): string =>
	n === 1 ? `1 letter ${does}` : `${n} letters ${doing}`;

function asJson(value: object): string {
	return `${JSON.stringify(value, null, '\t')}\n`;
}

function asLine(one: Recipient): string {
	return `${JSON.stringify(one)}\n`;
}
