import type { DigestStore, Counts, Reading } from '../../integrations/kindred/src/digest/index.ts';
import { cancel, counts, place, write, type State } from './histories-state.ts';

type Runs = Pick<
	DigestStore,
	'run' | 'begin' | 'halted' | 'health' | 'steer' | 'finish' | 'approve' | 'approval' | 'planOf' | 'keepPlan'
>;

/** How runs begin, halt and end, every call a transaction. */
export function runsOf(all: State): Runs {
	return {
		async keepPlan(plan, at) {
			all.approved.push({ plan, at });
		},
		approve: async () => (all.isApproved = true),
		async approval() {
			const last = all.isApproved ? all.approved.at(-1) : undefined;
			return last && { digest: all.digest, hash: last.plan.hash, at: last.at };
		},
		planOf: async (hash) => all.approved.find(({ plan }) => plan.hash === hash)?.plan,
		async run() {
			return all.run && { ...all.run };
		},
		async begin(plan) {
			if (all.run && all.run.state !== 'done' && all.run.state !== 'cancelled') return;
			if (!all.isApproved) return;
			all.isApproved = false;
			all.run = { plan, state: 'running' };
			for (const part of plan.parts.readings) place(all, plan, JSON.parse(part) as Reading[]);
			for (const part of plan.parts.excluded)
				for (const { person, reason } of JSON.parse(part) as { person: number; reason: string }[])
					if (reason !== 'got it already')
						write(all, person, { state: 'excluded', chunk: undefined, reason });
		},
		async halted() {
			if (all.stopped !== undefined) return `All mail is stopped: ${all.stopped}`;
			const { state } = all.run ?? {};
			return state === 'paused' || state === 'cancelled' ? `The run is ${state}` : undefined;
		},
		async health() {
			const now = counts(all);
			const since = (kind: keyof Counts) => Math.max(0, now[kind] - all.forgiven[kind]);
			return {
				...now,
				failed: since('failed'),
				bounced: since('bounced'),
				complained: since('complained'),
			};
		},
		async steer(_, state, reason) {
			if (all.run?.state !== 'running' && all.run?.state !== 'paused') return false;
			all.run = { ...all.run, state, reason };
			if (state === 'running') all.forgiven = counts(all);
			if (state === 'cancelled') {
				all.isApproved = false;
				cancel(all);
			}
			return true;
		},
		async finish() {
			if (all.run?.state !== 'running' || all.chunks.some(({ state }) => state !== 'settled')) return;
			all.run = { ...all.run, state: 'done' };
		},
	};
}
