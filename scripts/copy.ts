import {
	cpSync,
	existsSync,
	lutimesSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** What the blog is built from. */
const parts = ['package.json', 'astro.config.mjs', 'tsconfig.json', 'content', 'src', 'public'];
const workspace = join('integrations', 'kindred');

/**
 * Copies the blog to another folder, where it can be built without disturbing anybody. Packages are links to
 * ours, each one on its own, for Astro and Vite keep caches between them. The integration is copied too:
 * Astro does not find the styles of components that are outside the site's folder.
 */
export function copyBlog(root: string, folder: string): void {
	mkdirSync(join(folder, 'node_modules'), { recursive: true });
	for (const name of readdirSync(join(root, 'node_modules'))) {
		if (name === 'astro-kindred' || /^\.(astro|vite|cache|package-lock)/.test(name)) continue;
		symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
	}
	symlinkSync(join('..', workspace), join(folder, 'node_modules', 'astro-kindred'));
	copyParts(root, folder, parts);
	copyParts(join(root, workspace), join(folder, workspace), ['package.json', 'bin', 'src']);
	const own = join(root, workspace, 'node_modules');
	if (existsSync(own)) symlinkSync(own, join(folder, workspace, 'node_modules'));
}

/**
 * Copies folders and files. All get one date: whether content changed is told by it, and a copy is no change.
 */
export function copyParts(from: string, to: string, names: readonly string[]): void {
	for (const name of names.filter((part) => existsSync(join(from, part)))) {
		cpSync(join(from, name), join(to, name), { recursive: true, verbatimSymlinks: true });
		backdate(join(to, name));
	}
}

/** Takes the integration out of a copy of the blog, as `src/blog/meeting.ts` says. */
export function removeKindred(folder: string, remove: (path: string) => void): void {
	const file = join(folder, 'astro.config.mjs');
	const config = readFileSync(file, 'utf8');
	const without = config
		.replace(/^import kindred from .*\n/m, '')
		.replace(/^(\t+)kindred\(\{\n[\s\S]*?^\1\}\),\n/m, '');
	if (/\bkindred\(/.test(without)) throw new Error(`kindred() could not be taken out of ${file}.`);
	writeFileSync(file, without);
	remove(join(folder, 'src', 'kindred'));
}

const PAST = new Date('2026-01-01T00:00:00Z');

function backdate(path: string): void {
	lutimesSync(path, PAST, PAST);
	let names: string[] = [];
	try {
		names = readdirSync(path);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOTDIR') throw error;
	}
	for (const name of names) backdate(join(path, name));
}
