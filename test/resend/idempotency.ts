import { hash } from 'node:crypto';
import { failed, type Answer, type ApiRequest } from './answer.ts';

const KEY_LIVES = 24 * 3600 * 1000;
const MOST_KEY = 256;

/** What is known of a key: the request it stood for, when, and, once that is done, the answer. */
export interface KnownKey {
	hash: string;
	at: number;
	answer?: Answer;
}

export type Once = (
	request: ApiRequest,
	work: (key: string | undefined) => Promise<Answer>,
) => Promise<Answer>;

/**
 * The same key within a day: the same answer to the same request, a 409 to another or while the first one runs. Only
 * what was done is remembered: a request that was refused may be mended and tried again.
 *
 * @param keys the keys known so far; new ones are added.
 */
export function rememberKeys(now: () => number, keys: Map<string, KnownKey>): Once {
	return async function once({ path, headers, bytes }, work) {
		const key = headers['idempotency-key'] as string | undefined;
		if (key === undefined) return work(key);
		if (!key || key.length > MOST_KEY)
			return failed(400, 'invalid_idempotency_key', 'The key must be between 1-256 chars.');
		// The mode is part of the request: the same bytes mean something else in the other one.
		const content = `${path} ${headers['x-batch-validation'] ?? 'strict'} ${hash('sha256', bytes)}`;
		const before = keys.get(key);
		if (before && now() - before.at < KEY_LIVES) {
			if (before.hash !== content)
				return failed(
					409,
					'invalid_idempotent_request',
					'Same idempotency key used with a different request payload.',
				);
			return (
				before.answer ??
				failed(
					409,
					'concurrent_idempotent_requests',
					'Same idempotency key used while original request is still in progress.',
				)
			);
		}
		const entry: KnownKey = { hash: content, at: now() };
		keys.set(key, entry);
		try {
			const answer = await work(key);
			if (answer.status < 300) entry.answer = answer;
			return answer;
		} finally {
			if (!entry.answer && keys.get(key) === entry) keys.delete(key);
		}
	};
}
