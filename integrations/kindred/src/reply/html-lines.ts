import type { Attributes } from './html-roles.ts';

/** A line of the text, and the number of the innermost element with a role that it stands in. */
export interface ZonedLine {
	readonly text: string;
	readonly zone: number;
}

/** White space that HTML folds into one space; the no-break space is none of it. */
const spaces = /[ \t\r\n\f]+/g;
/** Paragraphs that are lines: Word writes one for each. */
const tight = /^Mso/;
const noMargin = /(?:^|[;\s])margin(?:-(?:top|bottom))?\s?:\s?0/i;
const apart = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'pre', 'dl']);
const RULE = '-'.repeat(40);

/** Writes words and breaks as lines: white space folded, at most one empty line in a row, list items with their marks. */
export class LineWriter {
	readonly lines: ZonedLine[] = [];
	#pieces: string[] = [];
	#zone = 0;
	#spaced = true;
	#gap = false;
	/** Whether the paragraph has margins. */
	#loose = false;
	#verbatim = 0;
	#mark = '';
	readonly #counters: number[] = [];

	add(text: string, zone: number): void {
		if (this.#verbatim > 0) return this.#addVerbatim(text, zone);
		let folded = text.replace(spaces, ' ');
		if (this.#spaced && folded.startsWith(' ')) folded = folded.slice(1);
		if (folded) this.#put(folded, zone);
	}

	#addVerbatim(text: string, zone: number): void {
		for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
			if (index > 0) this.breakLine();
			if (line) this.#put(line, zone);
		}
	}

	#put(text: string, zone: number): void {
		if (this.#pieces.length === 0) this.#zone = zone;
		this.#pieces.push(text);
		this.#spaced = text.endsWith(' ');
	}

	/** Ends the line, if one has begun. A line without anything to see is a gap. */
	flush(): void {
		if (this.#pieces.length === 0) return;
		const text = this.#pieces.join('').trimEnd();
		this.#pieces = [];
		this.#spaced = true;
		if (text.trim() === '') this.#gap = true;
		else this.#line(this.#mark + text, this.#zone);
	}

	#line(text: string, zone: number): void {
		if (this.#gap && this.lines.length > 0) this.lines.push({ text: '', zone });
		this.#gap = false;
		this.#mark = '';
		this.lines.push({ text, zone });
	}

	/** An empty line comes before the next one. */
	gap(): void {
		this.#gap = true;
	}

	breakLine(): void {
		if (this.#pieces.length === 0) this.#gap = true;
		this.flush();
	}

	/** An element that stands on lines of its own begins. */
	block(name: string, { class: kind, style }: Attributes): void {
		this.flush();
		const isApart = apart.has(name) && !tight.test(kind ?? '') && !noMargin.test(style ?? '');
		if (isApart) this.#gap = true;
		if (name === 'p') this.#loose = isApart;
		if (name === 'pre') this.#verbatim++;
		if (name === 'ol') this.#counters.push(0);
		if (name === 'ul') this.#counters.push(-1);
		if (name === 'li') this.#mark = this.#nextMark();
	}

	endBlock(name: string): void {
		this.flush();
		if (name === 'p' ? this.#loose : apart.has(name)) this.#gap = true;
		if (name === 'pre') this.#verbatim = Math.max(0, this.#verbatim - 1);
		if (name === 'ol' || name === 'ul') this.#counters.pop();
		if (name === 'li') this.#mark = '';
	}

	#nextMark(): string {
		const count = this.#counters.at(-1) ?? -1;
		// A dash and a word might be how somebody signs.
		if (count < 0) return '* ';
		this.#counters[this.#counters.length - 1] = count + 1;
		return `${count + 1}. `;
	}

	/** A cell of a table goes on in its row. */
	cell(): void {
		if (!this.#spaced) this.#pieces.push(' ');
		this.#spaced = true;
	}

	rule(zone: number): void {
		this.flush();
		this.#line(RULE, zone);
	}

	/** An emoji that a program sends as a picture is a word; other pictures are not. */
	picture(alt: string, zone: number): void {
		if (alt.length <= 16 && /^\p{Extended_Pictographic}/u.test(alt)) this.add(alt, zone);
	}
}
