import { createHash, hash } from 'node:crypto';
import { remember } from './remember.ts';

/** SHA-256 of a text or bytes as 64 hexadecimal digits. */
export function sha256(content: string | Uint8Array): string {
	return createHash('sha256').update(content).digest('hex');
}

/** HMAC-SHA-256 (RFC 2104) of a text as 64 hexadecimal digits: a hash that only the holder of the key can make. */
export function keyedHash(key: string, text: string): string {
	return hmac(key, text, 'hex');
}

/** HMAC-SHA-256 (RFC 2104) of a text. */
export function hmac(key: string, text: string, encoding: 'hex' | 'base64url'): string {
	return signerOf(key)(text, encoding);
}

/** SHA-256 works on blocks of 64 bytes. */
const BLOCK = 64;

/**
 * HMAC with the two blocks of its key made ready: `H(key ⊕ opad, H(key ⊕ ipad, text))`. A digest signs two addresses in each of
 * its letters, and a fresh `createHmac` for each takes longer than the rest of the letter.
 */
const signerOf = remember((key): ((text: string, encoding: 'hex' | 'base64url') => string) => {
	const bytes = Buffer.from(key);
	const block = Buffer.alloc(BLOCK);
	(bytes.length > BLOCK ? createHash('sha256').update(bytes).digest() : bytes).copy(block);
	const outer = Buffer.concat([block.map((byte) => byte ^ 0x5c), Buffer.alloc(32)]);
	const ipad = block.map((byte) => byte ^ 0x36);
	let inner = Buffer.concat([ipad, Buffer.alloc(1024)]);
	return (text, encoding) => {
		// A UTF-16 unit takes three bytes of UTF-8 at most.
		if (BLOCK + text.length * 3 > inner.length) inner = Buffer.concat([ipad, Buffer.alloc(text.length * 3)]);
		const length = BLOCK + inner.write(text, BLOCK);
		outer.write(hash('sha256', inner.subarray(0, length), 'hex'), BLOCK, 'hex');
		return hash('sha256', outer, encoding);
	};
});

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
