import type { Nodes } from 'mdast';
import { gap, parseMarkdown, spanOf, walk } from './markdown.ts';
import { type Edit, lineAt, type Manuscript, type Note, revise } from './manuscript.ts';

/** What becomes of a picture: a new address, or nothing when it is not there. */
export type Place = { readonly url: string } | { readonly missing: string };

/**
 * Gives every picture of a text the address `place` has for it. `place` answers `undefined` for addresses
 * that stay as they are. A picture that is missing leaves its alternative text, or a marked gap: Astro's
 * build stops at a picture it cannot find.
 */
export function placePictures(
	from: Manuscript,
	place: (src: string) => Place | undefined,
	note: Note,
): Manuscript {
	if (!/!\[|<img\b/i.test(from.text)) return from;
	const root = parseMarkdown(from.text);
	const definitions = new Map<string, string>();
	walk(root, (node) => {
		if (node.type === 'definition' && !definitions.has(node.identifier))
			definitions.set(node.identifier, node.url);
	});
	const edits: Edit[] = [];
	const answer = (node: Nodes, src: string, alt: string, html: boolean): string | undefined => {
		const found = place(src);
		if (!found) return undefined;
		if ('url' in found) return html ? `![${escaped(alt)}](${found.url})` : found.url;
		note(
			lineAt(from, spanOf(node).start),
			`the picture \`${src.slice(0, 100)}\` ${found.missing}; its text stays`,
		);
		return alt.trim() ? escaped(alt) : gap('A picture was here');
	};
	walk(root, (node) => {
		if (node.type === 'image' || node.type === 'imageReference') {
			const src = node.type === 'image' ? node.url : (definitions.get(node.identifier) ?? '');
			const text = answer(node, src, node.alt ?? '', true);
			if (text === undefined) return;
			const title =
				node.type === 'image' && node.title && text.startsWith('![')
					? ` "${node.title.replaceAll('"', "'")}"`
					: '';
			edits.push({ ...spanOf(node), text: title ? text.replace(/\)$/, `${title})`) : text });
		}
		if (node.type === 'html')
			edits.push(...inHtml(node.value, spanOf(node).start, (src, alt) => answer(node, src, alt, true)));
	});
	return revise(from, edits);
}

const escaped = (text: string) =>
	text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[\\[\]*_`<>]/g, '\\$&');

/**
 * `<img>` in HTML. Astro only looks after pictures written as Markdown, which inside an HTML block needs
 * blank lines around.
 */
function inHtml(
	html: string,
	offset: number,
	answer: (src: string, alt: string) => string | undefined,
): Edit[] {
	return [...html.matchAll(/<img\b(?:"[^"]*"|'[^']*'|[^'">])*>/gi)].flatMap((match) => {
		const attribute = (name: string) => {
			const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(match[0]);
			return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replaceAll('&amp;', '&');
		};
		const text = answer(attribute('src'), attribute('alt'));
		if (text === undefined) return [];
		const start = offset + match.index;
		const isAlone = html === match[0];
		return [{ start, end: start + match[0].length, text: isAlone ? text : `\n\n${text}\n\n` }];
	});
}

/**
 * Where a picture of the old blog may lie, best guess first, as paths below its folder. Nothing for
 * addresses on the web. A path that leaves the folder is left out. `from` is the file that shows it.
 */
export function candidates(
	src: string,
	from: string,
	publicFolders: readonly string[],
): string[] | undefined {
	if (/^([a-z][a-z0-9+.-]*:|\/\/|#)/i.test(src.trim()) || src.trim() === '') return undefined;
	const path = decoded(src.trim().replace(/[?#].*$/, '')).replaceAll('\\', '/');
	const alias = /^[~@]\/(.*)$/.exec(path);
	const folder = from.split('/').slice(0, -1).join('/');
	const above = folder.split('/').map((_part, at, parts) => parts.slice(0, at).join('/'));
	const fromRoots = (rest: string) =>
		[
			'',
			...publicFolders,
			...above,
			...above.flatMap((base) => publicFolders.map((each) => `${base}/${each}`)),
		].map((base) => `${base}/${rest}`);
	const guesses = alias
		? fromRoots(`src/${alias[1]!}`)
		: path.startsWith('/')
			? fromRoots(path)
			: [`${folder}/${path}`, ...fromRoots(path)];
	return [...new Set(guesses.map(insideFolder).filter((guess) => guess !== undefined))];
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** A path with `.` and `..` resolved; nothing when it leads out of the folder. */
function insideFolder(path: string): string | undefined {
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..') parts.push(part);
		else if (parts.pop() === undefined) return undefined;
	}
	return parts.length > 0 && !path.includes('\0') ? parts.join('/') : undefined;
}
