/** An answer: to which turn, how long it took, and how many requests the provider had counted with it. */
interface Seen {
	readonly turn: number;
	readonly took: number;
	readonly used: number;
}

/** By how many milliseconds the ways of two requests may differ without our having seen it yet. */
const TOLERANCE = 40;
/** Answers that are remembered for what they say of the way. */
const WAY = 50;
/** The part of answers whose times are believed: one that took very long says nothing of the others. */
const USUAL = 0.95;
/** Answers that are remembered for what others took. */
const OTHERS = 80;
/** Nobody waits longer than this for an answer, in milliseconds: what left before is of no interest. */
const LONGEST_ANSWER = 60_000;

/**
 * What is known of requests under way, from when they left and what the provider had counted at each. It can count more
 * than had left by then because later ones overtook, or earlier ones were late; or because they are not ours. The
 * first is believed up to what the times of the answers allow, and that is then the tolerance: how a way differs cannot
 * be measured, only bounded.
 */
export function createTraffic() {
	let turns: number[] = [];
	const took = lately(WAY);
	const delays = lately(WAY);
	const foreign = lately(OTHERS);

	return {
		/** When the request before `count - 1` others left; long ago, when there were not so many. */
		sent: (count: number): number => turns.at(-count) ?? -Infinity,
		add(turn: number, { limit, window }: { limit: number; window: number }): void {
			turns.push(turn);
			const needed = limit * (2 + Math.ceil(LONGEST_ANSWER / window));
			if (turns.length > 2 * needed) turns = turns.slice(-needed);
		},
		/** Milliseconds by which ways may differ. */
		tolerance: () =>
			delays.most() > TOLERANCE / 2 ? Math.max(TOLERANCE, took.most(USUAL) - took.least()) : TOLERANCE,
		/** Places of each window that others take. */
		others: () => foreign.most(),
		saw({ turn, took: time, used }: Seen, { window }: { window: number }): void {
			if (turn < (turns[0] ?? Infinity)) return;
			took.add(time);
			const most = Math.max(TOLERANCE, took.most(USUAL) - took.least());
			delays.add(Math.min(delayFor(used, turn, window), most));
			foreign.add(Math.max(0, used - ours(turn, window, most)));
		},
	};

	/** How many of ours can have been counted with this one, when ways differ by so much. */
	function ours(turn: number, window: number, delay: number): number {
		return turns.filter((time) => time >= turn - window - delay && time <= turn + delay).length;
	}

	/** By how much ways have to differ for so many of ours to have been counted; Infinity when there are not so many. */
	function delayFor(used: number, turn: number, window: number): number {
		const missing = used - ours(turn, window, 0);
		if (missing <= 0) return 0;
		const distances = turns
			.map((time) => (time > turn ? time - turn : turn - window - time))
			.filter((distance) => distance > 0)
			.sort((a, b) => a - b);
		return distances[missing - 1] ?? Infinity;
	}
}

/** The last values of something, and the ends they span. */
function lately(count: number) {
	let values: number[] = [];
	return {
		add: (value: number) => void (values = [...values.slice(1 - count), value]),
		/** The most that a part of them reaches. */
		most: (part = 1) => values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1] ?? 0,
		least: () => Math.min(...values),
	};
}
