import { createHmac, randomBytes } from 'node:crypto';

/** A signing secret as Resend shows it. */
export function webhookSecret(bytes: Uint8Array = randomBytes(24)): string {
	return `whsec_${Buffer.from(bytes).toString('base64')}`;
}

/**
 * The headers of a signed webhook call, Svix's scheme: HMAC-SHA-256 over `id.timestamp.body` with the
 * decoded secret.
 *
 * @param body the exact text of the request.
 * @param at seconds since 1970; receivers refuse what is more than five minutes off.
 */
export function signWebhook(
	secret: string,
	body: string,
	{
		id = `msg_${randomBytes(12).toString('hex')}`,
		at = Math.floor(Date.now() / 1000),
	}: { id?: string; at?: number } = {},
): Record<'svix-id' | 'svix-timestamp' | 'svix-signature' | 'content-type', string> {
	const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
	const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
	return {
		'svix-id': id,
		'svix-timestamp': String(at),
		'svix-signature': `v1,${signature}`,
		'content-type': 'application/json',
	};
}
