import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownPath } from '../base/site.ts';
import { examine, tally, type Examining, type Tally } from '../digest/gate/index.ts';
import type { Plan } from '../digest/index.ts';
import { builtPaths } from '../files/built-paths.ts';
import { openLinkCheck } from '../mail/links.ts';
import { composerMail, mimeBytes } from '../mail/mime.ts';
import { unsupportedIn } from '../mail/clients.ts';
import type { Desk } from './open.ts';

/** Everything the gate finds in a plan, each thing once. `asksLinks`: links to other sites too. */
export async function gate(desk: Desk, plan: Plan, asksLinks: boolean): Promise<Tally[]> {
	return tally(await examine(plan, await worldOf(desk, asksLinks)));
}

async function worldOf({ root, site, keys, now, snapshot }: Desk, asksLinks: boolean): Promise<Examining> {
	// An adapter puts what a browser gets into a folder of its own.
	const folders = snapshot.publicFolders.flatMap((folder) => [
		join(root, folder, 'client'),
		join(root, folder),
	]);
	const built = await builtPaths(folders, site.base);
	const known = [...snapshot.posts, ...snapshot.digests, ...snapshot.events].map(({ url }) => url);
	const own = site.dynamic ? ['leave/', 'preferences/', 'subscribe/'].map((path) => ownPath(site, path)) : [];
	const sources = new Map<string, ReturnType<Examining['sourceOf']>>();
	return {
		site,
		keys,
		now,
		context: {
			site,
			paths: new Set([`${site.base}/`, ...known, ...own, ...(built ?? [])]),
			built: built !== undefined,
		},
		sourceOf(entry) {
			const file = snapshot.digests.find(({ id }) => id === entry)?.file;
			if (!file) return Promise.resolve(undefined);
			if (!sources.has(file))
				sources.set(
					file,
					readFile(join(root, file), 'utf8').then(
						(source) => ({ file, source }),
						() => undefined,
					),
				);
			return sources.get(file)!;
		},
		mime: (letter) => mimeBytes(composerMail(letter, 'gate', now())),
		support: unsupportedIn,
		answers: asksLinks ? openLinkCheck() : undefined,
	};
}

/** What the gate found, for the author: where, which rule, what, and what to do. */
export function printFindings(findings: readonly Tally[]): string {
	if (!findings.length) return '';
	const lines = findings.flatMap(({ finding, count }) => {
		const { file, line, item, rule, severity, message, hint } = finding;
		const where = file ? `${file}:${line}` : item;
		const more = count > 1 ? ` (${count} times)` : '';
		return [
			`  ${severity === 'error' ? 'error  ' : 'warning'}  ${where}  ${rule}${more}`,
			`           ${message}`,
			`           ${hint}`,
		];
	});
	return `  the gate\n${lines.join('\n')}\n\n`;
}
