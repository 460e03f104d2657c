import type { Instant } from '../../integrations/kindred/src/base/time.ts';
import type { Counts, Plan, Reading, Run, Standing } from '../../integrations/kindred/src/digest/index.ts';

/* What the ledger of a history holds, in memory, and the moves that several of its calls make. */

export interface Line {
	state: Standing['state'];
	chunk: number | undefined;
	reason?: string | undefined;
	providerId?: string | undefined;
	fate?: Standing['fate'];
}
export interface Chunk {
	readonly id: number;
	readonly plan: string;
	readonly seq: number;
	key: string;
	state: 'planned' | 'attempted' | 'settled' | 'held';
	readings: readonly Reading[];
	clock?: Instant | undefined;
	bodyHash: string;
	at?: Instant | undefined;
}

/** A reader; `email` is empty once they were forgotten. */
export interface Soul {
	state: 'subscribed' | 'left';
	email: string;
}

/** Everything that is written down. */
export interface State {
	readonly digest: string;
	readonly souls: Map<number, Soul>;
	readonly lines: Map<number, Line>;
	readonly chunks: Chunk[];
	readonly approved: { readonly plan: Plan; readonly at: Instant }[];
	/** A run uses its approval up. */
	isApproved: boolean;
	/** Why all mail is stopped. */
	stopped: string | undefined;
	run: { plan: Plan; state: Run['state']; reason?: string | undefined } | undefined;
	/** The trouble that the author has seen. */
	forgiven: Counts;
}

export const isSubscribed = ({ souls }: State, person: number): boolean =>
	souls.get(person)!.state === 'subscribed';
export const mayGo = ({ run, stopped }: State): boolean => run?.state === 'running' && stopped === undefined;

/** Those of a batch whose line is in one of these states. */
export function peopleIn({ lines }: State, chunk: number, ...states: Line['state'][]): number[] {
	const all = [...lines].filter(([, line]) => line.chunk === chunk && states.includes(line.state));
	return all.map(([person]) => person);
}

export const sentOf = (all: State, chunk: number): ReadonlySet<number> =>
	new Set(peopleIn(all, chunk, 'sent'));

/** Moves the lines of a batch from one state to another. */
export function move(
	all: State,
	chunk: number,
	from: Line['state'],
	state: Line['state'],
	reason?: string,
): void {
	for (const person of peopleIn(all, chunk, from)) Object.assign(all.lines.get(person)!, { state, reason });
}

/** What the breaker looks at. */
export function counts(all: State): Counts {
	const every = [...all.lines.values()];
	const handed = every.filter(
		({ chunk }) => chunk !== undefined && all.chunks[chunk]!.state !== 'planned',
	).length;
	const told = (...some: string[]) => every.filter(({ fate }) => fate && some.includes(fate.outcome)).length;
	const refused = every.filter(({ state }) => state === 'failed').length;
	const failed = refused + told('failed', 'soft-bounced', 'suppressed');
	return { handed, failed, bounced: told('bounced'), complained: told('complained') };
}

/** A batch of these readers, without those who have something of it already. */
export function place(all: State, { hash }: Plan, readings: Reading[]): void {
	const id = all.chunks.length;
	const open = readings.filter(({ person }) => write(all, person, { state: 'pending', chunk: id }));
	const state = open.length ? 'planned' : 'settled';
	all.chunks.push({ id, plan: hash, seq: id, key: `${hash}:${id}`, state, readings: open, bodyHash: '' });
}

/** A line as a run begins it. False when there is one that must stay. */
export function write(all: State, person: number, line: Line): boolean {
	const before = all.lines.get(person);
	if (before && before.state !== 'excluded' && before.state !== 'failed') return false;
	all.lines.set(person, { ...before, ...line });
	return true;
}

/** What is not on its way never is; what is, is held. */
export function cancel(all: State): void {
	for (const { id, state } of all.chunks) {
		if (state === 'planned') move(all, id, 'pending', 'excluded', 'cancelled by the author');
		if (state === 'attempted') move(all, id, 'pending', 'held', 'it was cancelled while this was on its way');
		if (state === 'planned') Object.assign(all.chunks[id]!, { state: 'settled', readings: [] });
		if (state === 'attempted') all.chunks[id]!.state = 'held';
		settleIfKnown(all, all.chunks[id]!);
	}
}

/** Whether the run of a batch may go on. */
export function isAlive(all: State, { plan }: Chunk): boolean {
	return all.run?.plan.hash === plan && /running|paused/.test(all.run.state);
}

/** A held batch none of whose letters is open is settled. */
export function settleIfKnown(all: State, chunk: Chunk): void {
	if (chunk.state === 'held' && !peopleIn(all, chunk.id, 'pending', 'held').length)
		Object.assign(chunk, { state: 'settled', readings: [] });
}
