import type { Finding } from '../base/finding.ts';
import type { Dns } from './dns.ts';

const about = 'DMARC';
/** How many names are asked on the way up, as DMARCbis walks it; RFC 7489 asks the domain and the registered one above it. */
const MOST_STEPS = 8;

/** What a domain asks mailboxes to do with letters that only pretend to be its own, and whether ours would pass. */
export async function checkDmarc(domain: string, returnPath: string, dns: Dns): Promise<Finding> {
	for (const name of namesAbove(domain)) {
		const answer = await dns.txt(`_dmarc.${name}`);
		if (answer.kind === 'unknown') {
			return {
				about,
				verdict: 'unknown',
				text: `The DNS did not answer about _dmarc.${name} (${answer.why}).`,
				hint: 'Try again when you are online.',
			};
		}
		const records =
			answer.kind === 'found' ? answer.records.filter((each) => /^v\s*=\s*DMARC1\b/.test(each)) : [];
		if (records.length > 1) {
			return {
				about,
				verdict: 'fail',
				text: `_dmarc.${name} has ${records.length} records, and mailboxes then read none.`,
				hint: 'Keep one of them.',
			};
		}
		if (records[0] !== undefined) return judge(records[0], { domain, name, returnPath });
	}
	return {
		about,
		verdict: 'warn',
		text: `${domain} says nothing about letters that pretend to be its own; Gmail and Yahoo ask for it from who writes to many.`,
		hint: `Add a TXT record for _dmarc.${domain}: \`v=DMARC1; p=none; rua=mailto:dmarc@${domain}\`.`,
	};
}

/** The domain and those above it that somebody can own, `letters.example.com`, `example.com`. */
function namesAbove(domain: string): string[] {
	const labels = domain.split('.');
	return labels
		.map((_, from) => labels.slice(from).join('.'))
		.slice(0, Math.max(1, labels.length - 1))
		.slice(-MOST_STEPS);
}

function judge(
	record: string,
	{ domain, name, returnPath }: { domain: string; name: string; returnPath: string },
): Finding {
	const tags = new Map(
		record
			.split(';')
			.map((tag) => tag.split('=').map((part) => part.trim().toLowerCase()) as [string, string]),
	);
	const policy = (name === domain ? undefined : tags.get('sp')) ?? tags.get('p');
	if (policy === undefined || !['none', 'quarantine', 'reject'].includes(policy)) {
		return {
			about,
			verdict: 'fail',
			text: `The record at _dmarc.${name} has no policy that mailboxes know.`,
			hint: 'Begin it with `v=DMARC1; p=none` and raise that to `quarantine` when all your letters pass.',
		};
	}
	// SPF counts when the return path is of the same domain, or below or above it unless `aspf=s`; DKIM signs as the domain itself.
	const isStrict = tags.get('aspf') === 's';
	const aligned = isStrict ? returnPath === domain : related(returnPath, domain);
	const spf = aligned
		? ''
		: ` SPF does not count for it${isStrict ? ' (`aspf=s`)' : ''}, so all rests on DKIM.`;
	return { about, verdict: 'ok', text: `_dmarc.${name} asks for \`${policy}\`.${spf}` };
}

function related(one: string, other: string): boolean {
	return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}
