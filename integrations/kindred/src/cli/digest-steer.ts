import { KindredError } from '../base/error.ts';
import type { RunState } from '../digest/index.ts';
import { digestNamed } from './digest-named.ts';
import { printStatus } from './digest-status.ts';
import type { Io } from './io.ts';
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
export async function resume(desk: Desk, call: SteerCall): Promise<number> {
	if (!call.all) return steer('running', desk, call);
	await desk.store.mail.start();
	const { sent, queued } = await desk.postman.flush();
	call.io.stdout(`Mail may leave again. ${sent} waiting letters left now, ${queued} still wait.\n`);
	return 0;
}

/** `kindred digest cancel`: whoever has not got it never does. */
export function cancel(desk: Desk, call: SteerCall): Promise<number> {
	return steer('cancelled', desk, call);
}

async function stopAll({ store }: Desk, { io, why = '' }: SteerCall): Promise<number> {
	await store.mail.stop(why);
	io.stdout(
		'All mail is stopped, in every process that uses this store. Letters wait. Let them go with: kindred digest resume --all\n',
	);
	return 0;
}

async function steer(
	state: Exclude<RunState, 'done'>,
	desk: Desk,
	{ words: [id], io, why }: SteerCall,
): Promise<number> {
	const { digests } = desk.store;
	const { group } = digestNamed(desk, id);
	if (!(await digests.steer(group, state, why, desk.now())))
		throw new KindredError(
			`No run of "${group}" is under way.`,
			`See how it stands: kindred digest status ${group}`,
		);
	const next = { paused: 'resume', running: 'send', cancelled: 'status' }[state];
	io.stdout(
		`${printStatus(group, await digests.status(group))}It is ${state === 'running' ? 'free to go on' : state}. Next: kindred digest ${next} ${group}\n`,
	);
	return 0;
}
