import { formulaSpans } from './dollars.ts';
import { fence, inlineCode, literalSpans, parseMarkdown, spansOf } from './markdown.ts';
import {
	type Edit,
	isInside,
	lineAt,
	type Manuscript,
	type Note,
	revise,
	type Span,
	wholeLine,
} from './manuscript.ts';
import type { Habits } from './dialect.ts';
import { removeShortcodes } from './shortcodes.ts';

/** What template tags may refer to. */
export interface TemplateContext {
	readonly title: string;
	/** The address of another post, by its file name; nothing when there is no such post. */
	readonly addressOf: (name: string) => string | undefined;
}

/** A Liquid or Nunjucks tag `{% name rest %}` or output `{{ rest }}`. */
interface Tag extends Span {
	readonly name: string;
	readonly rest: string;
	readonly inCode: boolean;
}

/** A tag longer than this is no tag but two stray brackets. */
const liquid = /\{%-?([^%{}]{0,2000}(?:%(?!\})[^%]{0,200})*?)-?%\}|\{\{-?([^{}]{0,2000}?)-?\}\}/g;
/** What reads as a template language, and kramdown's `{:` where the Markdown is not kramdown's. */
const brackets = /<%[\s\S]{0,2000}?%>|\{\{[^\n]{0,200}?\}\}+|\{%[^\n]{0,200}?%\}|\{\{|\{%|<%/g;
const bracketsAndLists = new RegExp(`${brackets.source}|\\{:[^\\n}]{0,200}\\}?`, 'g');

/**
 * Takes the template language out of a text: what has a Markdown form gets it, the rest goes and is noted
 * with its line.
 */
export function removeTemplates(
	from: Manuscript,
	habits: Habits,
	context: TemplateContext,
	note: Note,
): Manuscript {
	if (habits.templates === 'liquid') return removeLiquid(from, context, note);
	return habits.templates === 'shortcodes' ? removeShortcodes(from, context, note) : from;
}

function removeLiquid(from: Manuscript, context: TemplateContext, note: Note): Manuscript {
	if (!/\{[{%]/.test(from.text)) return from;
	const tags = readTags(from.text);
	const lastAt = new Map(tags.map(({ name }, index) => [name, index]));
	const edits: Edit[] = [];
	for (let at = 0; at < tags.length; at++) {
		const tag = tags[at]!;
		const line = lineAt(from, tag.start);
		const end = `end${tag.name}`;
		const close =
			(lastAt.get(end) ?? 0) > at ? tags.findIndex(({ name }, index) => index > at && name === end) : -1;
		const inner = close === -1 ? '' : from.text.slice(tag.end, tags[close]!.start);
		if (tag.name === 'raw' && close !== -1) {
			edits.push(
				{ ...wholeLine(from.text, tag), text: '' },
				{ ...wholeLine(from.text, tags[close]!), text: '' },
			);
			for (const { start, end, inCode } of tags.slice(at + 1, close)) {
				if (!inCode) edits.push({ start, end, text: inlineCode(from.text.slice(start, end)) });
			}
			at = close;
		} else if (tag.inCode) continue;
		else if (tag.name === 'highlight' && close !== -1) {
			const code = fence(inner, tag.rest.split(/\s+/)[0] ?? '');
			edits.push({ start: tag.start, end: tags[close]!.end, text: code });
			at = close;
		} else if (tag.name === 'comment' && close !== -1) {
			edits.push({ ...wholeLine(from.text, { start: tag.start, end: tags[close]!.end }), text: '' });
			at = close;
		} else {
			const said = valueOf(tag, context);
			if (said === undefined)
				note(
					line,
					`\`${from.text.slice(tag.start, tag.end).replace(/\s+/g, ' ').slice(0, 60)}\` is left out`,
				);
			edits.push(said ? { start: tag.start, end: tag.end, text: said } : withoutTag(from.text, tag));
		}
	}
	return revise(from, edits);
}

/** A tag taken out: with its line when it is alone there, with the link around it when it was its address. */
function withoutTag(text: string, tag: Span): Edit {
	const link = /\[([^[\]\n]{0,300})\]\($/.exec(text.slice(Math.max(0, tag.start - 310), tag.start));
	const isLink = link && text[tag.end] === ')' && text[tag.start - link[0].length - 1] !== '!';
	if (isLink) return { start: tag.start - link[0].length, end: tag.end + 1, text: link[1]! };
	return { ...wholeLine(text, tag), text: '' };
}

function readTags(text: string): Tag[] {
	const masked = text.replace(/\{%-?\s*highlight\b[\s\S]*?endhighlight\s*-?%\}/g, (block) =>
		block.replace(/[^\n]/g, ' '),
	);
	const literals = literalSpans(masked);
	return [...text.matchAll(liquid)].map((match) => {
		const [, name = '', rest = ''] = /^\s*([\w-]*)\s*([\s\S]*?)\s*$/.exec(match[1] ?? '') ?? [];
		const start = match.index;
		const isOutput = match[2] !== undefined;
		return {
			start,
			end: start + match[0].length,
			name: isOutput ? '' : name,
			rest: isOutput ? match[2]!.trim() : rest,
			inCode: isInside(literals, start),
		};
	});
}

/**
 * What a tag says in plain Markdown: `''` for nothing worth a note, `undefined` for something that is lost.
 */
function valueOf({ name, rest }: Tag, context: TemplateContext): string | undefined {
	if (name === 'post_url' || name === 'link') return context.addressOf(rest.replace(/["']/g, ''));
	if (name !== '') return /^(end\w*|raw|assign|capture|break|continue)$/.test(name) ? '' : undefined;
	if (/^(site|page)\.(baseurl|base_path)\b|^site\.url\b/.test(rest)) return '';
	const path = /^["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|url|prepend:)/.exec(rest);
	if (path) return path[1]!;
	return /^(page\.)?title$/.test(rest) ? context.title : undefined;
}

/**
 * Brackets of a template language that are left are the author's own words about one: they become inline
 * code. Inside of a tag, as in `style={{ … }}`, they are an attribute only JavaScript could fill, and go.
 */
export function quoteBrackets(from: Manuscript, habits: Habits, note: Note): Manuscript {
	const pattern = habits.kramdown ? brackets : bracketsAndLists;
	if (from.text.search(pattern) === -1) return from;
	const root = parseMarkdown(from.text);
	const code = spansOf(root, ['code', 'inlineCode']);
	const formulas = formulaSpans(from.text);
	const tags = spansOf(root, ['html']);
	const edits: Edit[] = [];
	for (const match of from.text.matchAll(pattern)) {
		const [start, end] = [match.index, match.index + match[0].length];
		if (isInside(code, start) || isInside(formulas, start)) continue;
		const shown = `\`${match[0].trim().slice(0, 60)}\``;
		const attribute =
			/<[a-z][^<>\n]{0,400}?(\s[\w:-]+=)$/i.exec(from.text.slice(Math.max(0, start - 460), start))?.[1] ?? '';
		const goes = attribute !== '' || match[0].startsWith('<%') || isInside(tags, start);
		note(lineAt(from, start), `${shown} is ${goes ? 'left out' : 'set as code'}`);
		if (goes) edits.push({ start: start - attribute.length, end, text: '' });
		else edits.push({ start, end, text: inlineCode(match[0].replaceAll('`', "'")) });
	}
	return revise(from, edits);
}
