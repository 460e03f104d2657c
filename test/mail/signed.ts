import { createRequire } from 'node:module';
import { generateKeyPairSync } from 'node:crypto';
import type { Dns } from '../../integrations/kindred/src/mail/dns.ts';

const { dkimSign } = createRequire(import.meta.url)('mailauth') as typeof import('mailauth');

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

/** A DNS that knows the key of every selector `s`, but what is given otherwise: a record, `none`, or `silent`. */
export function keysAt(
	records: Readonly<Record<string, string>> = {},
): Pick<Dns, 'txt'> & { asked: string[] } {
	const asked: string[] = [];
	return {
		asked,
		async txt(name) {
			asked.push(name);
			const record =
				records[name] ?? (name.startsWith('s._domainkey.') ? `v=DKIM1; k=rsa; p=${key}` : 'none');
			if (record === 'silent') return { kind: 'unknown', why: 'ETIMEOUT' };
			return record === 'none' ? { kind: 'none' } : { kind: 'found', records: [record] };
		},
	};
}

/** The key record that belongs to `signed`, with other tags in front. */
export const keyRecord = (tags: string): string => `v=DKIM1; ${tags} p=${key}`;

/** A mail as a server of this domain signs it. */
export async function signed(
	raw: string,
	domain: string,
	{ selector = 's', maxBodyLength }: { selector?: string; maxBodyLength?: number } = {},
): Promise<string> {
	const signature = { signingDomain: domain, selector, privateKey: pem, algorithm: 'rsa-sha256' };
	const { signatures } = await dkimSign(Buffer.from(raw), {
		...signature,
		canonicalization: 'relaxed/relaxed',
		signTime: new Date('2025-04-30T10:00:00Z'),
		signatureData: [{ ...signature, ...(maxBodyLength === undefined ? {} : { maxBodyLength }) }],
	});
	return `${signatures}${raw}`;
}
