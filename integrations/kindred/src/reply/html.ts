import { HtmlWalk } from './html-walk.ts';
import { structureOf, type Place, type Structure } from './html-zones.ts';
import { withoutSharedLines } from './shared-line.ts';

/** Attack: a mail of many megabytes of tags. Beyond this much HTML nobody writes by hand. */
const MOST_HTML = 1_500_000;

/** The text of HTML and what its structure says of each line. */
export interface HtmlText extends Structure {
	/** Every quoted line begins with `>`. */
	readonly lines: readonly string[];
	/** It was longer than anybody writes, and its end is missing. */
	readonly cut: boolean;
}

/** Reads HTML as mail programs write it, in a time that grows with its length and no faster. */
export function readHtml(html: string): HtmlText {
	const walk = new HtmlWalk(html.slice(0, MOST_HTML));
	const written = walk.lines();
	const structure = structureOf(written, walk.zones);
	const lines: string[] = [];
	const places: Place[] = [];
	for (const [at, { text }] of written.entries()) {
		const place = structure.places[at]!;
		// The empty line above a quote is none of it.
		const isQuoted = place === 'quote' && (text !== '' || structure.places[at - 1] === 'quote');
		for (const line of place === 'open' ? withoutSharedLines([text]) : [text]) {
			lines.push(isQuoted ? `> ${line}` : line);
			places.push(place);
		}
	}
	return { ...structure, lines, places, cut: html.length > MOST_HTML };
}

/** HTML as text in which every quoted line begins with `>`. */
export function quotedText(html: string): string {
	return readHtml(html).lines.join('\n');
}
