import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob, type Loader, type LoaderContext } from 'astro/loaders';
import { KindredError } from '../base/error.ts';
import { isRealDay } from '../base/time.ts';

/**
 * The loader of a kindred collection: Markdown and MDX below `base`, ids kept as the author named the files.
 * `why-groups-die/index.zh-hant.md` has the id `why-groups-die.zh-hant`. What is wrong in a file stops the build with two
 * sentences: what and where, and what to write.
 */
export function kindredLoader(base: string): Loader {
	const files = glob({ base, pattern: '**/*.{md,mdx}', generateId: ({ entry }) => entryId(entry) });
	return {
		name: 'kindred-loader',
		async load(context) {
			const root = fileURLToPath(context.config.root);
			const parseData: LoaderContext['parseData'] = async (entry) => {
				await refuseFalseDays(entry, root);
				return context.parseData(entry).catch((error: unknown) => {
					throw explained(error, entry.filePath, root);
				});
			};
			await files.load({ ...context, parseData }).catch((error: unknown) => {
				throw explained(error, undefined, root);
			});
		},
	};
}

/** The id of an entry from its path below the collection. */
export function entryId(path: string): string {
	return path.replace(/\.mdx?$/, '').replace(/\/index(?=\.[^/]*$|$)/, '');
}

/** YAML rolls 30 February over into March without a word, so days are looked up as they were written. */
async function refuseFalseDays(
	{ data, filePath }: { data: object; filePath?: string },
	root: string,
): Promise<void> {
	const dates = Object.entries(data).filter(([, value]) => value instanceof Date);
	if (!dates.length || !filePath) return;
	const source = await readFile(filePath, 'utf8');
	for (const [key] of dates) {
		const written = new RegExp(`^${key}:[ \\t]*(\\S.*?)[ \\t]*$`, 'm').exec(source)?.[1];
		const day = /^\d{4}-\d{2}-\d{2}/.exec(written ?? '')?.[0];
		if (!day || isRealDay(day)) continue;
		throw new KindredError(
			`\`${key}: ${written}\` in ${relative(root, filePath)} is no day of the calendar.`,
			`Write a day that exists, such as \`${key}: 2026-11-22\`.`,
		);
	}
}

/** What Astro or the YAML parser found, as two sentences with the file in them. */
function explained(error: unknown, filePath: string | undefined, root: string): unknown {
	if (error instanceof KindredError || !(error instanceof Error)) return error;
	const issues = filePath ? schemaIssues(error.message) : [];
	if (filePath && issues.length) {
		return new KindredError(
			`The front matter of ${relative(root, filePath)} is not right.`,
			issues.join(' '),
		);
	}
	// Astro's MarkdownError carries the place where YAML gave up, with lines counted from 0.
	const { type, loc } = error as { type?: string; loc?: { file?: string; line?: number } };
	if (type !== 'MarkdownError' || !loc?.file) return error;
	const file = loc.file.startsWith('file:') ? fileURLToPath(loc.file) : loc.file;
	return new KindredError(
		`The front matter of ${relative(root, file)} cannot be read: ${error.message}, line ${(loc.line ?? 0) + 1}.`,
		'Mend that line; a value with `: `, `#`, `[` or `@` in it wants quotes, as in `title: "Groups: an end"`.',
	);
}

/** The lines of Astro's message that tell of single keys: `  **end**: The event ends …`. */
function schemaIssues(message: string): string[] {
	return message
		.split('\n')
		.map((line) => /^\s*\*\*([^*]+)\*\*: (?:\*\*\1\*\*: )?(.+)$/.exec(line))
		.flatMap((match) => (match ? [`\`${match[1]}\`: ${match[2]!.replace(/([^.])$/, '$1.')}`] : []));
}
