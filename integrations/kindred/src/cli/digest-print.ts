import { KindredError } from '../base/error.ts';
import type { Site } from '../base/site.ts';
import { pieceKey, planDifference, type DigestStatus, type Plan } from '../digest/index.ts';
import type { PostEntry } from '../post/index.ts';

/** A plan as a table: who gets what, in which language, how large, who gets nothing and why, and what is new. */
export function printPlan(plan: Plan, before: Plan | undefined, site: Site): string {
	const lines = [
		`Digest ${plan.digest}: ${count(plan.readings.length, 'reader')}, plan ${plan.hash.slice(0, 12)}`,
		'',
	];
	for (const lang of site.languages.filter((each) => plan.templates[each])) {
		const readings = plan.readings.filter((reading) => reading.lang === lang);
		const variants = new Set(readings.map(({ picks }) => JSON.stringify(picks))).size;
		const { placed } = plan.templates[lang]!;
		lines.push(
			`  ${lang.padEnd(8)} ${count(readings.length, 'reader').padEnd(14)} ${count(variants, 'variant').padEnd(12)} ${bytes(plan, lang)}`,
		);
		lines.push(`  ${''.padEnd(8)} by hand: ${placed.join(', ') || 'nothing'}`);
	}
	const reasons = Map.groupBy(plan.excluded, ({ reason }) => reason);
	if (reasons.size) lines.push('', '  gets nothing');
	for (const [reason, people] of reasons) lines.push(`  ${String(people.length).padStart(6)}  ${reason}`);
	if (before && before.hash !== plan.hash) {
		lines.push(
			'',
			'  new since the last plan',
			...planDifference(before, plan).map((difference) => `  - ${difference}`),
		);
	}
	return `${lines.join('\n')}\n\n`;
}

/** The size of the HTML: the fixed parts, and the largest letter. */
function bytes(plan: Plan, lang: string): string {
	const size = (text: string) => Buffer.byteLength(text);
	const fixed = plan.templates[lang]!.template.html.reduce(
		(sum, part) => sum + (typeof part === 'string' ? size(part) : size(part.before + part.after)),
		0,
	);
	const picked = plan.readings
		.filter((reading) => reading.lang === lang)
		.map(({ picks }) =>
			Object.values(picks)
				.flat()
				.reduce((sum, { post }) => sum + size(plan.pieces[pieceKey(lang, post)]?.html ?? ''), 0),
		);
	return `${((fixed + Math.max(0, ...picked)) / 1024).toFixed(1)} KiB at most`;
}

/** What one reader gets and why. `who` is an address or a person's number. */
export function printReading(plan: Plan, who: string, posts: readonly PostEntry[], json: boolean): string {
	const is = (each: { person: number; email: string }) =>
		each.email === who.toLowerCase() || String(each.person) === who;
	const reading = plan.readings.find(is);
	const left = plan.excluded.find(is);
	if (!reading && !left)
		throw new KindredError(
			`${who} is not a subscriber.`,
			'Write an address or a number from: kindred person list',
		);
	if (json) return `${JSON.stringify(reading ?? left, null, '\t')}\n`;
	if (!reading) return `${who} gets nothing: ${left!.reason}.\n`;
	const title = (id: string) => posts.find((post) => post.id === id)?.title ?? id;
	const lines = [`${reading.email} gets ${plan.digest} in ${reading.lang}`];
	for (const group of plan.templates[reading.lang]!.placed) lines.push(`  ${group}: you placed it by hand`);
	for (const pick of Object.values(reading.picks).flat()) lines.push(`  ${title(pick.post)}: ${pick.reason}`);
	return `${lines.join('\n')}\n`;
}

/** What became of a digest. The numbers add up. */
export function printStatus(digest: string, status: DigestStatus): string {
	const { candidates, sent, pending, failed, held, excluded, byLanguage, replies } = status;
	if (!candidates) return `Digest ${digest} was not sent yet.\n`;
	const languages = Object.entries(byLanguage)
		.map(([lang, n]) => `${lang} ${n}`)
		.join(', ');
	const left = Object.values(excluded).reduce((sum, n) => sum + n, 0);
	const lines = [
		`Digest ${digest}: ${candidates} candidates = ${sent} sent + ${left} excluded + ${pending} pending + ${failed} failed + ${held} held`,
		...(languages ? [`  sent in ${languages}`] : []),
		...Object.entries(excluded).map(([reason, n]) => `  excluded: ${n} ${reason}`),
		`  ${count(replies, 'reply', 'replies')}`,
	];
	return `${lines.join('\n')}\n`;
}

function count(n: number, one: string, many = `${one}s`): string {
	return `${n} ${n === 1 ? one : many}`;
}
