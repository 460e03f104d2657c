import { whatIsWrong, whatIsWrongAtTheEnd } from './books.ts';
import type { Ended, KillHouse } from './house.ts';

/** How a run is disturbed. The last two disturb a batch call: the batch is taken and the answer never comes. */
export type How = 'before' | 'after' | 'unanswered' | 'accepted, then killed' | 'accepted, then cut off';

/** One disturbed run. */
export interface Row {
	readonly engine: string;
	/** From 1; of a batch call that is accepted and unanswered, the number of the call. */
	readonly point: number;
	readonly name: string;
	readonly how: How;
	/** How often a process was started after the first one. */
	readonly restarts: number;
	readonly wrong: readonly string[];
}

/** A disturbance that is still to be tried. */
export type Disturbance = Pick<Row, 'point' | 'name' | 'how'>;

/** How often a process is started again before the run counts as lost. */
const MOST_RESTARTS = 5;

/** Counts an undisturbed run and lists everything that can go wrong with one. */
export async function disturbances(house: KillHouse): Promise<Disturbance[]> {
	await house.reset();
	const ended = await house.work('--do', 'send').ended;
	const wrong = await whatIsWrongAtTheEnd(house);
	if (wrong.length || !ended.points) throw new Error(`Undisturbed: ${wrong.join('; ')} ${ended.stderr}`);
	const list = ended.points.flatMap((name, index): Disturbance[] => {
		const ways: How[] = ['before', 'after'];
		// SQLite is in the process: there is nobody whose answer could be missed.
		if (house.engine === 'postgres' && !isCall(name)) ways.push('unanswered');
		return ways.map((how) => ({ point: index + 1, name, how }));
	});
	const calls = ended.points.filter(isCall);
	const lost = calls.flatMap((name, index): Disturbance[] =>
		(['accepted, then killed', 'accepted, then cut off'] as const).map((how) => ({
			point: index + 1,
			name,
			how,
		})),
	);
	return [...list, ...lost];
}

const isCall = (name: string) => name.startsWith('HTTP');

/** Disturbs one run, looks at the books, lets it go on until it is done, and looks again. */
export async function disturb(house: KillHouse, { point, name, how }: Disturbance): Promise<Row> {
	await house.reset();
	const first = how.startsWith('accepted')
		? await loseAnswer(house, point, how)
		: await kill(house, point, how);
	const died = first.died ?? name;
	const wrong = [...whatIsUnexpected(first, how), ...(await whatIsWrong(house))];
	const end = isDone(first) ? { restarts: 0, wrong: [] } : await goOn(house);
	wrong.push(...end.wrong, ...(await whatIsWrongAtTheEnd(house)));
	return { engine: house.engine, point, name: died, how, restarts: end.restarts, wrong };
}

function kill(house: KillHouse, point: number, how: How): Promise<Ended> {
	return house.work('--do', 'send', '--kill-at', `${point}`, '--when', how).ended;
}

/** The batch of this number is taken, and nobody answers; then the sender is killed, or the connection breaks. */
async function loseAnswer(house: KillHouse, call: number, how: How): Promise<Ended> {
	const isKilled = how === 'accepted, then killed';
	const trouble = isKilled ? 'hang-after' : 'drop-after';
	await house.control('/troubles', { next: [{ trouble, path: '/emails/batch', skip: call - 1 }] });
	const sender = house.work('--do', 'send');
	if (isKilled) {
		while (!(await isUnanswered(house, call))) await new Promise((resolve) => setTimeout(resolve, 5));
		sender.process.kill('SIGKILL');
	}
	return sender.ended;
}

/** Everything that arrived was taken, and one batch of it was not answered. */
async function isUnanswered(house: KillHouse, calls: number): Promise<boolean> {
	const seen = await house.control<{ requests: { status: unknown; letters: number }[] }>('/requests');
	const { letters } = await house.control<{ letters: number }>('');
	const brought = seen.requests.reduce((sum, one) => sum + (one.letters ?? 0), 0);
	const open = seen.requests.filter(({ status }) => status === 'dropped').length;
	return seen.requests.length >= calls && open === 1 && letters === brought;
}

function whatIsUnexpected({ signal, stderr, answer }: Ended, how: How): string[] {
	const expected = how === 'accepted, then cut off' ? null : 'SIGKILL';
	return signal === expected ? [] : [`it ended by ${signal}: ${JSON.stringify(answer)} ${stderr}`];
}

/** Starts processes until one says that all is done. */
export async function goOn(
	house: KillHouse,
	...options: string[]
): Promise<{ restarts: number; wrong: string[] }> {
	let ended: Ended | undefined;
	for (let restarts = 1; restarts <= MOST_RESTARTS; restarts++) {
		ended = await house.work('--do', 'send', ...options).ended;
		if (isDone(ended)) return { restarts, wrong: [] };
		if (ended.code !== 0) return { restarts, wrong: [`a process failed: ${ended.stderr}`] };
	}
	return { restarts: MOST_RESTARTS, wrong: [`it did not end: ${JSON.stringify(ended?.answer)}`] };
}

export const isDone = ({ answer }: Pick<Ended, 'answer'>): boolean =>
	(answer as { kind?: unknown } | undefined)?.kind === 'done';
