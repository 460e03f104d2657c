import type { DigestStore } from '../../integrations/kindred/src/digest/index.ts';
import { isAlive, isSubscribed, mayGo, move, sentOf, settleIfKnown, type State } from './histories-state.ts';

type Chunks = Pick<
	DigestStore,
	'openChunks' | 'chunk' | 'addresses' | 'attempt' | 'attemptAgain' | 'settle' | 'hold'
>;
const OPEN = ['planned', 'attempted'];

/** Batch calls, from the plan to the answer, every call a transaction. */
export function chunksOf(all: State): Chunks {
	return {
		openChunks: async () =>
			all.chunks
				.filter(({ state }) => OPEN.includes(state))
				.map(({ id, state, at }) => ({ id, attemptedAt: state === 'attempted' ? at : undefined })),
		async chunk(id) {
			const { state, seq, key, readings, clock, bodyHash, at } = all.chunks[id]!;
			if (!OPEN.includes(state)) return undefined;
			const known = sentOf(all, id);
			if (state === 'planned')
				return {
					id,
					seq,
					key,
					readings: readings.filter(({ person }) => !known.has(person)),
					known: new Set(),
				};
			return { id, seq, key, readings, known, attempt: { clock: clock!, bodyHash, at: at! } };
		},
		addresses: async (people) =>
			new Map(
				people
					.filter((person) => isSubscribed(all, person))
					.map((person) => [person, all.souls.get(person)!.email]),
			),
		async attempt({ id, key }, { readings, clock, bodyHash, key: next }, left, at) {
			const chunk = all.chunks[id]!;
			const known = sentOf(all, id);
			if (!readings.every(({ person }) => isSubscribed(all, person) && !known.has(person))) return false;
			if (chunk.key !== key || chunk.state !== 'planned' || !mayGo(all)) return false;
			Object.assign(
				chunk,
				readings.length
					? { state: 'attempted', at, key: next, bodyHash, readings, clock }
					: { state: 'settled', readings: [] },
			);
			for (const person of left) {
				const line = all.lines.get(person)!;
				if (line.chunk === id && line.state === 'pending')
					all.lines.set(person, { state: 'excluded', chunk: undefined, reason: 'left after the plan' });
			}
			return true;
		},
		async attemptAgain({ id, key, attempt }, at) {
			const chunk = all.chunks[id]!;
			if (chunk.key !== key || chunk.state !== 'attempted' || chunk.at !== attempt!.at || !mayGo(all))
				return false;
			chunk.at = at;
			return true;
		},
		async settle({ id, key, attempt }, outcomes, _at, rest = []) {
			for (const { person, state, reason, providerId } of outcomes) {
				const line = all.lines.get(person)!;
				if (line.chunk === id && (line.state === 'pending' || line.state === 'held'))
					Object.assign(line, { state, reason, providerId });
			}
			const chunk = all.chunks[id]!;
			if (chunk.key !== key || chunk.state === 'settled' || (attempt && chunk.at !== attempt.at))
				return settleIfKnown(all, chunk);
			if (rest.length && !isAlive(all, chunk)) {
				// These certainly did not leave, and never do.
				for (const { person } of rest) {
					const line = all.lines.get(person)!;
					if (line.chunk === id && (line.state === 'pending' || line.state === 'held'))
						Object.assign(line, { state: 'excluded', reason: 'cancelled by the author' });
				}
				Object.assign(chunk, { state: 'settled', readings: [] });
			} else if (rest.length) {
				for (const { person } of rest)
					if (all.lines.get(person)!.state === 'held')
						Object.assign(all.lines.get(person)!, { state: 'pending' });
				Object.assign(chunk, {
					state: 'planned',
					key: `rest:${key}`,
					bodyHash: '',
					readings: rest,
					at: undefined,
				});
			} else Object.assign(chunk, { state: 'settled', readings: [] });
		},
		async hold(id, why) {
			if (all.chunks[id]!.state !== 'attempted') return;
			all.chunks[id]!.state = 'held';
			move(all, id, 'pending', 'held', why);
			settleIfKnown(all, all.chunks[id]!);
		},
	};
}
