import { toString } from 'mdast-util-to-string';
import { fillPath } from '../base/path.ts';
import { type Dialect, habitsOf, noPostByPath } from './dialect.ts';
import { settleDollars } from './dollars.ts';
import { type Fields, readFields } from './fields.ts';
import { type FileName, readFileName } from './file-name.ts';
import { readFrontMatter } from './front-matter.ts';
import { removeKramdown } from './kramdown.ts';
import { lineAt, manuscript, type Manuscript, type Note, revise } from './manuscript.ts';
import { parseMarkdown } from './markdown.ts';
import { mdxToMarkdown } from './mdx.ts';
import { measure, opening } from './opening.ts';
import { plainLine } from './plain-line.ts';
import { htmlBody, removeRawHtml } from './raw-html.ts';
import { slugify } from './slug.ts';
import { quoteBrackets, removeTemplates } from './template-residue.ts';

/** A file of the old blog. `path` is relative to its folder, with `/`. */
export interface SourceFile {
	readonly path: string;
	readonly source: string;
}

/** How the new blog wants its posts. */
export interface ImportSettings {
	/** The language of files that do not say theirs. Default: `en`. */
	readonly lang?: string;
	/** Languages that are called otherwise here: `{ zh: 'zh-Hans' }`. */
	readonly languages?: Readonly<Record<string, string>>;
	/** The path pattern of posts. Default: `/:lang/posts/:group/`. */
	readonly postPath?: string;
}

/**
 * Something the author should know about a file: what was lost, changed or contradictory, and on which
 * line.
 */
export interface Remark {
	readonly line: number;
	readonly text: string;
}

/** A file, read: everything about the post but its place among the others. */
export interface Reading {
	readonly path: string;
	readonly name: FileName;
	readonly fields: Fields;
	readonly title: string;
	readonly date: string;
	readonly lang: string;
	readonly digest: boolean;
	readonly body: Manuscript;
	readonly remarks: readonly Remark[];
}

/** A file larger than this is no article. The longest post we know has 117 KB. */
export const MAX_SOURCE = 1024 * 1024;

/**
 * A hostile text nests quotations or lists to exhaust the parser; a hundred is deeper than anybody writes.
 */
const tooDeep = /^(?:[ \t]{0,3}>){100}|^(?:[ \t]{0,3}[-*+>][ \t]+){100}/m;

/** Slugs of the posts that generators and authors leave behind while they try things out. */
const trials =
	/^(test|tests|test-post|testing|sample|sample-post|example|example-post|untitled|welcome-to-jekyll|lorem-ipsum|markdown-(example|test|style-guide|syntax))(-\d+)?$/;

/**
 * Reads one file. `posts` are the names of the other files, so that a link to one that is missing is
 * noticed.
 */
export function readSource(
	{ path, source }: SourceFile,
	dialect: Dialect,
	settings: ImportSettings,
	posts?: ReadonlySet<string>,
): Reading | { skipped: string } {
	const remarks: Remark[] = [];
	const note: Note = (line, text) => void remarks.push({ line, text });
	const noPost = noPostByPath(path) ?? (source.length > MAX_SOURCE ? 'it is longer than 1 MB' : undefined);
	if (noPost) return { skipped: noPost };
	if (tooDeep.test(source)) return { skipped: 'its quotations or lists are nested more than a hundred deep' };
	const habits = habitsOf(dialect);
	const front = readFrontMatter(source, habits.openFenceOptional);
	if ('skipped' in front) return front;
	const fields = readFields(front, habits, note);
	const name = readFileName(path, fields.lang);
	const date = settleDate(fields, name, remarks);
	if (typeof date !== 'string') return date;
	const lang = settleLanguage(fields, name, settings, note, front.fields.get('lang')?.line ?? 1);
	const context = { title: fields.title ?? '', addressOf: addressBook(settings, posts) };
	let body = manuscript(front.body, front.bodyLine);
	if (/\.html$/i.test(path)) body = htmlBody(body);
	if (/\.mdx$/i.test(path)) {
		try {
			body = mdxToMarkdown(body, note);
		} catch (error) {
			return { skipped: notMdx(error, body) };
		}
	} else {
		body = removeTemplates(removeRawHtml(body, note), habits, context, note);
		if (habits.kramdown) body = removeKramdown(body, note);
		body = quoteBrackets(body, habits, note);
	}
	body = settleDollars(body);
	const settled = settleTitle(body, fields, date);
	const text = measure(settled.body.text);
	const slug = fields.slug ?? name.slug;
	const stub = whyStub(settled.body.text, text.words, slugify(slug));
	if (stub) return { skipped: stub };
	if (slugify(slug) !== slug.toLowerCase())
		note(1, `\`${slug}\` is called \`${slugify(slug)}\` in addresses`);
	if (text.words < 20) note(front.bodyLine, 'a very short text; digests will not pick it');
	remarks.sort((a, b) => a.line - b.line);
	const isDraft = path.split('/').some((part) => habits.draftFolders.includes(part));
	return {
		path,
		name,
		date,
		lang,
		remarks,
		fields: isDraft ? { ...fields, draft: true } : fields,
		digest: fields.digest && text.words >= 20,
		title: settled.title,
		body: settled.body,
	};
}

