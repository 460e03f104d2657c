import type { Site } from '../base/site.ts';
import type { Tally } from '../digest/gate/index.ts';
import type { Plan, ReaderReasons } from '../digest/index.ts';

/** A plan as a table: who gets what, in which language, how large, who gets nothing and why, and what is new. */
export function printPlan(plan: Plan, differences: readonly string[] | undefined, site: Site): string {
	const { readers, languages, excluded } = plan.counts;
	const head = [`Digest ${plan.digest}: ${count(readers, 'reader')}, plan ${plan.hash.slice(0, 12)}`];
	const table = readers ? [row('language', 'readers', 'variants', 'HTML p50', 'max')] : [];
	for (const lang of site.languages) {
		const counted = languages[lang];
		if (!counted) continue;
		const { bytes } = counted;
		table.push(row(lang, counted.readers, counted.variants, kibibytes(bytes.p50), kibibytes(bytes.max)));
		table.push(`  ${''.padEnd(10)} ${placed(plan, lang)}`);
	}
	const left = Object.entries(excluded).map(
		([reason, people]) => `  ${String(people).padStart(6)}  ${reason}`,
	);
	const news = (differences ?? []).map((difference) => `  - ${difference}`);
	const parts = [
		head,
		table,
		left.length ? ['  gets nothing', ...left] : [],
		news.length ? ['  new since the last plan', ...news] : [],
	];
	return parts.map((lines) => (lines.length ? `${lines.join('\n')}\n\n` : '')).join('');
}

/** The posts placed by hand in the letter of one language, and how many are picked for each reader. */
function placed({ templates }: Plan, lang: string): string {
	const { items } = templates[lang]!;
	const byHand = items.flatMap((item) => (item.kind === 'post' ? [item.group] : []));
	const picks = items.reduce((sum, item) => sum + (item.kind === 'for-you' ? item.max : 0), 0);
	return [`by hand: ${byHand.join(', ') || 'nothing'}`, ...(picks ? [`up to ${picks} picked`] : [])].join(
		'; ',
	);
}

function row(...cells: readonly (string | number)[]): string {
	const [lang, ...numbers] = cells.map(String);
	return `  ${lang!.padEnd(10)} ${numbers.map((number) => number.padStart(10)).join('')}`;
}

function kibibytes(bytes: number): string {
	return `${(bytes / 1024).toFixed(1)} KiB`;
}

/** A plan as JSON, part by part: a long list is never one text. */
export function* planAsJson({ parts, ...head }: Plan, findings: readonly Tally[]): Generator<string> {
	yield `${JSON.stringify(head, null, '\t').slice(0, -2)},\n\t"readings": [`;
	yield* inOne(parts.readings);
	yield '],\n\t"excluded": [';
	yield* inOne(parts.excluded);
	yield `],\n\t"gate": ${JSON.stringify(findings)}\n}\n`;
}

/** The values of many JSON arrays, as those of one. */
function* inOne(parts: readonly string[]): Generator<string> {
	for (const [index, part] of parts.entries()) yield `${index ? ',' : ''}\n${part.slice(1, -1)}`;
}

/** What one reader gets and why, and why not the rest. */
export function printReasons(digest: string, { person, lang, excluded, articles }: ReaderReasons): string {
	const inside = articles.filter((article) => article.in);
	const head = excluded
		? [`${person.email} gets nothing of ${digest}: ${excluded}.`, '', 'Otherwise they would get, in ' + lang]
		: [`${person.email} gets ${digest} in ${lang}`];
	const line = ({ title, reason }: { title: string; reason: string }) => `  ${title}: ${reason}`;
	const outside = articles.filter((article) => !article.in);
	return `${[
		...head,
		...(inside.length ? inside.map(line) : ['  no article at all']),
		...(outside.length ? ['', 'and not', ...outside.map(line)] : []),
	].join('\n')}\n`;
}

function count(n: number, one: string, many = `${one}s`): string {
	return `${n} ${n === 1 ? one : many}`;
}
