import type { Did, Reason } from '../event/index.ts';

/** Why somebody is on a list and where they stand on it, in a few lines: first the words, then the numbers behind them. */
export function reasonInWords({ sources, rank, earlier, newcomer, tie, because, fit }: Reason): string[] {
	const from = sources.map((source) => {
		if (source.by === 'hand') return source.vouched ? 'added by you, who know them' : 'added by you';
		if (source.by === 'circle') return `${source.circle} circle`;
		if (source.by === 'series') return 'knows the series';
		return source.how === 'chose' ? `chose ${source.topic}` : `wrote about ${source.topic}`;
	});
	const did = (Object.keys(pasts) as Did[]).flatMap((what) => {
		const events = earlier.flatMap((one) => (one.did === what ? one.event : []));
		const first = what === 'waited' && rank === 'waited' ? ', so comes first' : '';
		return events.length ? `${pasts[what]} ${events.join(', ')}${first}` : [];
	});
	const words = [...from, ...did, ...(newcomer ? ['has never come'] : [])];
	const lines = because.map(
		({ at, kind, subject }) => `${at.slice(0, 10)} ${kind}${subject ? ` (${subject})` : ''}`,
	);
	const known = fit && fit.sent + fit.gave > 0 ? [fitInWords(fit)] : [];
	return [words.join('; '), `tie ${Math.round(tie)}${lines.length ? `: ${lines.join(', ')}` : ''}`, ...known];
}

const pasts: Readonly<Record<Did, string>> = {
	waited: 'waited in vain for',
	came: 'came to',
	declined: 'declined',
	missed: 'had a seat and missed',
};

function fitInWords({ topics, value, mean, sent, gave }: NonNullable<Reason['fit']>): string {
	const about = topics.join(', ');
	if (value === undefined) return `fit on ${about}: unknown, sent it only ${sent} times`;
	const rate = `${value.toFixed(2)}, ${value > mean ? 'more than most' : 'no more than most'} (all people ${mean.toFixed(2)})`;
	return `fit on ${about}: ${rate}; gave ${gave ? gave.toFixed(1) : 'nothing'} for ${sent} letters`;
}
