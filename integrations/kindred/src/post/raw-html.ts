import { codeSpans } from './markdown.ts';
import { type Edit, isInside, lineAt, type Manuscript, type Note, revise, wholeLine } from './manuscript.ts';

/**
 * A language model's chain of thought, saved with its answer: nothing the author wrote, and nothing for a
 * letter.
 */
const reasoning =
	/<details\b[^>]*\btype\s*=\s*["']?reasoning\b[^>]*>[\s\S]*?<\/details\s*>|<(think|thinking)>[\s\S]*?<\/\1>/gi;
/** Scripts of the old page: counters, embeds, widgets. */
const scripts = /<script\b[^>]*>[\s\S]*?<\/script\s*>|<script\b[^>]*\/>/gi;

/** Takes out of a text what belongs to the old page or to a machine, not to the article. */
export function removeRawHtml(from: Manuscript, note: Note): Manuscript {
	if (!/<(details|think|thinking|script)\b/i.test(from.text)) return from;
	const code = codeSpans(from.text);
	const edits: Edit[] = [];
	const drop = (pattern: RegExp, what: string) => {
		for (const match of from.text.matchAll(pattern)) {
			if (isInside(code, match.index)) continue;
			note(lineAt(from, match.index), `${what} is left out`);
			edits.push({
				...wholeLine(from.text, { start: match.index, end: match.index + match[0].length }),
				text: '',
			});
		}
	};
	drop(reasoning, 'the reasoning of a language model');
	drop(scripts, 'a script');
	return revise(from, edits);
}

/**
 * A body written in HTML, as Markdown can hold it: indented lines would become code. Text with `<pre>`
 * stays as it is.
 */
export function htmlBody(from: Manuscript): Manuscript {
	if (/<(pre|textarea)\b/i.test(from.text)) return from;
	return {
		...from,
		text: from.text
			.split('\n')
			.map((line) => line.trimStart())
			.join('\n'),
	};
}
