import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KindredError } from '../base/error.ts';
import { languageTag } from '../base/language.ts';
import { type BlogFiles, readBlogFolder } from '../files/blog-folder.ts';
import { type Places, writeEntries, type Written } from '../files/write-entries.ts';
import {
	type Dialect,
	dialects,
	type ImportPlan,
	type ImportSettings,
	type Incoming,
	planImport,
} from '../post/index.ts';
import { importJson, importTable, type Imported } from './import-table.ts';
import type { Io } from './io.ts';

const USAGE = `kindred import <folder> --from ${dialects.join('|')}
  --dry-run              show what would happen, write nothing
  --json                 the answer as JSON
  --into content/posts   the collection to write to
  --public public        the folder for cover pictures
  --lang en              the language of posts that do not say theirs
  --map zh=zh-Hans       call a language otherwise; may be given several times
  --force                replace entries that exist and are different
`;

interface Request {
	readonly folder: string;
	readonly from: Dialect;
	readonly into: string;
	readonly public: string;
	readonly settings: ImportSettings;
	readonly json: boolean;
	readonly dryRun: boolean;
	readonly force: boolean;
}

/**
 * `kindred import <folder> --from jekyll|astro|…`. Resolves to 0 when every file ended as imported or
 * skipped, 1 when the folder is none, 2 for misuse.
 */
export async function run(args: readonly string[], io: Io): Promise<number> {
	const request = readArgs(args);
	if (typeof request === 'string') {
		io.stderr(`${request}\n\n${USAGE}`);
		return 2;
	}
	const places: Places = {
		blog: resolve(io.cwd, request.folder),
		collection: resolve(io.cwd, request.into),
		public: resolve(io.cwd, request.public),
	};
	const found = await stat(places.blog).catch(() => undefined);
	if (!found?.isDirectory()) {
		throw new KindredError(
			`There is no folder \`${request.folder}\`.`,
			`Write the path of your old blog: \`kindred import ../my-blog --from ${request.from}\`.`,
		);
	}
	const blog = await readBlogFolder(places.blog);
	const plan = planImport(blog.files, request.from, blog.folder, request.settings);
	const written = await writeEntries(plan.incoming, places, {
		...request,
		progress: progress(plan, request, io),
	});
	const imported = outcome(plan, blog, written);
	io.stdout(request.json ? importJson(imported) : importTable(imported, request));
	return 0;
}

/** A line that counts, on a terminal only. */
function progress(plan: ImportPlan, { json, dryRun }: Request, io: Io): (done: number) => void {
	if (!io.isTTY || json || dryRun) return () => {};
	const all = plan.incoming.length;
	return (done) => io.stderr(`\r${done} of ${all} posts${done === all ? '\n' : ''}`);
}

/** Both lists, with what writing refused moved to the skipped ones. */
function outcome(plan: ImportPlan, blog: BlogFiles, written: ReadonlyMap<Incoming, Written>): Imported {
	const skipped = [...blog.skipped, ...plan.skipped];
	const imported: { entry: Incoming; state: Extract<Written, string> }[] = [];
	for (const [entry, state] of written) {
		if (typeof state === 'string') imported.push({ entry, state });
		else skipped.push({ file: entry.file, reason: state.refused });
	}
	return { imported, skipped: skipped.sort((a, b) => (a.file < b.file ? -1 : 1)), others: blog.others };
}

function readArgs(args: readonly string[]): Request | string {
	try {
		const { values, positionals } = parseArgs({
			args: [...args],
			allowPositionals: true,
			options: {
				from: { type: 'string' },
				'dry-run': { type: 'boolean', default: false },
				json: { type: 'boolean', default: false },
				into: { type: 'string', default: 'content/posts' },
				public: { type: 'string', default: 'public' },
				lang: { type: 'string', default: 'en' },
				map: { type: 'string', multiple: true, default: [] },
				force: { type: 'boolean', default: false },
				now: { type: 'string' },
			},
		});
		const [folder, ...more] = positionals;
		if (folder === undefined) return 'Which folder is the old blog in?';
		if (more.length > 0) return `One folder at a time: \`${folder}\`, then \`${more[0]}\`.`;
		const from = dialects.find((dialect) => dialect === values.from);
		if (!from)
			return values.from
				? `Nothing is known about blogs made with \`${values.from}\`.`
				: 'What is the old blog made with?';
		const settings = readLanguages(values.lang, values.map);
		if (typeof settings === 'string') return settings;
		const { json, force, into } = values;
		return { folder, from, into, public: values.public, settings, json, force, dryRun: values['dry-run'] };
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

function readLanguages(code: string, map: readonly string[]): ImportSettings | string {
	const lang = languageTag(code);
	if (!lang) return `\`${code}\` is not a language. Write \`--lang en\`.`;
	const languages: Record<string, string> = {};
	for (const pair of map) {
		const [from = '', to = ''] = pair.split('=').map((tag) => languageTag(tag) ?? '');
		if (!from || !to)
			return `\`${pair}\` does not say which language to call what. Write \`--map zh=zh-Hans\`.`;
		languages[from] = to;
	}
	return { lang, languages };
}
