import { Tokenizer } from 'htmlparser2';
import { LineWriter, type ZonedLine } from './html-lines.ts';
import { roleOf, telling, type Role } from './html-roles.ts';

/** Attack: a hundred thousand elements, each within the one before. Long threads nest a hundred; what is deeper is flat. */
const MOST_DEPTH = 300;
/** Attack: an attribute of a megabyte in which a style is looked for. */
const MOST_VALUE = 2000;

/** An element with a role, and the lines in it, `last` included. Zone 0 is the whole mail. */
export interface Zone {
	readonly role: Role | 'mail';
	/** The zone it stands in; -1 of the whole mail. */
	readonly parent: number;
	readonly first: number;
	last: number;
}

/** An open element; `zone` is the one around it. */
interface Open {
	readonly name: string;
	readonly zone: number;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));
/** What they hold is not shown. */
const hidden = words('style script title template');
/** Elements that never hold anything, and those that only dress words: their end tags are too often in the wrong place. */
const unstacked = words(
	'area base br col embed hr img input link meta param source track wbr a abbr b big code em font i nobr s small strike strong sub sup tt u',
);
const blocks = words(
	'address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody tfoot thead tr ul',
);
/** An end tag does not reach beyond these (HTML standard, section 13.2.4.2). */
const walls = words('table td th tr tbody thead tfoot');
const cells = words('td th');
/** Elements whose end tag may be missing: what opens them anew closes them. */
const closes: Readonly<Record<string, ReadonlySet<string>>> = {
	li: words('li p'),
	dd: words('dd dt p'),
	dt: words('dd dt p'),
	td: words('td th p'),
	th: words('td th p'),
	tr: words('tr td th p'),
};
const paragraph = words('p');

/**
 * Reads HTML as lines with the zones they stand in, in one pass over the characters: the tokenizer is htmlparser2's, the stack
 * of open elements is bounded, so the time grows with the length and no faster.
 */
export class HtmlWalk {
	readonly zones: Zone[] = [{ role: 'mail', parent: -1, first: 0, last: 0 }];
	readonly #html: string;
	readonly #writer = new LineWriter();
	readonly #stack: Open[] = [];
	#tooDeep = 0;
	#zone = 0;
	#hidden = '';
	#element = '';
	#attribute = '';
	#attributes: Record<string, string> = {};

	constructor(html: string) {
		this.#html = html;
	}

	/** All lines. To be called once. */
	lines(): readonly ZonedLine[] {
		const ignore = () => {};
		const tokenizer = new Tokenizer(
			{},
			{
				ontext: (start, end) => this.#text(this.#html.slice(start, end)),
				ontextentity: (code) => this.#text(String.fromCodePoint(code)),
				onopentagname: (start, end) => this.#begin(this.#html.slice(start, end).toLowerCase()),
				onattribname: (start, end) => (this.#attribute = this.#html.slice(start, end).toLowerCase()),
				onattribdata: (start, end) => this.#value(this.#html.slice(start, Math.min(end, start + MOST_VALUE))),
				onattribentity: (code) => this.#value(String.fromCodePoint(code)),
				onopentagend: () => this.#opened(),
				onselfclosingtag: () => this.#opened(),
				onclosetag: (start, end) => this.#close(this.#html.slice(start, end).toLowerCase()),
				onattribend: ignore,
				oncdata: ignore,
				oncomment: ignore,
				ondeclaration: ignore,
				onprocessinginstruction: ignore,
				onend: ignore,
			},
		);
		tokenizer.write(this.#html);
		tokenizer.end();
		this.#writer.flush();
		while (this.#stack.length > 0) this.#pop();
		this.zones[0]!.last = this.#writer.lines.length - 1;
		return this.#writer.lines;
	}

	#text(text: string): void {
		if (!this.#hidden) this.#writer.add(text, this.#zone);
	}

	#begin(name: string): void {
		this.#element = name;
		this.#attributes = {};
	}

	#value(text: string): void {
		const name = this.#attribute;
		if (!telling.has(name) && !(name === 'alt' && this.#element === 'img')) return;
		const before = Object.hasOwn(this.#attributes, name) ? this.#attributes[name]! : '';
		if (before.length < MOST_VALUE) this.#attributes[name] = before + text;
	}

	#opened(): void {
		const name = this.#element;
		if (this.#hidden) return;
		if (hidden.has(name)) this.#hidden = name;
		else if (blocks.has(name)) {
			this.#unstack(closes[name] ?? paragraph);
			this.#writer.block(name, this.#attributes);
		} else if (cells.has(name)) {
			this.#unstack(closes[name]!);
			this.#writer.cell();
		} else if (name === 'br') this.#writer.breakLine();
		else if (name === 'img') this.#writer.picture(this.#attributes['alt'] ?? '', this.#zone);
		if (name === 'hr') this.#rule();
		else if (!unstacked.has(name)) this.#push(name);
	}

	#rule(): void {
		const around = this.#zone;
		this.#enter(roleOf('hr', this.#attributes));
		this.#writer.rule(this.#zone);
		this.#leave(around);
	}

	#push(name: string): void {
		if (this.#stack.length >= MOST_DEPTH) {
			this.#tooDeep++;
			return;
		}
		this.#stack.push({ name, zone: this.#zone });
		this.#enter(roleOf(name, this.#attributes));
	}

	#enter(role: Role | undefined): void {
		if (!role) return;
		this.#writer.flush();
		if (role === 'quote') this.#writer.gap();
		this.zones.push({ role, parent: this.#zone, first: this.#writer.lines.length, last: -1 });
		this.#zone = this.zones.length - 1;
	}

	#leave(to: number): void {
		if (to === this.#zone) return;
		this.#writer.flush();
		const left = this.zones[this.#zone]!;
		left.last = this.#writer.lines.length - 1;
		if (left.role === 'quote') this.#writer.gap();
		this.#zone = to;
	}

	#close(name: string): void {
		if (this.#hidden) {
			if (this.#hidden === name) this.#hidden = '';
			return;
		}
		if (blocks.has(name)) this.#writer.endBlock(name);
		if (unstacked.has(name)) return;
		if (this.#tooDeep > 0) {
			this.#tooDeep--;
			return;
		}
		const at = this.#openAt(name);
		if (at >= 0) while (this.#stack.length > at) this.#pop();
	}

	/** Where on the stack the element stands that an end tag closes; -1 when none of them may be closed by it. */
	#openAt(name: string): number {
		for (let at = this.#stack.length - 1; at >= 0; at--) {
			const open = this.#stack[at]!.name;
			if (open === name) return at;
			if (walls.has(open) && !walls.has(name)) return -1;
			if (blocks.has(open) && !blocks.has(name) && !walls.has(name)) return -1;
		}
		return -1;
	}

	#unstack(names: ReadonlySet<string>): void {
		while (this.#tooDeep === 0 && names.has(this.#stack.at(-1)?.name ?? '')) this.#pop();
	}

	#pop(): void {
		this.#leave(this.#stack.pop()!.zone);
	}
}
