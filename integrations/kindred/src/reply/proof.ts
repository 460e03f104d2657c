import { getDomain } from 'tldts';
import { readAuthResults, type AuthResult } from './auth-results.ts';
import { headersOf, type Mail } from './mail.ts';

/**
 * What shows that the address in From wrote a mail: the signed address that only it was given, the verdict of our own receiving
 * server (RFC 8601: DMARC, or SPF or DKIM of the From's domain), or a DKIM signature of that domain (RFC 6376) that we checked
 * ourselves.
 */
export interface Proof {
	readonly by: 'token' | 'dmarc' | 'spf' | 'dkim';
	/** `fail`: somebody tried and it is wrong. `none`: nothing was there to be checked. */
	readonly verdict: 'pass' | 'fail' | 'none';
	/** The domain that vouches. */
	readonly domain?: string | undefined;
	/** In words. */
	readonly reason: string;
}

/** A DKIM signature of a mail, and what came of checking it. */
export interface Signature {
	/** Who signed, `d=`. */
	readonly domain: string;
	/** `none`: it could not be checked, or says too little. */
	readonly verdict: 'pass' | 'fail' | 'none';
	readonly reason: string;
}

/** Attack: a hundred headers of the kind, each to be read. */
const MOST_HEADERS = 50;

/**
 * Do two domains belong to one owner, as far as anybody can tell (RFC 7489 section 3.1, relaxed)? By the public suffix list, with
 * the suffixes that companies let others register below: two pages of github.io have two owners.
 */
export function isAligned(domain: string, other: string): boolean {
	const ownerOf = (name: string) => getDomain(name, { allowPrivateDomains: true }) ?? name;
	const plain = (name: string) => name.toLowerCase().replace(/\.$/, '');
	return domain !== '' && ownerOf(plain(domain)) === ownerOf(plain(other));
}

/** The domain of From, or nothing where From names nobody or several. */
export function senderDomain({ from, senders }: Pick<Mail, 'from' | 'senders'>): string | undefined {
	return senders === 1 ? from?.email.split('@').at(-1) : undefined;
}

/**
 * What our receiving server found out, by the topmost header that bears its name: those below may be anybody's. Nothing where
 * there is no such header.
 *
 * @param server its name in Authentication-Results, `mx.example.com`.
 */
export function serverVerdict(
	mail: Pick<Mail, 'headers' | 'from' | 'senders'>,
	server: string,
): Proof | undefined {
	const domain = senderDomain(mail);
	const found = headersOf(mail, 'authentication-results')
		.slice(0, MOST_HEADERS)
		.map(readAuthResults)
		.find((each) => each.server === server.toLowerCase());
	if (!found || domain === undefined) return undefined;
	return byDmarc(found.results, domain) ?? byMechanism(found.results, domain);
}

/** DMARC's own word. Where it stands twice, in a name somebody made up perhaps, the worst counts. */
function byDmarc(results: readonly AuthResult[], domain: string): Proof | undefined {
	const said = results.filter(({ method }) => method === 'dmarc');
	const isOurs = ({ properties }: AuthResult) => isAligned(properties.get('header.from') ?? domain, domain);
	if (said.some(({ result }) => result === 'fail'))
		return {
			by: 'dmarc',
			verdict: 'fail',
			domain,
			reason: `Our mail server says that it is not from ${domain} (DMARC).`,
		};
	if (said.length === 0 || !said.every((one) => one.result === 'pass' && isOurs(one))) return undefined;
	return {
		by: 'dmarc',
		verdict: 'pass',
		domain,
		reason: `Our mail server says that it is from ${domain} (DMARC).`,
	};
}

/** Where the domain has no DMARC record: SPF or DKIM of the same owner. */
function byMechanism(results: readonly AuthResult[], domain: string): Proof | undefined {
	const aligned = results.flatMap(({ method, result, properties }) => {
		const names = { spf: ['smtp.mailfrom'], dkim: ['header.d', 'header.i'] }[method] ?? [];
		const vouching = names.flatMap((name) => properties.get(name)?.split('@').at(-1) ?? [])[0];
		const by = method as 'spf' | 'dkim';
		return vouching && isAligned(vouching, domain) ? [{ by, result, domain: vouching }] : [];
	});
	const good = aligned.find(({ result }) => result === 'pass');
	const bad = aligned.find(({ by, result }) => by === 'dkim' && result === 'fail');
	const [one, verdict] = good ? [good, 'pass' as const] : [bad, 'fail' as const];
	if (!one) return undefined;
	const word = verdict === 'pass' ? 'holds' : 'does not hold';
	return {
		by: one.by,
		verdict,
		domain: one.domain,
		reason: `Our mail server says that the ${one.by.toUpperCase()} of ${one.domain} ${word}.`,
	};
}

/** Attack: a thousand signatures, each of which asks the DNS for a key. Mailing lists add one to that of the sender. */
const MOST_SIGNATURES = 8;

/** Has the mail a signature of the From's own domain that is worth checking? */
export function isSignedBySender(mail: Pick<Mail, 'headers' | 'from' | 'senders'>): boolean {
	const domain = senderDomain(mail);
	const all = headersOf(mail, 'dkim-signature');
	if (domain === undefined || all.length > MOST_SIGNATURES) return false;
	return all.some((value) => {
		const signer = /(?:^|;)\s{0,9}d\s{0,9}=\s{0,9}([^;\s]{1,253})/.exec(value.slice(0, 8192))?.[1];
		return signer !== undefined && isAligned(signer, domain);
	});
}

/** What signatures of the From's domain prove. One that holds is enough: others may have been broken on the way. */
export function signatureVerdict(
	mail: Pick<Mail, 'from' | 'senders'>,
	signatures: readonly Signature[],
): Proof | undefined {
	const domain = senderDomain(mail);
	const own = domain === undefined ? [] : signatures.filter((one) => isAligned(one.domain, domain));
	const telling =
		own.find(({ verdict }) => verdict === 'pass') ?? own.find(({ verdict }) => verdict === 'fail') ?? own[0];
	if (!telling) return undefined;
	const { domain: signer, verdict, reason } = telling;
	return { by: 'dkim', verdict, domain: signer, reason: `The DKIM signature of ${signer}: ${reason}` };
}
