import type { DKIMResult } from 'mailauth';
import type { Signature } from '../reply/index.ts';
import { openDns, type Dns } from './dns.ts';

/** Attack: keys at a name server that takes its time, eight of them. What was not answered by then is not known. In milliseconds. */
const PATIENCE = 8000;
/** Attack: headers of a megabyte, each of them read once for each signature. */
const MOST_HEADERS = 256 * 1024;

/**
 * Checks the DKIM signatures of a mail (RFC 6376; RSA-SHA1 and short keys count for nothing, RFC 8301) by the keys that stand in
 * the DNS. A signature of only the beginning of the body (`l=`), and one of a domain that is only trying it out, prove nothing.
 * Never throws: what cannot be checked is `none`.
 *
 * @param raw the mail as it came, byte for byte.
 * @param dns whom to ask. Default: the DNS as this machine reaches it.
 * @param patience milliseconds for all keys together. Default: 8000.
 */
export async function checkSignatures(
	raw: Uint8Array,
	dns: Pick<Dns, 'txt'> = openDns(),
	patience = PATIENCE,
): Promise<readonly Signature[]> {
	const mail = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
	const ends = [mail.indexOf('\r\n\r\n'), mail.indexOf('\n\n')].filter((at) => at >= 0);
	if (Math.min(mail.length, ...ends) > MOST_HEADERS) return [];
	try {
		const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
		const late = AbortSignal.timeout(patience);
		const resolver = (name: string) => keysOf(name, dns, late);
		const { results } = await dkimVerify(mail, { strict: true, resolver });
		// A mail that nobody signed has one result, of nobody.
		return results.filter(({ signingDomain }) => signingDomain).map(signatureOf);
	} catch {
		// Bytes that the library cannot take apart were signed by nobody we know.
		return [];
	}
}

/** The answer of the DNS as mailauth wants it: records in pieces, or an error with a code of c-ares. */
async function keysOf(name: string, dns: Pick<Dns, 'txt'>, late: AbortSignal): Promise<string[][]> {
	const answer = late.aborted ? unknown : await Promise.race([dns.txt(name), ended(late)]);
	if (answer.kind === 'found') return answer.records.map((record) => [record]);
	throw Object.assign(new Error(`No key at ${name}`), {
		code: answer.kind === 'none' ? 'ENOTFOUND' : 'ETIMEOUT',
	});
}

const unknown = { kind: 'unknown', why: 'ETIMEOUT' } as const;
const ended = (late: AbortSignal) =>
	new Promise<typeof unknown>((resolve) =>
		late.addEventListener('abort', () => resolve(unknown), { once: true }),
	);

function signatureOf({ signingDomain: domain = '', status, canonBodyLengthLimited }: DKIMResult): Signature {
	const { result, comment } = status;
	const none = (reason: string): Signature => ({ domain, verdict: 'none', reason });
	if (result !== 'pass' && result !== 'fail') return none(`it could not be checked (${comment ?? result}).`);
	if (status.testing) return none('its domain is only trying it out.');
	if (result === 'fail') return { domain, verdict: 'fail', reason: `it does not hold (${comment}).` };
	if (canonBodyLengthLimited) return none('it covers only a part of the mail.');
	return { domain, verdict: 'pass', reason: 'it holds.' };
}
