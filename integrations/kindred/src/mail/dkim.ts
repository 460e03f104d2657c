import type { Finding } from '../base/finding.ts';
import type { Dns } from './dns.ts';

const about = 'DKIM';

/** The names that mail servers and providers give their keys, for a server whose own we cannot know. */
const usualSelectors = [
	'default',
	'dkim',
	'mail',
	'selector1',
	'selector2',
	'google',
	's1',
	's2',
	'k1',
	'k2',
	'fm1',
	'key1',
];

/** Is there a public key for what the carrier signs (RFC 6376)? `selector`: its name, where the carrier has one for everybody. */
export async function checkDkim(domain: string, selector: string | undefined, dns: Dns): Promise<Finding> {
	const selectors = selector === undefined ? usualSelectors : [selector];
	const looked = await Promise.all(
		selectors.map(async (each) => {
			const name = `${each}._domainkey.${domain}`;
			return { name, answer: await dns.txt(name) };
		}),
	);
	const found = looked.flatMap(({ name, answer }) =>
		answer.kind === 'found' ? answer.records.map((record) => ({ name, key: keyOf(record) })) : [],
	);
	const live = found.find(({ key }) => key);
	if (live) return { about, verdict: 'ok', text: `${live.name} holds a key.` };
	const silent = looked.find(({ answer }) => answer.kind === 'unknown');
	if (silent?.answer.kind === 'unknown') {
		return {
			about,
			verdict: 'unknown',
			text: `The DNS did not answer about ${silent.name} (${silent.answer.why}).`,
			hint: 'Try again when you are online.',
		};
	}
	const revoked = found.find(({ key }) => key === '');
	if (revoked) {
		return {
			about,
			verdict: 'fail',
			text: `The key at ${revoked.name} is empty, which means that it was taken back.`,
			hint: 'Copy the record again from your provider.',
		};
	}
	return selector === undefined ? unseen(domain) : missing(domain, selector);
}

function missing(domain: string, selector: string): Finding {
	return {
		about,
		verdict: 'fail',
		text: `${selector}._domainkey.${domain} does not exist, so nobody can check the signature of your letters.`,
		hint: `Add ${domain} at resend.com/domains and copy its records; it must be a domain of your own.`,
	};
}

function unseen(domain: string): Finding {
	return {
		about,
		verdict: 'unknown',
		text: `No key stands under ${domain} by any of the usual names; your server may use another.`,
		hint: 'Send yourself `kindred digest test --to …` and look for `dkim=pass` in Authentication-Results.',
	};
}

/** The public key of a record; empty when it was revoked (section 3.6.1), nothing when it is no key record. */
function keyOf(record: string): string | undefined {
	return /(?:^|;)\s*p\s*=\s*([A-Za-z0-9+/=\s]*)/.exec(record)?.[1]?.replace(/\s/g, '');
}
