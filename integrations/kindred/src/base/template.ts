import { apart, facing } from './bidi.ts';
import { escapeHtml } from './html.ts';

/**
 * A letter compiled for one language: fixed text with holes. Filling it is concatenation; nothing is rendered per person.
 * `before` and `after` belong to the hole: they stay away when it stays empty (a heading above picks, say).
 */
export type Part = string | { readonly slot: string; readonly before: string; readonly after: string };

/** A letter in one language: its three forms, each split at the same slots. */
export interface Template {
	readonly lang: string;
	readonly subject: readonly Part[];
	readonly html: readonly Part[];
	readonly text: readonly Part[];
}

/** What goes into a slot: plain text (escaped for HTML), or a ready piece that comes in both forms. */
export type SlotValue = string | { readonly html: string; readonly text: string };

/** Private-use characters (Unicode plane 0) mark slots inside rendered HTML: nothing between Astro and us rewrites them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** The mark of a slot, to be written into a letter's text or into an attribute such as `href`. */
export function slot(name: string): string {
	return `${OPEN}${name}${CLOSE}`;
}

/** Marks around what belongs to a slot and goes away with it: `slotStart('picks')` … `slot('picks')` … `slotEnd('picks')`. */
export function slotStart(name: string): string {
	return `${OPEN}+${name}${CLOSE}`;
}
export function slotEnd(name: string): string {
	return `${OPEN}-${name}${CLOSE}`;
}

/** Marks that an author's own text must not contain. */
export function withoutMarks(text: string): string {
	return text.replace(/[\uE000\uE001]/g, '');
}

/** Splits rendered text at its slots. Throws when a mark is broken, which is a bug of the letter's component. */
export function splitSlots(rendered: string): Part[] {
	const parts: Part[] = [];
	let open: { name: string; before: string; value: boolean } | undefined;
	for (const [index, piece] of rendered.split(/\uE000([+-]?[a-z0-9-]+)\uE001/).entries()) {
		if (index % 2 === 0) {
			if (piece.includes(OPEN) || piece.includes(CLOSE))
				throw new Error('A slot mark in a letter is broken.');
			if (!open) parts.push(piece);
			else if (!open.value) open.before += piece;
			else parts[parts.length - 1] = { ...(parts.at(-1) as Exclude<Part, string>), after: piece };
		} else if (piece.startsWith('+')) open = { name: piece.slice(1), before: '', value: false };
		else if (piece.startsWith('-')) open = undefined;
		else {
			parts.push({ slot: piece, before: open?.before ?? '', after: '' });
			if (open) open.value = true;
		}
	}
	return parts.filter((part) => part !== '');
}

/** A template with its holes filled. Throws on a slot without a value: no letter leaves with a hole. */
export function fill(
	template: Template,
	values: Readonly<Record<string, SlotValue>>,
): { subject: string; html: string; text: string } {
	const join = (parts: readonly Part[], form: (value: SlotValue) => string) => {
		let out = '';
		for (const part of parts) {
			if (typeof part === 'string') {
				out += part;
				continue;
			}
			const value = values[part.slot];
			if (value === undefined) throw new Error(`The slot "${part.slot}" of a letter has no value.`);
			const text = form(value);
			if (text) out += part.before + text + part.after;
		}
		return out;
	};
	const plain = (value: SlotValue) => (typeof value === 'string' ? value : value.text);
	/** A title in the subject of a letter in another direction; alone it is the subject. */
	const put = (value: SlotValue) =>
		template.subject.length > 1 ? apart(template.lang, plain(value)) : plain(value);
	return {
		subject: facing(template.lang, inOneLine(join(template.subject, put))),
		html: join(template.html, (value) => (typeof value === 'string' ? escapeHtml(value) : value.html)),
		text: join(template.text, plain),
	};
}

/** Text in one line: a line break in a subject would start a new header. Spaces that must not break, as French has, stay. */
export function inOneLine(text: string): string {
	return text.replace(/[^\S\u00a0\u202f]+/g, ' ').trim();
}
