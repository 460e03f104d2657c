import type { Letter } from '../../base/letter.ts';
import type { Template } from '../../base/template.ts';
import type {
	GateContext,
	LinkAnswer,
	Problem,
	RawMail,
	Rule,
	Severity,
	SlotValues,
	Unsupported,
} from './finding.ts';
import { outsideLinks } from './links.ts';
import { letterPage, piecePage, templatePage, type Page } from './page.ts';
import { lineOf, lineOfPost, type DigestSource } from './place.ts';
import { rules, type RuleName } from './rules.ts';

/** What is wrong with one thing, and the line of the digest's file to change where the author wrote it. */
export interface Finding {
	readonly rule: RuleName;
	readonly severity: Severity;
	/** `template en`, `post why-groups-die`, `mail to 17` */
	readonly item: string;
	readonly message: string;
	readonly hint: string;
	readonly excerpt?: string | undefined;
	readonly file?: string | undefined;
	/** From 1. */
	readonly line?: number | undefined;
}

/** Where to look for the line of something; `post` is the group a piece belongs to. */
interface Told {
	readonly item: string;
	readonly source?: DigestSource | undefined;
	readonly post?: string | undefined;
}

const all = Object.entries(rules) as readonly [RuleName, Rule][];
const mailRules = all.flatMap(([name, rule]) => (rule.mail ? [[name, rule.mail] as const] : []));

/** A template of a digest, once per language. `filled`: the slots that will get a value. */
export function checkTemplate(
	{ template, filled, ...told }: Told & { template: Template; filled: ReadonlySet<string> },
	context: GateContext,
): Finding[] {
	return checkPage(templatePage(template, filled), told, context);
}

/** A ready piece of a letter, once; it is read within the template it will stand in. */
export function checkPiece(
	{ piece, within, ...told }: Told & { piece: { html: string; text: string }; within: Template },
	context: GateContext,
): Finding[] {
	return checkPage(piecePage(piece, within), told, context);
}

/** The kinds of values that are filled in, once, by an example of each. */
export function checkSlotValues(values: SlotValues, context: GateContext): Finding[] {
	return all.flatMap(([name, rule]) =>
		found(name, rule.values?.(values, context), { item: 'values of slots' }, context),
	);
}

/** Every mail: its headers, size, slots and way out. A few microseconds; the same empty array when all is well. */
export function checkMail(
	{ letter, item }: { letter: Letter; item: string },
	context: GateContext,
): readonly Finding[] {
	let findings: Finding[] | undefined;
	for (const [name, check] of mailRules) {
		const problems = check(letter, context);
		if (problems.length) (findings ??= []).push(...found(name, problems, { item }, context));
	}
	return findings ?? nothing;
}
const nothing: readonly Finding[] = [];

/** A whole mail, read again: everything a template is checked for, and its bytes where they are given. */
export async function checkWhole(
	{ letter, raw, lang, ...told }: Told & { letter: Letter; lang: string; raw?: Uint8Array | undefined },
	context: GateContext,
): Promise<Finding[]> {
	const findings = [
		...checkMail({ letter, item: told.item }, context),
		...checkPage(letterPage(letter, lang), told, context),
	];
	if (!raw) return findings;
	const mail: RawMail = { letter, raw };
	for (const [name, rule] of all)
		findings.push(...found(name, await rule.raw?.(mail, context), told, context));
	return findings;
}

/** Asks for every outside link of templates and pieces, each once, and says which do not answer. */
export async function checkLinks(
	pages: readonly (Told &
		({ template: Template } | { piece: { html: string; text: string }; within: Template }))[],
	answers: (url: string) => Promise<LinkAnswer>,
	context: GateContext,
): Promise<Finding[]> {
	const told = new Map<string, Told>();
	for (const one of pages) {
		const page = 'template' in one ? templatePage(one.template, new Set()) : piecePage(one.piece, one.within);
		for (const url of outsideLinks(page, context.site)) if (!told.has(url)) told.set(url, one);
	}
	const asked = await Promise.all(
		[...told].map(async ([url, one]) => ({ url, one, answer: await answers(url) })),
	);
	return asked.flatMap(({ url, one, answer }) =>
		all.flatMap(([name, rule]) => found(name, rule.answer?.(url, answer), one, context)),
	);
}

/** What mail programs do not support, as findings. */
export function checkSupport(
	unsupported: readonly Unsupported[],
	told: Told,
	context: GateContext,
): Finding[] {
	return unsupported.flatMap((one) =>
		all.flatMap(([name, rule]) => found(name, rule.support?.(one), told, context)),
	);
}

function checkPage(page: Page, told: Told, context: GateContext): Finding[] {
	return all.flatMap(([name, rule]) => found(name, rule.page?.(page, context), told, context));
}

function found(
	rule: RuleName,
	problems: readonly Problem[] | undefined,
	{ item, source, post }: Told,
	{ site }: GateContext,
): Finding[] {
	return (problems ?? []).map(({ near, ...problem }) => {
		const line =
			source &&
			((near === undefined ? undefined : lineOf(source, near, site)) ??
				(post === undefined ? undefined : lineOfPost(source, post)));
		return { rule, item, ...problem, ...(line === undefined ? {} : { file: source!.file, line }) };
	});
}
