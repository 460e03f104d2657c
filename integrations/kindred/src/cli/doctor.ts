import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { KindredError } from '../base/error.ts';
import type { Finding, Verdict } from '../base/finding.ts';
import { instant, readClock } from '../base/time.ts';
import { readSnapshot } from '../files/snapshot.ts';
import type { Dns } from '../mail/dns.ts';
import { eventFindings } from './doctor-events.ts';
import { mailFindings } from './doctor-mail.ts';
import { nodeFinding, secretFinding, siteFindings } from './doctor-site.ts';
import { storeFindings } from './doctor-store.ts';
import { zoneFinding } from './doctor-zones.ts';
import { printable, type Io } from './io.ts';
import { environmentOf, nearestSite, openDesk, type Desk } from './open.ts';

const usage = `kindred doctor                   looks at everything letters and people rest on, and changes nothing
  --json                         the answer as JSON
`;

/** `kindred doctor`: 0 when nothing fails, 1 when something does, 2 for misuse. `dns`: another than this machine's, for tests. */
export async function run(args: readonly string[], io: Io, dns?: Dns): Promise<number> {
	const options = { json: { type: 'boolean' }, now: { type: 'string' } } as const;
	const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
	if (positionals.length) {
		io.stderr(usage);
		return 2;
	}
	const root = nearestSite(io.cwd);
	if (root === undefined) {
		throw new KindredError(
			`There is no Astro site in ${io.cwd}.`,
			'Go to the folder that holds astro.config.mjs and try again.',
		);
	}
	const findings = await examine(root, io, values.now, dns);
	const count = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length;
	if (values.json) io.stdout(`${JSON.stringify({ findings }, null, '\t')}\n`);
	else {
		io.stdout(table(findings));
		io.stdout(
			`\n${count('fail')} failed, ${count('warn')} to look at, ${count('unknown')} not seen, ${count('ok')} well.\n`,
		);
	}
	return count('fail') ? 1 : 0;
}

async function examine(
	root: string,
	io: Io,
	clock: string | undefined,
	dns: Dns | undefined,
): Promise<Finding[]> {
	const env = environmentOf(root, io.env);
	const now = clock === undefined ? instant(new Date()) : readClock(clock);
	const { desk, trouble } = await tryDesk(io, clock);
	try {
		const site = desk?.site ?? (await readSnapshot(join(root, '.kindred', 'site.json')))?.site;
		return [
			...trouble,
			...(site ? siteFindings(site, env) : []),
			...(site ? await mailFindings({ site, env, dns }) : []),
			// What is wrong with the keys stands in `trouble` already.
			...(await secretFinding(root, env).then((one) => [one], refusal([]))),
			...(desk ? await storeFindings(desk.store, root, now) : []),
			...(desk ? await eventFindings(desk) : []),
			nodeFinding(process.versions),
			zoneFinding(process.versions['tz'], now, desk?.snapshot.events),
		];
	} finally {
		await desk?.close();
	}
}

/** Everything else can be looked at although the site does not open: that is when a doctor is called. */
async function tryDesk(io: Io, clock: string | undefined): Promise<{ desk?: Desk; trouble: Finding[] }> {
	try {
		return { desk: await openDesk(io, clock), trouble: [] };
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const hint =
			'hint' in error
				? String(error.hint)
				: 'Run `npx astro check`, or build the site, to see where it comes from.';
		return { trouble: [{ about: 'opening', verdict: 'fail', text: error.message, hint }] };
	}
}

/** Swallows what the author can mend, for it is told elsewhere; a bug of ours stays one. */
function refusal<Value>(instead: Value) {
	return (error: unknown): Value => {
		if (error instanceof KindredError) return instead;
		throw error;
	};
}

const signs: Readonly<Record<Verdict, string>> = { ok: 'ok', warn: 'warn', fail: 'FAIL', unknown: '?' };

/** A line for each finding, with what to do under it. */
function table(findings: readonly Finding[]): string {
	const width = Math.max(...findings.map(({ about }) => about.length));
	const line = ({ about, verdict, text, hint }: Finding) => {
		const said = `${signs[verdict].padEnd(5)} ${about.padEnd(width)}  ${text}`;
		return hint === undefined ? said : `${said}\n${' '.repeat(width + 8)}→ ${hint}`;
	};
	// Some of it was written by servers of other people.
	return `${findings.map((finding) => printable(line(finding))).join('\n')}\n`;
}
