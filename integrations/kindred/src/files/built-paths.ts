import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';

/**
 * The paths a finished build answers with files, `/posts/why/` for `posts/why/index.html`, with the site's base in front.
 * Nothing when no folder holds a page: there is no build yet, or it was cleared away.
 *
 * @param folders what is put on the web, `dist` or `dist/client`, and `public`
 */
export async function builtPaths(
	folders: readonly string[],
	base: string,
): Promise<ReadonlySet<string> | undefined> {
	const paths = new Set<string>();
	let pages = 0;
	for (const folder of folders)
		for (const file of await filesIn(folder)) {
			const path = `${base}/${file.split(sep).join('/')}`;
			if (path.endsWith('.html')) pages++;
			paths.add(path.replace(/(^|\/)index\.html$/, '$1'));
		}
	return pages ? paths : undefined;
}

async function filesIn(folder: string): Promise<string[]> {
	try {
		const found = await readdir(folder, { recursive: true, withFileTypes: true });
		return found
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) =>
				`${parentPath}${sep}${name}`.slice(folder.replace(/[/\\]$/, '').length + 1),
			);
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
		throw cause;
	}
}
