import { KindredError } from '../base/error.ts';
import type { RunState } from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { printBooks } from './digest-worked.ts';
import { count, type Io } from './io.ts';
import type { Desk } from './open.ts';

/** What can be asked of `pause`, `resume` and `cancel`. */
export interface SteerCall {
	readonly words: readonly string[];
	readonly io: Io;
	readonly all?: boolean | undefined;
	readonly why?: string | undefined;
}

/** `kindred digest pause`: nothing more is handed over, in whatever process a run is. With `--all`, no mail at all. */
export function pause(desk: Desk, call: SteerCall): Promise<number> {
	return call.all ? stopAll(desk, call) : steer('paused', desk, call);
}

/** `kindred digest resume`: the run may go on; `send` does it. */
export function resume(desk: Desk, call: SteerCall): Promise<number> {
	return call.all ? letAllGo(desk, call) : steer('running', desk, call);
}

/** `kindred digest cancel`: whoever has not got it never does; what is approved and has not begun does not begin. */
export async function cancel(desk: Desk, call: SteerCall): Promise<number> {
	if (call.all)
		throw new KindredError(
			'All digests at once are not cancelled.',
			'Stop all mail with `kindred digest pause --all`, or name one: `kindred digest cancel <id>`.',
		);
	return steer('cancelled', desk, call);
}

async function stopAll({ store }: Desk, { io, why = '' }: SteerCall): Promise<number> {
	await store.mail.stop(why);
	io.stdout(
		`All mail is stopped, in every process that uses this store: digests halt, single letters wait.
Let it leave again with: kindred digest resume --all
`,
	);
	return 0;
}

async function letAllGo({ store, postman }: Desk, { io }: SteerCall): Promise<number> {
	if ((await store.mail.stopped()) === undefined) {
		io.stdout('Mail was not stopped.\n');
		return 0;
	}
	await store.mail.start();
	const { sent, queued, refused } = await postman.flush();
	const underWay = (await store.digests.unsent()).filter(({ run }) => run === 'running');
	const lines = [
		`Mail may leave again. ${sent ? `${count(sent, 'waiting letter')} left just now.` : 'No letter was waiting.'}`,
		...(queued ? ['The provider takes no more for now; the others follow with: kindred sync'] : []),
		...refused.map(({ reason }) => `One letter never leaves: ${reason}`),
		...underWay.map(({ digest }) => `A digest goes on with: kindred digest send ${digest}`),
	];
	io.stdout(`${lines.join('\n')}\n`);
	return 0;
}

async function steer(
	state: Exclude<RunState, 'done'>,
	desk: Desk,
	{ words: [id], io, why }: SteerCall,
): Promise<number> {
	const { digests } = desk.store;
	const group = await groupMeant(desk, id);
	if (await digests.steer(group, state, why, desk.now())) {
		const onTheWay = (await digests.openChunks(group)).filter(({ attemptedAt }) => attemptedAt).length;
		io.stdout(printBooks(group, await digests.status(group)) + nextStep[state](group, onTheWay));
		return 0;
	}
	if (state === 'cancelled' && (await digests.withdraw(group))) {
		io.stdout(
			`"${group}" is approved no more, and nobody was mailed. Plan anew: kindred digest plan ${group}\n`,
		);
		return 0;
	}
	throw new KindredError(
		`No run of "${group}" is under way.`,
		`See how it stands: kindred digest status ${group}`,
	);
}

const nextStep: Readonly<Record<Exclude<RunState, 'done'>, (group: string, onTheWay: number) => string>> = {
	paused: (
		group,
		onTheWay,
	) => `Paused: nothing more is handed over.${onTheWay ? ` ${onTheWay} ${onTheWay === 1 ? 'batch was' : 'batches were'} on the way already and may arrive.` : ''}
  to go on       kindred digest resume ${group}
  to end it      kindred digest cancel ${group}
  who has it     kindred digest status ${group} --people
`,
	running: (group) => `It may go on. Next: kindred digest send ${group}\n`,
	cancelled: (group) => `Cancelled: whoever has no letter yet gets none.
  who has it     kindred digest status ${group} --people
  to correct it  write a digest with \`corrects: ${group}\`: it goes to exactly those who have this one
`,
};

/** The digest that is meant. Without a name the one under way; its file may be gone by now. */
async function groupMeant(desk: Desk, id: string | undefined): Promise<string> {
	const unsent = await desk.store.digests.unsent();
	if (id !== undefined) return unsent.some(({ digest }) => digest === id) ? id : digestNamed(desk, id).group;
	const [one, ...others] = unsent.filter(({ run }) => run !== undefined).map(({ digest }) => digest);
	if (one === undefined) return digestNamed(desk, id).group;
	if (!others.length) return one;
	throw new KindredError(
		`More than one digest is under way: ${[one, ...others].join(', ')}.`,
		`Say which, as in: kindred digest pause ${one}`,
	);
}
