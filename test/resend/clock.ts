/** The stand-in's own time, in milliseconds since 1970, and what is due at some instant of it. */
export interface Clock {
	now(): number;
	/** Does `work` once the clock has reached `when`. */
	at(when: number, work: () => unknown): void;
	/** Moves on, doing on the way what falls due, each thing at its instant and one after the other. */
	advance(milliseconds: number): Promise<void>;
	/** Forgets what is due. */
	clear(): void;
}

/** Due things are looked for at least so often, for a clock somebody moves by hand. */
const GLANCE = 250;

/** A clock over another one, which may stand still: `advance` adds to it. */
export function createClock(base: () => number = Date.now): Clock {
	let offset = 0;
	let due: { when: number; work: () => unknown }[] = [];
	let timer: NodeJS.Timeout | undefined;
	const running = new Set<Promise<unknown>>();
	const now = () => base() + offset;

	function next(until: number): (() => unknown) | undefined {
		if (!due[0] || due[0].when > until) return undefined;
		const { when, work } = due.shift()!;
		offset += Math.max(0, when - now());
		return work;
	}

	function start(work: () => unknown): void {
		const run = Promise.resolve().then(work);
		running.add(run);
		void run.finally(() => running.delete(run)).catch(() => {});
	}

	function wake(): void {
		timer = undefined;
		for (let work = next(now()); work; work = next(now())) start(work);
		arm();
	}

	function arm(): void {
		if (timer || !due[0]) return;
		timer = setTimeout(wake, Math.min(GLANCE, Math.max(0, due[0].when - now())));
		timer.unref();
	}

	return {
		now,
		at(when, work) {
			let place = due.length;
			while (place > 0 && due[place - 1]!.when > when) place--;
			due.splice(place, 0, { when, work });
			if (place === 0) clearTimeout(timer);
			if (place === 0) timer = undefined;
			arm();
		},
		async advance(milliseconds) {
			const target = now() + milliseconds;
			for (;;) {
				// What the timer began meanwhile is waited for as well.
				while (running.size) await Promise.allSettled(running);
				const work = next(target);
				if (!work) break;
				start(work);
			}
			offset += Math.max(0, target - now());
		},
		clear() {
			due = [];
			clearTimeout(timer);
			timer = undefined;
		},
	};
}
