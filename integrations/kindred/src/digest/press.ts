import { formatAddress, withTag } from '../base/address.ts';
import { wireOf } from '../base/batch.ts';
import { escapeHtml } from '../base/html.ts';
import { writeLetter, type Batch, type Letter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import { slot, slotEnd, slotStart, splitSlots, type Part } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import { replyTag, type KeyRing } from '../base/token.ts';
import { leaveAddress, leaveSigner } from '../person/index.ts';
import { Sheet, type Writable } from './sheet.ts';
import { pieceKey, type CompiledDigest, type PlanHead, type Reading } from './plan.ts';

/** What of a plan its letters are printed from. */
export type Printed = Pick<PlanHead, 'digest' | 'templates' | 'pieces'>;

/** Prints the letters of a digest. Everything that is the same for many readers is encoded once. */
export interface Press {
	/** The letters of these readers, in their order. They depend on nothing but the plan, the readings, the keys and the clock. */
	print(readings: readonly Reading[], clock: Instant): Batch;
	/** Takes back the memory of a batch that nobody needs any more. */
	recycle(batch: Batch): void;
	/** One letter, onto a sheet. */
	lay(reading: Reading, clock: Instant, sheet: Writable): void;
}

/** What may stand in a hole: something personal, or pieces by the entry of their post. */
type Hole =
	| { readonly kind: 'to' | 'reply-tag' | 'leave-token' }
	| {
			readonly kind: 'items';
			readonly slot: string;
			readonly pieces: ReadonlyMap<string, Buffer>;
			readonly between: Buffer;
	  };
type Step = Buffer | { readonly hole: Hole; readonly before: Buffer; readonly after: Buffer };

/** A letter with bodies of 28 kB is common; a sheet grows where that is not enough. */
const FIRST_GUESS = 32 * 1024;
/** What stands between two pieces, as JSON writes a line break. */
const BETWEEN = { html: Buffer.from(String.raw`\n`), text: Buffer.from(String.raw`\n\n`) };

/** Makes ready to print a plan's letters. */
export function pressOf(plan: Printed, { site, keys }: { site: Site; keys: KeyRing }): Press {
	const thing = `digest:${plan.digest}`;
	const steps = new Map(
		Object.keys(plan.templates).map((lang) => [lang, stepsOf(plan, lang, thing, { site, keys })] as const),
	);
	const printed = new WeakMap<Batch, Sheet>();
	const idle: Sheet[] = [];
	let guess = FIRST_GUESS;

	function lay(reading: Reading, sign: (person: number) => string, sheet: Writable): void {
		// It stands in a letter three times, and signing takes as long as a third of the rest.
		const token = sign(reading.person);
		for (const step of steps.get(reading.lang)!) {
			if (Buffer.isBuffer(step)) {
				sheet.add(step);
				continue;
			}
			const { hole, before, after } = step;
			if (hole.kind === 'items') {
				const posts = reading.items[hole.slot];
				if (!posts?.length) continue;
				sheet.add(before);
				layPieces(posts, hole, sheet);
			} else {
				sheet.add(before);
				if (hole.kind === 'leave-token') sheet.write(token);
				else if (hole.kind === 'reply-tag') sheet.write(replyTag(reading.person, thing, keys));
				else sheet.write(escaped(formatAddress(reading)));
			}
			sheet.add(after);
		}
	}

	return {
		lay: (reading, clock, sheet) => lay(reading, leaveSigner(thing, clock, keys), sheet),
		print(readings, clock) {
			const sign = leaveSigner(thing, clock, keys);
			const sheet = idle.pop() ?? new Sheet(guess * readings.length);
			sheet.write('[');
			for (let at = 0; at < readings.length; at++) {
				if (at > 0) sheet.write(',');
				lay(readings[at]!, sign, sheet);
			}
			sheet.write(']');
			const batch: Batch = { bytes: sheet.done(), size: readings.length };
			guess = Math.max(guess, Math.ceil(batch.bytes.byteLength / Math.max(1, readings.length)) + 64);
			printed.set(batch, sheet);
			return batch;
		},
		recycle(batch) {
			const sheet = printed.get(batch);
			if (!sheet) return;
			printed.delete(batch);
			sheet.clear();
			idle.push(sheet);
		},
	};
}

function layPieces(
	posts: readonly string[],
	{ pieces, between }: Hole & { kind: 'items' },
	sheet: Writable,
): void {
	for (let place = 0; place < posts.length; place++) {
		if (place > 0) sheet.add(between);
		const piece = pieces.get(posts[place]!);
		if (!piece) throw new Error(`The plan has no piece of "${posts[place]}".`);
		sheet.add(piece);
	}
}

/** A letter of one language, written down with marks where its holes are, then split and encoded. */
function stepsOf(
	plan: Printed,
	lang: string,
	thing: string,
	{ site, keys }: { site: Site; keys: KeyRing },
): Step[] {
	const { template, items } = plan.templates[lang]!;
	const leave = leaveAddress(site, slot('leave-token'));
	const form = (kind: 'html' | 'text') =>
		template[kind]
			.map((part) => (typeof part === 'string' ? part : marked(part, kind, items, leave)))
			.join('');
	const envelope = {
		to: { name: '', email: slot('to') },
		about: { person: 0, thing },
		leave,
		stream: 'digest',
	};
	const model: Letter = {
		...writeLetter({ ...template, html: [], text: [] }, { 'leave-url': leave }, envelope, { site, keys }),
		replyTo: site.inbound && withTag(site.inbound, slot('reply-tag')),
		html: form('html'),
		text: form('text'),
	};
	return splitSlots(JSON.stringify(wireOf(model))).map((part): Step => {
		if (typeof part === 'string') return Buffer.from(part);
		const { slot: name, before, after } = part;
		return { hole: holeOf(name, plan, lang), before: Buffer.from(before), after: Buffer.from(after) };
	});
}

/** A slot of a body as a mark in the whole letter: posts are told apart by the form they come in, the way out is one token. */
function marked(
	{ slot: name, before, after }: Exclude<Part, string>,
	form: 'html' | 'text',
	items: CompiledDigest['items'],
	leave: string,
): string {
	if (name === 'leave-url') return before + (form === 'html' ? escapeHtml(leave) : leave) + after;
	if (!items.some((item) => item.slot === name))
		throw new Error(`Nothing is known to fill the slot "${name}" of a digest.`);
	const own = `${form}-${name}`;
	return slotStart(own) + before + slot(own) + after + slotEnd(own);
}

function holeOf(name: string, { pieces }: Printed, lang: string): Hole {
	const [, form, own] = /^(html|text)-(.+)$/.exec(name) ?? [];
	if (!own) return { kind: name as 'to' | 'reply-tag' | 'leave-token' };
	const body = form as 'html' | 'text';
	const prefix = pieceKey(lang, own, '');
	const ready = Object.entries(pieces)
		.filter(([key]) => key.startsWith(prefix))
		.map(([key, piece]) => [key.slice(prefix.length), Buffer.from(escaped(piece[body]))] as const);
	return { kind: 'items', slot: own, pieces: new Map(ready), between: BETWEEN[body] };
}

function escaped(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}
