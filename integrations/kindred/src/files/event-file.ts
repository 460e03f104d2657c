import { randomBytes } from 'node:crypto';
import { readFile, readdir, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { canonicalJson } from '../base/hash.ts';
import { entryId } from './loader.ts';

/** Where events are kept, below the site's folder. */
const folders = ['content/events', 'src/content/events'];

/** The file of an event's entry, from the site's folder; nothing where the site keeps its events elsewhere. */
export async function eventFile(root: string, id: string): Promise<string | undefined> {
	for (const folder of folders) {
		const paths = await readdir(join(root, folder), { recursive: true }).catch(() => []);
		const found = paths.find((path) => /\.mdx?$/.test(path) && entryId(path.replaceAll('\\', '/')) === id);
		if (found !== undefined) return join(folder, found);
	}
	return undefined;
}

/** The front matter of a Markdown file, between its fences. */
const frontMatter = /^(\uFEFF?(?:[ \t]*\r?\n)*---[ \t]*(\r?\n))([\s\S]*?)(?=^---[ \t]*$)/m;

/**
 * A Markdown file with one plain value in its front matter set: the line that has it, with its comment kept, or a new line at the
 * end. Every other byte stays as it is. Nothing where it cannot be done so: no YAML between fences, or a value of several lines.
 */
export function withField(source: string, key: string, value: string | number): string | undefined {
	const [head, fence = '', newline = '', block = ''] = frontMatter.exec(source) ?? [];
	if (head === undefined || !source.startsWith(head)) return undefined;
	const line = new RegExp(
		`^(${key}[ \\t]*:[ \\t]*)("[^"\\n]*"|'[^'\\n]*'|[^\\s#'"]*)(?=[ \\t]*(?:[ \\t]#.*)?\\r?$)`,
		'm',
	);
	const written = line.test(block)
		? block.replace(line, (_, before: string) => `${/\s$/.test(before) ? before : `${before} `}${value}`)
		: `${block}${key}: ${value}${newline}`;
	const [before, after] = [block, written].map(fieldsOf);
	const isRight = before && after && canonicalJson(after) === canonicalJson({ ...before, [key]: value });
	return isRight ? fence + written + source.slice(head.length) : undefined;
}

/** Whether the front matter of a file says something about a key. */
export function hasField(source: string, key: string): boolean {
	return Object.hasOwn(fieldsOf(frontMatter.exec(source)?.[3] ?? '') ?? {}, key);
}

function fieldsOf(block: string): Record<string, unknown> | undefined {
	try {
		const fields: unknown = load(block) ?? {};
		return typeof fields === 'object' && !Array.isArray(fields)
			? (fields as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

/** Sets one value in the front matter of a file; false, and nothing has changed, where that cannot be done. */
export async function writeField(file: string, key: string, value: string | number): Promise<boolean> {
	const path = await realpath(file);
	const bytes = await readFile(path);
	const source = bytes.toString('utf8');
	const written = withField(source, key, value);
	// Bytes that are no UTF-8 would not come back as they were.
	if (written === undefined || !Buffer.from(source).equals(bytes)) return false;
	const fresh = `${path}.${randomBytes(4).toString('hex')}`;
	await writeFile(fresh, written, { mode: (await stat(path)).mode });
	await rename(fresh, path);
	return true;
}
