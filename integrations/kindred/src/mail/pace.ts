import { createTraffic } from './traffic.ts';

/** What the pace needs of the world: a clock that only goes forward, and waiting, both in milliseconds. */
export interface Metronome {
	elapsed(): number;
	sleep(milliseconds: number): Promise<void>;
}

/** When a request was let go, by the metronome. */
export type Turn = number;

/** Lets requests go no faster than the provider wants; any number of them may be under way at once. */
export interface Pace {
	/** Resolves when the next request may go. */
	turn(): Promise<Turn>;
	/**
	 * Learns from the headers of the answer to the request of this turn, also what happens to requests on their way, and
	 * how much of the rate others use. No answer (`null`) teaches nothing.
	 */
	learn(headers: Readonly<Record<string, string>> | null, turn: Turn): void;
}

/** No header makes us wait longer, in seconds: one that is far off would keep all mail for ever. Then we ask once more. */
const MOST_PATIENCE = 3600;

/** Requests per second as long as the provider has not said how many it takes. */
const UNKNOWN_RATE = 2;

/**
 * A pace that starts at {@link UNKNOWN_RATE} and follows `ratelimit-limit`, `-remaining`, the window of
 * `ratelimit-policy` (`10;w=1`), and `retry-after` (seconds); IETF draft-ietf-httpapi-ratelimit-headers-06.
 *
 * At most `limit` requests leave within a window and a tolerance. So no window of the provider, wherever it begins and
 * however it is counted, sees more than `limit` of ours, as long as their ways there differ by less than the tolerance.
 * It is 40 ms (96 % of ten a second), however long answers take. Where `remaining` shows that ways differ by more, it is
 * all that the times of the answers allow (74 % of ten a second where they spread over 350 ms: nobody who cannot see the
 * window can do better without risk). What even that does not explain others have sent; they are left their places.
 */
export function createPace({ elapsed, sleep }: Metronome): Pace {
	let rate = { limit: UNKNOWN_RATE, window: 1000 };
	const traffic = createTraffic();
	/** Asked for by the provider; no later answer shortens it. */
	let pausedUntil = elapsed();
	let line: Promise<unknown> = Promise.resolve();
	let wake = () => {};

	/** Milliseconds until the next request may go. */
	function left(): number {
		const places = Math.max(1, rate.limit - traffic.others());
		const full = traffic.sent(places) + rate.window + traffic.tolerance();
		// Twice the limit at most, so that answers can still hold back the rest of a burst.
		const gap = traffic.sent(1) + rate.window / rate.limit / 2;
		return Math.max(pausedUntil, full, gap) - elapsed();
	}

	async function wait(): Promise<Turn> {
		// Looked at again after each sleep and each answer: there may be more patience, or less, to have.
		for (let rest = left(); rest > 0; rest = left()) {
			const learnt = new Promise<void>((resolve) => (wake = resolve));
			await Promise.race([sleep(rest), learnt]);
		}
		const turn = elapsed();
		traffic.add(turn, rate);
		return turn;
	}

	return {
		turn() {
			const turn = line.then(wait);
			line = turn;
			return turn;
		},
		learn(headers, turn) {
			if (!headers) return;
			pausedUntil = Math.max(pausedUntil, elapsed() + (retryAfter(headers) ?? 0) * 1000);
			rate = readRate(headers) ?? rate;
			const remaining = Number(headers['ratelimit-remaining'] ?? Number.NaN);
			if (remaining >= 0) {
				// A request that was refused was one too many.
				const refused = remaining === 0 && headers['retry-after'] !== undefined;
				const used = rate.limit - remaining + (refused ? 1 : 0);
				traffic.saw({ turn, took: elapsed() - turn, used }, rate);
			}
			wake();
		},
	};
}

/** The limit and its window in milliseconds, where the headers name them. */
function readRate(headers: Readonly<Record<string, string>>): { limit: number; window: number } | undefined {
	const limit = Number(headers['ratelimit-limit']);
	if (!(limit >= 1)) return undefined;
	const policy = Number(/;\s*w=(\d+)/.exec(headers['ratelimit-policy'] ?? '')?.[1] ?? 1);
	return { limit: Math.floor(limit), window: Math.min(Math.max(1, policy), MOST_PATIENCE) * 1000 };
}

/**
 * The seconds a `retry-after` header asks for (RFC 9110 section 10.2.3), when it is written as a number; an hour at most.
 */
export function retryAfter(headers: Readonly<Record<string, string>> | null): number | undefined {
	const seconds = Number(headers?.['retry-after'] || Number.NaN);
	return seconds >= 0 ? Math.min(seconds, MOST_PATIENCE) : undefined;
}
