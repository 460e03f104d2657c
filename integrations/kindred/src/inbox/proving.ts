import {
	headersOf,
	isSignedBySender,
	serverVerdict,
	signatureVerdict,
	type Mail,
	type Proof,
} from '../reply/index.ts';
import type { Arrival } from './filing.ts';
import type { InboxHouse } from './index.ts';
import type { Writer } from './writer.ts';

/**
 * Did whoever has the address in From write this? A signed address shows it that only they were given, unless their domain says
 * otherwise; for somebody we know, so does their domain: by the word of our own mail server, or by a signature that we check
 * ourselves. Everything else is shown as unverified.
 */
export async function proveWriter(
	{ raw, mail, writer, flood }: Pick<Arrival, 'raw' | 'mail' | 'writer' | 'flood'>,
	house: Pick<InboxHouse, 'site' | 'signatures'>,
): Promise<Writer> {
	const { person, mailed, rung } = writer;
	const isTheirs = rung === 'address' && person !== undefined && person.id === mailed?.id;
	// Attack: mails by the thousand, each of which asks the DNS for a key.
	const asked = flood && !isTheirs ? { site: house.site, signatures: undefined } : house;
	const domain = await domainProof(raw, mail, asked);
	if (domain?.verdict === 'fail') return { ...writer, proof: domain, verified: false };
	if (domain?.verdict === 'pass' && person && isToUs(mail, house))
		return { ...writer, proof: domain, verified: true };
	if (isTheirs && mail.senders === 1) return { ...writer, proof: byToken, verified: true };
	return { ...writer, proof: domain, verified: false };
}

const byToken: Proof = {
	by: 'token',
	verdict: 'pass',
	reason: 'It came to the signed address that only they were given.',
};

/** Our server's word where it has one, else what the signatures say. */
async function domainProof(
	raw: Uint8Array,
	mail: Mail,
	{ site, signatures }: Pick<InboxHouse, 'site' | 'signatures'>,
): Promise<Proof | undefined> {
	const word = site.authserv === undefined ? undefined : serverVerdict(mail, site.authserv);
	if (word || !signatures || !isSignedBySender(mail)) return word;
	return signatureVerdict(mail, await signatures(raw));
}

/**
 * Does To or Cc name an address of ours? Attack: a mail somebody really wrote, to another list, sent on to us: "unsubscribe" for
 * instance. Its signature holds, but it speaks to others.
 */
export function isToUs(mail: Mail, { site }: Pick<InboxHouse, 'site'>): boolean {
	const named = `${covered('to', mail)} ${covered('cc', mail)}`.slice(0, 20_000).toLowerCase();
	return [site.inbound, site.from.email].some((own) => {
		const [local = '', domain = ''] = own?.split('@') ?? [];
		return own !== undefined && (named.includes(own) || hasTagged(named, `${local}+`, `@${domain}`));
	});
}

/**
 * The one header of this name. Attack: a second To on top of the one that was signed, or a Cc that no signature covers (RFC 6376
 * section 8.15): both may be added to a real mail, and its signatures hold.
 */
function covered(name: 'to' | 'cc', mail: Mail): string {
	const [value = '', ...more] = headersOf(mail, name);
	const isSigned = headersOf(mail, 'dkim-signature').every((signature) => {
		const names = /(?:^|;)\s{0,9}h\s{0,9}=([^;]{0,4000})/i.exec(signature.slice(0, 8192))?.[1] ?? '';
		return names.split(':').some((one) => one.trim().toLowerCase() === name);
	});
	return more.length > 0 || !isSigned ? '' : value;
}

/** Is there an address that begins and ends so, `letters+…@in.example.com`? */
function hasTagged(text: string, start: string, end: string): boolean {
	return text.split(/[\s<>,;"]+/).some((word) => word.startsWith(start) && word.endsWith(end));
}
