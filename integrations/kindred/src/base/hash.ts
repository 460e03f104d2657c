import { createHash, createHmac } from 'node:crypto';

/** SHA-256 of a text or bytes as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** HMAC-SHA-256 (RFC 2104) of a text as 64 hexadecimal digits: a hash that only the holder of the key can make. */
export function keyedHash(key: string, text: string): string {
	return createHmac('sha256', key).update(text).digest('hex');
}

/**
 * A value as JSON with the keys of every object in order, so that equal values make equal text and so equal hashes.
 * Keys whose value is undefined are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, inner: unknown) => {
		if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner;
		return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
