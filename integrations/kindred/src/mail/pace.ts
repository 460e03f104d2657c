/** What the pace needs of the world: a clock that only goes forward, and waiting, both in milliseconds. */
export interface Metronome {
	elapsed(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** Lets requests go one after the other, no faster than the provider wants. */
export interface Pace {
	/** Resolves when the next request may go. */
	turn(): Promise<void>;
	/** Learns from the headers of an answer; no answer (`null`) teaches nothing. */
	learn(headers: Readonly<Record<string, string>> | null): void;
}

/** Requests per second as long as the provider has not said how many it takes. */
const UNKNOWN_RATE = 2;

/**
 * A pace that starts at {@link UNKNOWN_RATE} and follows `ratelimit-limit`, `-remaining`, `-reset`
 * (seconds), the window of `ratelimit-policy` (`10;w=1`) and `retry-after` (seconds); IETF
 * draft-ietf-httpapi-ratelimit-headers-06.
 */
export function createPace({ elapsed, sleep }: Metronome): Pace {
	let interval = 1000 / UNKNOWN_RATE;
	let next = elapsed();
	/** Asked for by the provider; no later answer shortens it. */
	let pausedUntil = next;
	let line = Promise.resolve();

	const left = () => Math.max(next, pausedUntil) - elapsed();
	const pause = (seconds: number) => {
		pausedUntil = Math.max(pausedUntil, elapsed() + seconds * 1000);
	};

	async function wait() {
		// Looked at again after each sleep: another answer may have asked for patience meanwhile.
		for (let rest = left(); rest > 0; rest = left()) await sleep(rest);
		next = elapsed() + interval;
	}

	return {
		turn() {
			line = line.then(wait);
			return line;
		},
		learn(headers) {
			if (!headers) return;
			const limit = Number(headers['ratelimit-limit']);
			const reset = Number(headers['ratelimit-reset']);
			if (limit > 0) {
				const policy = /;\s*w=(\d+)/.exec(headers['ratelimit-policy'] ?? '')?.[1];
				const seconds = policy ? Number(policy) : Math.max(1, reset || 0);
				interval = (seconds * 1000) / limit;
				// A slow first guess must not outlive the answer that corrects it.
				next = Math.min(next, elapsed() + interval);
			}
			if (headers['ratelimit-remaining'] === '0' && reset > 0) pause(reset);
			pause(retryAfter(headers) ?? 0);
		},
	};
}

/**
 * The seconds a `retry-after` header asks for (RFC 9110 section 10.2.3), when it is written as a number.
 */
export function retryAfter(headers: Readonly<Record<string, string>> | null): number | undefined {
	const seconds = Number(headers?.['retry-after'] || Number.NaN);
	return seconds >= 0 ? seconds : undefined;
}
