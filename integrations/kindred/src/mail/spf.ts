import type { Finding } from '../base/finding.ts';
import type { Dns } from './dns.ts';

/** RFC 7208 section 4.6.4: more names to look up than this, and the record counts as broken. */
const MOST_LOOKUPS = 10;
const about = 'SPF';

/** Where a domain says who may send for it, and what has to be in it. */
export interface SpfRule {
	/** The domain of the return path. */
	readonly name: string;
	/** A domain it has to include: the carrier's. None: whether it names the server cannot be seen from outside. */
	readonly include?: string | undefined;
}

/** Does the domain of the return path say that our carrier may send for it (RFC 7208)? */
export async function checkSpf({ name, include }: SpfRule, dns: Dns): Promise<Finding> {
	const line = `v=spf1 include:${include ?? 'your-provider.example'} ~all`;
	const answer = await dns.txt(name);
	if (answer.kind === 'unknown') return unseen(name, answer.why);
	const records = answer.kind === 'found' ? answer.records.filter(isSpf) : [];
	const [record] = records;
	if (record === undefined) {
		return {
			about,
			verdict: 'fail',
			text: `${name} does not say who may send for it.`,
			hint: `Add a TXT record for ${name}: \`${line}\`.`,
		};
	}
	if (records.length > 1) {
		return {
			about,
			verdict: 'fail',
			text: `${name} has ${records.length} SPF records, and mailboxes then read none.`,
			hint: 'Put all into one TXT record that begins with `v=spf1`.',
		};
	}
	const { lookups, includes, why } = await walk(record, dns, new Set([name.toLowerCase()]));
	if (why) return unseen(name, why);
	if (lookups > MOST_LOOKUPS) {
		return {
			about,
			verdict: 'fail',
			text: `The SPF record of ${name} needs more than ${MOST_LOOKUPS} lookups, and mailboxes then give up.`,
			hint: 'Take out the `include:` of services that do not send for you any more.',
		};
	}
	if (include && !includes.has(include)) {
		return {
			about,
			verdict: 'fail',
			text: `The SPF record of ${name} does not allow ${include}, where your letters leave.`,
			hint: `Put \`include:${include}\` before its \`all\`.`,
		};
	}
	return ending(name, record);
}

function ending(name: string, record: string): Finding {
	const all = /(?:^|\s)([+?~-]?)all(?:\s|$)/i.exec(record)?.[1];
	if (all === '' || all === '+') {
		return {
			about,
			verdict: 'fail',
			text: `The SPF record of ${name} lets anybody send for it.`,
			hint: 'End it with `~all`.',
		};
	}
	const isOpen = (all === undefined && !/\sredirect=/i.test(record)) || all === '?';
	return isOpen
		? {
				about,
				verdict: 'warn',
				text: `The SPF record of ${name} says nothing about everybody else.`,
				hint: 'End it with `~all`.',
			}
		: { about, verdict: 'ok', text: `${name}: \`${record}\`` };
}

function unseen(name: string, why: string): Finding {
	return {
		about,
		verdict: 'unknown',
		text: `The DNS did not answer about ${name} (${why}).`,
		hint: 'Try again when you are online.',
	};
}

const isSpf = (record: string) => /^v=spf1(\s|$)/i.test(record);

/** Counts the lookups of a record and of all that it includes; stops when they are too many, so a circle ends. */
async function walk(record: string, dns: Dns, seen: Set<string>) {
	const includes = new Set<string>();
	let lookups = 0;
	const waiting = [record];
	for (let next = waiting.shift(); next !== undefined && lookups <= MOST_LOOKUPS; next = waiting.shift()) {
		for (const term of next.split(/\s+/).slice(1)) {
			const [, mechanism = '', target = ''] =
				/^[+?~-]?(\w+)(?:[:=]([^/\s]*))?/.exec(term.toLowerCase()) ?? [];
			if (['include', 'a', 'mx', 'ptr', 'exists', 'redirect'].includes(mechanism)) lookups++;
			if (mechanism !== 'include' && mechanism !== 'redirect') continue;
			includes.add(target);
			// A macro (section 7) depends on the letter; it is a lookup and nothing more can be said.
			if (target.includes('%') || seen.has(target) || lookups > MOST_LOOKUPS) continue;
			seen.add(target);
			const answer = await dns.txt(target);
			if (answer.kind === 'unknown') return { lookups, includes, why: answer.why };
			if (answer.kind === 'found') waiting.push(...answer.records.filter(isSpf).slice(0, 1));
		}
	}
	return { lookups, includes };
}
