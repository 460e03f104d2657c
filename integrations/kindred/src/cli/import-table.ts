import type { Incoming } from '../post/index.ts';
import { count } from './io.ts';

/** What became of every file. */
export interface Imported {
	readonly imported: readonly {
		readonly entry: Incoming;
		readonly state: 'new' | 'unchanged' | 'replaced';
	}[];
	readonly skipped: readonly { readonly file: string; readonly reason: string }[];
	/** How many files are neither: pictures, data, templates. */
	readonly others: number;
}

/** The outcome for programs. `reports` holds what authors should look at, by file and line. */
export function importJson({ imported, skipped }: Imported): string {
	const reports = imported.flatMap(({ entry }) =>
		entry.remarks.map(({ line, text }) => ({ file: entry.file, line, text })),
	);
	const posts = imported.map(({ entry: { file, post } }) => ({
		file,
		id: post.id,
		lang: post.lang,
		date: post.date,
		title: post.title,
	}));
	return `${JSON.stringify({ imported: posts, skipped, reports }, undefined, 2)}\n`;
}

/** The outcome for people: a table of every file, what to look at, and a sum that adds up. */
export function importTable(outcome: Imported, options: { dryRun: boolean; into: string }): string {
	const { imported, skipped, others } = outcome;
	const rows = imported.map(({ entry: { file, post }, state }) => [
		state,
		post.date,
		post.lang,
		post.draft ? `${post.id} (draft)` : post.id,
		file,
	]);
	const remarks = imported.flatMap(({ entry }) =>
		entry.remarks.map(({ line, text }) => `  ${printable(entry.file)}:${line}  ${printable(text)}\n`),
	);
	const left = skipped.map(({ file, reason }) => `  ${printable(file)}: ${printable(reason)}\n`);
	return [
		columns(rows),
		left.length > 0 ? `\nSkipped\n${left.join('')}` : '',
		remarks.length > 0 ? `\nTo look at\n${remarks.join('')}` : '',
		`\n${summary(outcome, options)}\n`,
		others > 0 ? `${count(others, 'other file')} in the folder (pictures, data, templates).\n` : '',
	].join('');
}

function summary(
	{ imported, skipped }: Imported,
	{ dryRun, into }: { dryRun: boolean; into: string },
): string {
	const states = ['new', 'unchanged', 'replaced'] as const;
	const parts = states
		.map((state) => [imported.filter((each) => each.state === state).length, state] as const)
		.filter(([number]) => number > 0)
		.map(([number, state]) => `${number} ${state}`);
	const files = count(imported.length + skipped.length, 'file');
	const pictures = new Set(
		imported.flatMap(({ entry }) => entry.pictures.map(({ into: where, to }) => `${where}/${to}`)),
	).size;
	const done = `${imported.length} imported${parts.length > 0 ? ` (${parts.join(', ')})` : ''}, ${skipped.length} skipped`;
	return `${files}: ${done}; ${count(pictures, 'picture')}. ${dryRun ? 'Nothing was written' : `Written to ${into}`}.`;
}

/** Terminals obey control characters, also those in a stranger's file names. */
const printable = (text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, '�');

function columns(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_cell, at) => Math.max(...rows.map((row) => row[at]!.length)));
	return rows
		.map(
			(row) =>
				`${row
					.map((cell, at) => printable(cell).padEnd(widths[at]!))
					.join('  ')
					.trimEnd()}\n`,
		)
		.join('');
}
