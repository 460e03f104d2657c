import type { IncomingHttpHeaders } from 'node:http';
import { failed, type Answer } from './answer.ts';

/** What a key may do: everything, only send, or nothing any more. */
export type KeyScope = 'full' | 'sending' | 'suspended';

/** 401 and 403 for the key of a request; nothing for a good one. Without any keys each is good for all. */
export function refuseKey(
	keys: Readonly<Record<string, KeyScope>> | undefined,
	{ method, path, headers }: { method: string; path: string; headers: IncomingHttpHeaders },
): Answer | undefined {
	const key = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
	if (!key) return failed(401, 'missing_api_key', 'Missing API key in the authorization header.');
	if (!keys) return undefined;
	switch (Object.hasOwn(keys, key) ? keys[key] : undefined) {
		case 'full':
			return undefined;
		case 'sending':
			return method === 'POST' && /^\/emails(\/batch)?$/.test(path)
				? undefined
				: failed(401, 'restricted_api_key', 'This API key is restricted to only send emails.');
		case 'suspended':
			return failed(403, 'suspended_api_key', 'This API key is suspended. Contact support.');
		default:
			return failed(403, 'invalid_api_key', 'API key is invalid');
	}
}
