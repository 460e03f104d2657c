import { readBatch } from '../../base/batch.ts';
import type { Letter } from '../../base/letter.ts';
import type { Site } from '../../base/site.ts';
import type { Instant } from '../../base/time.ts';
import type { KeyRing } from '../../base/token.ts';
import { leaveAddress, leaveToken } from '../../person/index.ts';
import {
	checkLinks,
	checkMail,
	checkPiece,
	checkSlotValues,
	checkSupport,
	checkTemplate,
	checkWhole,
	type Finding,
} from './check.ts';
import type { GateContext, LinkAnswer, Unsupported } from './finding.ts';
import type { DigestSource } from './place.ts';
import type { Plan, Reading } from '../plan.ts';
import { pressOf, type Press } from '../press.ts';

/** What the gate needs of the world to look at a plan. */
export interface Examining {
	readonly site: Site;
	readonly keys: KeyRing;
	readonly context: GateContext;
	now(): Instant;
	/** The file of a digest's entry; nothing when it cannot be read. */
	sourceOf(entry: string): Promise<DigestSource | undefined>;
	/** A letter as the bytes of a mail (RFC 5322). */
	mime(letter: Letter): Promise<Uint8Array>;
	/** What mail programs do not know of it; nothing at all where nobody can say. */
	support(html: string): Promise<readonly Unsupported[] | undefined>;
	/** Asks for links to other sites, where the author wants that. */
	answers?: ((url: string) => Promise<LinkAnswer>) | undefined;
}

/** So many mails are made whole and read again. */
const SAMPLE = 200;
/** Enough to see what is wrong. Warnings do not count: a mistake in a later mail must not hide behind them. */
const MOST_ERRORS = 1000;

/** The tables are 28 MB with what they bring, so a site has them only if it wants. */
const unasked: Finding = {
	rule: 'client-support',
	severity: 'warning',
	item: 'every letter',
	message: 'Whether mail programs know what the letters use was not looked up.',
	hint: 'Bring the tables of caniemail.com: `npm install --save-dev caniemail`.',
};

/** Looks at everything a plan would send: every template and piece once, every mail quickly, a sample of them whole. */
export async function examine(plan: Plan, world: Examining): Promise<Finding[]> {
	const findings = await examineParts(plan, world);
	const press = pressOf(plan, world);
	const every = Math.max(1, Math.ceil(plan.counts.readers / SAMPLE));
	let count = 0;
	for (const part of plan.parts.readings) {
		const readings = JSON.parse(part) as Reading[];
		for (const [at, letter] of lettersOf(readings, press, world.now()).entries()) {
			const reading = readings[at]!;
			findings.push(...(await examineMail(letter, reading, count++ % every === 0, plan, world)));
		}
		if (findings.filter(({ severity }) => severity === 'error').length > MOST_ERRORS) break;
	}
	return findings;
}

function lettersOf(readings: readonly Reading[], press: Press, clock: Instant): Letter[] {
	const batch = press.print(readings, clock);
	const letters = readBatch(batch.bytes);
	press.recycle(batch);
	return letters;
}

async function examineMail(
	letter: Letter,
	{ person, lang }: Reading,
	isWhole: boolean,
	{ templates }: Plan,
	{ context, mime, sourceOf }: Examining,
): Promise<readonly Finding[]> {
	const item = `mail to ${person}`;
	if (!isWhole) return checkMail({ letter, item }, context);
	const source = await sourceOf(templates[lang]!.entry);
	return checkWhole({ letter, item, lang, source, raw: await mime(letter) }, context);
}

/** What is the same in many mails, once each. */
async function examineParts(plan: Plan, world: Examining): Promise<Finding[]> {
	const { context, answers, site, keys, now } = world;
	const findings: Finding[] = [];
	const pages: Parameters<typeof checkLinks>[0][number][] = [];
	for (const [lang, { template, items, entry }] of Object.entries(plan.templates)) {
		const told = { item: `template ${lang}`, source: await world.sourceOf(entry) };
		const filled = new Set(['leave-url', ...items.map(({ slot }) => slot)]);
		findings.push(...checkTemplate({ ...told, template, filled }, context));
		const html = template.html.map((part) => (typeof part === 'string' ? part : part.before + part.after));
		const unsupported = await world.support(html.join(''));
		findings.push(...(unsupported ? checkSupport(unsupported, told, context) : [unasked]));
		pages.push({ ...told, template });
	}
	for (const [key, piece] of Object.entries(plan.pieces)) {
		const [lang = '', , post = ''] = key.split(':');
		// A piece may have been made for a letter that then nobody was to get.
		const compiled = plan.templates[lang];
		if (!compiled) continue;
		const { template: within, entry } = compiled;
		const source = await world.sourceOf(entry);
		const told = { item: `post ${post}`, post: plan.groups[post], source, piece, within };
		findings.push(...checkPiece(told, context));
		pages.push(told);
	}
	const leave = leaveAddress(site, leaveToken(1, `digest:${plan.digest}`, now(), keys));
	findings.push(...checkSlotValues({ leave, to: site.from }, context));
	if (answers) findings.push(...(await checkLinks(pages, answers, context)));
	return findings;
}
