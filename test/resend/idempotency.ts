import { createHash } from 'node:crypto';
import { failed, type Answer } from './answer.ts';

const KEY_LIVES = 24 * 3600 * 1000;

interface Remembered {
	hash: string;
	at: number;
	/** Absent while the first request runs. */
	answer?: Answer;
}

/**
 * The same key within a day: the same answer to the same request, a 409 to another or while the first one
 * runs.
 */
export function rememberKeys(now: () => number, delay: number) {
	const keys = new Map<string, Remembered>();

	return async function once(key: string | undefined, content: string, work: () => Answer): Promise<Answer> {
		if (key === undefined) return work();
		if (!key || key.length > 256) {
			return failed(400, 'invalid_idempotency_key', 'The key must be between 1 and 256 characters.');
		}
		const hash = createHash('sha256').update(content).digest('hex');
		const before = keys.get(key);
		if (before && now() - before.at < KEY_LIVES) {
			if (before.hash !== hash) {
				return failed(
					409,
					'invalid_idempotent_request',
					'This idempotency key has been used with another payload.',
				);
			}
			return (
				before.answer ??
				failed(409, 'concurrent_idempotent_requests', 'A request with this key is still in progress.')
			);
		}
		const entry: Remembered = { hash, at: now() };
		keys.set(key, entry);
		if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
		const answer = work();
		// Only what was done is remembered: an error may be mended and tried again.
		if (answer.status < 300) entry.answer = answer;
		else keys.delete(key);
		return answer;
	};
}
