import { fence, gap, literalSpans } from './markdown.ts';
import { type Edit, isInside, lineAt, type Manuscript, type Note, revise, wholeLine } from './manuscript.ts';

/** Hugo: `{{< name rest >}}`, `{{% name rest %}}`, closed by `{{< /name >}}`. */
const shortcode = /\{\{([<%])\s*(\/?)\s*([\w./-]*)([^{}]{0,2000}?)\/?\s*[>%]\}\}/g;

/** What a shortcode may refer to. */
interface Addresses {
	readonly addressOf: (name: string) => string | undefined;
}

/**
 * Takes Hugo's shortcodes out: figures, code and links get their Markdown form, the rest goes and is noted
 * with its line.
 */
export function removeShortcodes(from: Manuscript, context: Addresses, note: Note): Manuscript {
	if (!from.text.includes('{{')) return from;
	const literals = literalSpans(from.text.replace(shortcode, (all) => all.replace(/[^\n]/g, ' ')));
	const edits: Edit[] = [];
	const matches = [...from.text.matchAll(shortcode)].filter((match) => !isInside(literals, match.index));
	for (let at = 0; at < matches.length; at++) {
		const match = matches[at]!;
		const [all, , slash, name = '', rest = ''] = match;
		const span = { start: match.index, end: match.index + all.length };
		const isCode = name === 'highlight' && slash === '';
		const close = isCode
			? matches.findIndex((other, index) => index > at && other[2] === '/' && other[3] === name)
			: -1;
		if (close !== -1) {
			const end = matches[close]!.index;
			const code = fence(from.text.slice(span.end, end), rest.trim().split(/\s+/)[0] ?? '');
			edits.push({ start: span.start, end: end + matches[close]![0].length, text: code });
			at = close;
			continue;
		}
		const said = slash ? '' : inMarkdown(name, rest, context);
		if (said === undefined)
			note(lineAt(from, span.start), `the shortcode \`${name || all.slice(0, 40)}\` is left out`);
		edits.push(said ? { ...span, text: said } : { ...wholeLine(from.text, span), text: '' });
	}
	return revise(from, edits);
}

/** A shortcode in Markdown; `undefined` when it has no such form. */
function inMarkdown(name: string, rest: string, context: Addresses): string | undefined {
	const named = new Map(
		[...rest.matchAll(/([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/g)].map((m) => [
			m[1]!,
			m[2] ?? m[3] ?? m[4] ?? '',
		]),
	);
	const first = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=]+)(?=\s|$))/.exec(rest);
	const argument = first?.[1] ?? first?.[2] ?? first?.[3] ?? '';
	if (name === 'ref' || name === 'relref') return context.addressOf(argument);
	if (name === 'figure' || name === 'img') {
		const src = named.get('src') ?? argument;
		const words = named.get('alt') ?? named.get('caption') ?? named.get('title') ?? '';
		return src ? `![${words.replace(/[[\]]/g, '')}](<${src.replace(/[<>]/g, '')}>)` : undefined;
	}
	if (name === 'youtube' || name === 'vimeo') {
		const id = named.get('id') ?? argument;
		if (!/^[\w-]+$/.test(id)) return undefined;
		return name === 'youtube' ? `<https://www.youtube.com/watch?v=${id}>` : `<https://vimeo.com/${id}>`;
	}
	return name.startsWith('gist') ? gap('A code example was here') : undefined;
}
