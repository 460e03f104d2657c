/**
 * How requests are counted. `sliding`: those of the last second. `calendar`: those of the second on the server's
 * clock. `opened`: those of a second that begins with the first request after the last one ended. Resend's
 * documentation does not say which one is used, so a client has to live with each.
 */
export type Window = 'sliding' | 'calendar' | 'opened';

export interface Rate {
	/** Counts a request. */
	take(): { allowed: boolean; headers: Record<string, string> };
	/** Changes the limit or the kind of window while running. */
	set(change: { limit?: number | undefined; window?: Window | undefined }): void;
	readonly limit: number | undefined;
}

const SECOND = 1000;
/** What the headers say where nothing is limited: Resend's usual limit. */
const USUAL = 10;

/**
 * Requests per second of one account. Headers after draft-ietf-httpapi-ratelimit-headers-06, as Resend documents
 * them: `ratelimit-limit`, `-remaining`, `-reset`, `-policy`, and `retry-after` with a 429.
 */
export function createRate(
	now: () => number,
	{ limit, window = 'sliding' }: { limit?: number | undefined; window?: Window | undefined } = {},
): Rate {
	let most = limit;
	let kind = window;
	/** When the counted requests came, oldest first. */
	let times: number[] = [];
	let opened = -Infinity;

	/** Forgets what no longer counts and says when the oldest of the rest stops counting. */
	function turnOver(at: number): number {
		if (kind === 'opened' && at - opened >= SECOND) opened = at;
		const start = kind === 'calendar' ? Math.floor(at / SECOND) * SECOND : opened;
		const gone = (time: number) => (kind === 'sliding' ? time <= at - SECOND : time < start);
		const first = times.findIndex((time) => !gone(time));
		times = first < 0 ? [] : first > 0 ? times.slice(first) : times;
		return kind === 'sliding' ? (times[0] ?? at) + SECOND : start + SECOND;
	}

	return {
		get limit() {
			return most;
		},
		set(change) {
			if ('limit' in change) most = change.limit;
			kind = change.window ?? kind;
		},
		take() {
			const at = now();
			const resets = turnOver(at);
			const allowed = most === undefined || times.length < most;
			if (allowed) times.push(at);
			const said = most ?? USUAL;
			const seconds = String(Math.max(1, Math.ceil((resets - at) / SECOND)));
			return {
				allowed,
				headers: {
					'ratelimit-limit': String(said),
					'ratelimit-policy': `${said};w=1`,
					'ratelimit-remaining': String(Math.max(0, said - times.length)),
					'ratelimit-reset': seconds,
					...(allowed ? {} : { 'retry-after': seconds }),
				},
			};
		},
	};
}
