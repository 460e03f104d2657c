import type { Reason } from '../event/index.ts';

/** Why somebody is on a list and where they stand on it, in a few lines: first the words, then the numbers behind them. */
export function reasonInWords({ sources, rank, earlier, newcomer, tie, because, fit }: Reason): string[] {
	const from = sources.map((source) => {
		if (source.by === 'hand') return source.vouched ? 'added by you, who know them' : 'added by you';
		if (source.by === 'circle') return `${source.circle} circle`;
		if (source.by === 'series') return 'knows the series';
		return source.how === 'chose' ? `chose ${source.topic}` : `wrote about ${source.topic}`;
	});
	const did = Object.entries(Object.groupBy(earlier, (one) => one.did)).map(
		([what, events]) =>
			`${what === 'waited' ? 'waited in vain for' : (pasts[what] ?? what)} ${events.map(({ event }) => event).join(', ')}`,
	);
	const words = [
		...from,
		...did,
		...(newcomer ? ['has never come'] : []),
		...(ranks[rank] ? [ranks[rank]] : []),
	];
	const lines = because.map(
		({ at, kind, subject }) => `${at.slice(0, 10)} ${kind}${subject ? ` (${subject})` : ''}`,
	);
	const known = fit && fit.sent + fit.gave > 0 ? [fitInWords(fit)] : [];
	return [words.join('; '), `tie ${Math.round(tie)}${lines.length ? `: ${lines.join(', ')}` : ''}`, ...known];
}

const pasts: Readonly<Record<string, string>> = {
	came: 'came to',
	declined: 'declined',
	missed: 'had a seat and missed',
};

const ranks: Partial<Readonly<Record<Reason['rank'], string>>> = {
	waited: 'comes first for it',
	fit: 'gives more on this than most',
};

function fitInWords({ topics, value, mean, sent, gave }: NonNullable<Reason['fit']>): string {
	const about = topics.join(', ');
	if (value === undefined) return `fit on ${about}: unknown, sent ${sent} times`;
	return `fit on ${about}: ${value.toFixed(2)} (all people ${mean.toFixed(2)}), gave ${gave.toFixed(1)} for ${sent} letters`;
}
