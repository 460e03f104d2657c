import type { Finding } from './check.ts';

/** Findings that say the same of different things, told once. */
export interface Tally {
	/** The first that said so. */
	readonly finding: Finding;
	/** How many things it holds for. */
	readonly count: number;
}

/** Gathers findings: 3,000 mails with one mistake are one line. Errors first, then in the order they came. */
export function tally(findings: Iterable<Finding>): Tally[] {
	const tallies = new Map<string, { finding: Finding; count: number }>();
	for (const finding of findings) {
		const { rule, severity, message, line } = finding;
		const key = JSON.stringify([rule, severity, message, line]);
		const known = tallies.get(key);
		if (known) known.count++;
		else tallies.set(key, { finding, count: 1 });
	}
	return [...tallies.values()].sort(
		(a, b) => Number(b.finding.severity === 'error') - Number(a.finding.severity === 'error'),
	);
}