/** Front matter before file name; an impossible day is never guessed. */
function settleDate(
	{ date, extra }: Fields,
	name: FileName,
	remarks: Remark[],
): string | { skipped: string } {
	if (date && name.date && date !== name.date) {
		remarks.push({
			line: 1,
			text: `the file name says ${name.date}, the front matter ${date}; the front matter counts`,
		});
	}
	if (date ?? name.date) return (date ?? name.date)!;
	const wrong = remarks.find(({ text }) => /is a day that does not exist|is not a date/.test(text));
	if (wrong) return { skipped: `line ${wrong.line}: ${wrong.text}. Write it as \`2026-11-22\`` };
	const page = typeof extra['layout'] === 'string' && /page|default|home|archive/i.test(extra['layout']);
	const why = 'it has no date, neither in its front matter nor in its name';
	return { skipped: page ? `it is a page, not a post: ${why}` : why };
}

function settleLanguage(
	fields: Fields,
	name: FileName,
	settings: ImportSettings,
	note: Note,
	line: number,
): string {
	if (fields.lang && name.lang && fields.lang !== name.lang) {
		note(line, `the path says ${name.lang}, the front matter ${fields.lang}; the path counts`);
	}
	const lang = name.lang ?? fields.lang ?? settings.lang ?? 'en';
	return settings.languages?.[lang.toLowerCase()] ?? settings.languages?.[lang] ?? lang;
}

/**
 * The title: the front matter's, else the first heading, which the page's layout then shows in its stead,
 * else first words.
 */
function settleTitle(body: Manuscript, fields: Fields, date: string): { title: string; body: Manuscript } {
	const [all = '', marked, underlined] = firstHeading.exec(body.text) ?? [];
	const heading = plainLine(toString(parseMarkdown((marked ?? underlined ?? '').slice(0, 1000))));
	const title =
		fields.title ??
		(heading ||
			plainLine(opening(body.text))
				.slice(0, 60)
				.replace(/\s+\S*$/u, '') ||
			`Note of ${date}`);
	return all && heading === title
		? { title, body: revise(body, [{ start: 0, end: all.length, text: '' }]) }
		: { title, body };
}

/** A heading of the first rank at the very beginning: `# Tea`, or underlined with `=`. */
const firstHeading =
	/^(?:[ \t]*\n)*(?:#[ \t]+([^\n]+?)(?:[ \t]+#+)?[ \t]*|([^\n#>*`|-][^\n]*)\n=+[ \t]*)(?:\n|$)/;

function whyStub(body: string, words: number, slug: string): string | undefined {
	if (trials.test(slug) || /^\s*lorem ipsum dolor/i.test(body))
		return `it is a sample or a trial (\`${slug}\`)`;
	if (body.trim() === '') return 'it has no text';
	const shows = /!\[|```|~~~|<(img|video|iframe|audio|svg|table)\b|\$\$/i.test(body);
	return words === 0 && !shows ? 'it has no text' : undefined;
}

/** An address that waits until every post has its own. */
const postLink = (stem: string) => `kindred-post:${encodeURIComponent(stem).replace(/[()']/g, '')}`;

/** The name of a file that other posts refer to it by. */
export const stemOf = (path: string) =>
	path
		.split('/')
		.at(-1)!
		.replace(/\.[^.]+$/, '')
		.toLowerCase();

/**
 * A text with the waiting addresses filled in; those of posts that did not come along lead to the front
 * page.
 */
export function settleLinks(text: string, addresses: ReadonlyMap<string, string>): string {
	return text.replace(/kindred-post:[\w%.~!*-]+/g, (link) => addresses.get(link) ?? '/');
}

/** The addresses of posts by the link that waits for them. */
export function addressesOf(posts: readonly { file: string; url: string }[]): Map<string, string> {
	return new Map(posts.map(({ file, url }) => [postLink(stemOf(file)), url]));
}

function addressBook(settings: ImportSettings, posts: ReadonlySet<string> | undefined) {
	return (reference: string): string | undefined => {
		const path = reference.trim().replace(/\.(md|mdx|markdown|html)$/i, '');
		const stem = path.split('/').at(-1)!.toLowerCase();
		if (posts) return posts.has(stem) ? postLink(stem) : undefined;
		const name = readFileName(path);
		const lang = name.lang ?? settings.lang ?? 'en';
		const group = slugify(name.slug);
		return fillPath(
			settings.postPath ?? '/:lang/posts/:group/',
			{ lang, group, id: group },
			settings.lang ?? 'en',
		);
	};
}

function notMdx(error: unknown, body: Manuscript): string {
	const { line, reason } = (typeof error === 'object' && error !== null ? error : {}) as {
		line?: number;
		reason?: string;
	};
	const at = line === undefined ? lineAt(body, 0) : (body.lines[line - 1] ?? line);
	return `line ${at}: it is not MDX. ${reason ?? String(error)}`;
}
