import { formatAddress, withTag } from '../base/address.ts';
import { wireOf } from '../base/batch.ts';
import { escapeHtml } from '../base/html.ts';
import { writeLetter, type Batch, type Letter } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import { slot, slotEnd, slotStart, splitSlots, type Part } from '../base/template.ts';
import type { Instant } from '../base/time.ts';
import { replyTag, type KeyRing } from '../base/token.ts';
import { leaveAddress, leaveToken } from '../person/index.ts';
import { Sheet } from './sheet.ts';
import { pieceKey, type CompiledDigest, type PlanHead, type Reading } from './plan.ts';

/** Prints the letters of a digest. Everything that is the same for many readers is encoded once. */
export interface Press {
	/** The letters of these readers, in their order. They depend on nothing but the plan, the readings, the keys and the clock. */
	print(readings: readonly Reading[], clock: Instant): Batch;
}

/** What may stand in a hole. */
type Hole =
	| { readonly kind: 'to' | 'reply-tag' | 'leave-token' }
	| { readonly kind: 'items'; readonly slot: string; readonly form: 'html' | 'text' };
type Step = Buffer | { readonly hole: Hole; readonly before: Buffer; readonly after: Buffer };
type Encoded = Readonly<Record<'html' | 'text', Buffer>>;

/** A letter with a body of 28 kB is common; the buffer grows where that is not enough. */
const FIRST_GUESS = 32 * 1024;
/** What stands between two pieces, as JSON writes a line break. */
const BETWEEN = { html: Buffer.from(String.raw`\n`), text: Buffer.from(String.raw`\n\n`) };

/** Makes ready to print a plan's letters. */
export function pressOf(
	plan: Pick<PlanHead, 'digest' | 'templates' | 'pieces'>,
	{ site, keys }: { site: Site; keys: KeyRing },
): Press {
	const thing = `digest:${plan.digest}`;
	const steps = new Map<string, readonly Step[]>();
	const stepsIn = (lang: string) => {
		const known = steps.get(lang);
		if (known) return known;
		const made = stepsOf(plan.templates[lang]!, thing, { site, keys });
		steps.set(lang, made);
		return made;
	};
	const pieces = new Map<string, Encoded>();
	const pieceOf = (lang: string, place: string, post: string): Encoded => {
		const key = pieceKey(lang, place, post);
		const known = pieces.get(key);
		if (known) return known;
		const piece = plan.pieces[key];
		if (!piece) throw new Error(`The plan of "${plan.digest}" has no piece "${key}".`);
		const made = { html: inJson(piece.html), text: inJson(piece.text) };
		pieces.set(key, made);
		return made;
	};
	let guess = FIRST_GUESS;

	return {
		print(readings, clock) {
			const sheet = new Sheet(guess * readings.length + 2);
			for (const [index, reading] of readings.entries()) {
				sheet.write(index === 0 ? '[' : ',');
				const token = leaveToken(reading.person, thing, clock, keys);
				for (const step of stepsIn(reading.lang)) {
					if (Buffer.isBuffer(step)) {
						sheet.add(step);
						continue;
					}
					const { hole, before, after } = step;
					if (hole.kind === 'items') {
						const choices = reading.items[hole.slot];
						if (!choices?.length) continue;
						sheet.add(before);
						for (const [place, post] of choices.entries()) {
							if (place > 0) sheet.add(BETWEEN[hole.form]);
							sheet.add(pieceOf(reading.lang, hole.slot, post)[hole.form]);
						}
					} else {
						sheet.add(before);
						if (hole.kind === 'leave-token') sheet.write(token);
						else if (hole.kind === 'reply-tag') sheet.write(replyTag(reading.person, thing, keys));
						else sheet.write(escaped(formatAddress(reading)));
					}
					sheet.add(after);
				}
			}
			sheet.write(readings.length ? ']' : '[]');
			const bytes = sheet.done();
			guess = Math.max(guess, Math.ceil(bytes.byteLength / Math.max(1, readings.length)) + 64);
			return { bytes, size: readings.length };
		},
	};
}

/** A letter of one language, written down with marks where its holes are, then split and encoded. */
function stepsOf(
	{ template, items }: CompiledDigest,
	thing: string,
	{ site, keys }: { site: Site; keys: KeyRing },
): Step[] {
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
		return { hole: holeOf(part.slot), before: Buffer.from(part.before), after: Buffer.from(part.after) };
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

function holeOf(name: string): Hole {
	const [, form, own] = /^(html|text)-(.+)$/.exec(name) ?? [];
	if (own) return { kind: 'items', slot: own, form: form as 'html' | 'text' };
	return { kind: name as 'to' | 'reply-tag' | 'leave-token' };
}

function escaped(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

function inJson(text: string): Buffer {
	return Buffer.from(escaped(text));
}
