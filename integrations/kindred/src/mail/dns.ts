import { Resolver } from 'node:dns/promises';

/** What the DNS says about a name; `unknown` when no server answered. */
export type DnsAnswer<Entry> =
	| { readonly kind: 'found'; readonly records: readonly Entry[] }
	| { readonly kind: 'none' }
	| { readonly kind: 'unknown'; readonly why: string };

/** A mail server, and how late in the row it stands. */
export interface Exchange {
	readonly exchange: string;
	readonly priority: number;
}

/** The two questions we have for the DNS. */
export interface Dns {
	/** The TXT records of a name, each with its strings joined (RFC 7208 section 3.3). */
	txt(name: string): Promise<DnsAnswer<string>>;
	mx(name: string): Promise<DnsAnswer<Exchange>>;
}

/** Milliseconds to wait for an answer, and how often to ask. */
const PATIENCE = { timeout: 3000, tries: 2 };

/**
 * The DNS as this machine reaches it; each name is asked once.
 *
 * @param servers others than the system's, `127.0.0.1:5353`
 */
export function openDns(servers?: readonly string[]): Dns {
	const resolver = new Resolver(PATIENCE);
	if (servers) resolver.setServers(servers);
	const asked = new Map<string, Promise<DnsAnswer<never>>>();
	const ask = <Entry>(key: string, question: () => Promise<readonly Entry[]>) => {
		const known = asked.get(key) ?? (answered(question()) as Promise<DnsAnswer<never>>);
		asked.set(key, known);
		return known as Promise<DnsAnswer<Entry>>;
	};
	return {
		txt: (name) =>
			ask(`txt ${name}`, async () => (await resolver.resolveTxt(name)).map((parts) => parts.join(''))),
		mx: (name) =>
			ask(`mx ${name}`, async () =>
				(await resolver.resolveMx(name)).map(({ exchange, priority }) => ({ exchange, priority })),
			),
	};
}

/** c-ares says so where a name, or a record of this kind, does not exist; EBADNAME is a name that cannot. */
const NOTHING = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME']);

async function answered<Entry>(question: Promise<readonly Entry[]>): Promise<DnsAnswer<Entry>> {
	try {
		const records = await question;
		return records.length ? { kind: 'found', records } : { kind: 'none' };
	} catch (error) {
		const { code = '' } = error as NodeJS.ErrnoException;
		return NOTHING.has(code) ? { kind: 'none' } : { kind: 'unknown', why: code || String(error) };
	}
}

/** A domain that takes mail whatever else is true. */
const SENTINEL = 'gmail.com';

/**
 * The same DNS with a doubt: some networks answer every question with "no such name" instead of not at all. Before a name counts
 * as missing, one is asked for that everybody has.
 */
export function doubting(dns: Dns): Dns {
	const believe = async <Entry>(answer: DnsAnswer<Entry>): Promise<DnsAnswer<Entry>> => {
		if (answer.kind !== 'none') return answer;
		const { kind } = await dns.mx(SENTINEL);
		return kind === 'found'
			? answer
			: { kind: 'unknown', why: 'this network knows no names of the Internet' };
	};
	return {
		txt: async (name) => believe(await dns.txt(name)),
		mx: async (name) => believe(await dns.mx(name)),
	};
}
