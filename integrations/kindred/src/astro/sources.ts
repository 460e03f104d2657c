import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig } from 'astro';
import { letterNames } from '../base/letter.ts';
import type { Site } from '../base/site.ts';
import type { KindredOptions } from '../config.ts';

/** The source text of our virtual modules: what crosses from the configuration to the site's own code. */
export function sourcesFor({
	options,
	site,
	root,
	checkOrigin,
	publicFolders,
}: {
	options: KindredOptions;
	site: Site;
	root: URL;
	checkOrigin: boolean;
	publicFolders: readonly string[];
}): Record<string, string> {
	const place = (path: string) =>
		JSON.stringify(/^[./]/.test(path) ? fileURLToPath(new URL(path.replace(/^\//, './'), root)) : path);
	const letters = letterNames.map((name) => ({
		name,
		from: place(options.letters[name] ?? `astro-kindred/letters/${componentName(name)}.astro`),
	}));
	return {
		'virtual:kindred/config': Object.entries({
			options,
			site,
			checkOrigin,
			publicFolders,
			root: fileURLToPath(root),
		})
			.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`)
			.join('\n'),
		'virtual:kindred/layout': `export { default } from ${place(options.layout ?? 'astro-kindred/components/PlainLayout.astro')};`,
		'virtual:kindred/letters': [
			...letters.map(({ from }, index) => `import letter${index} from ${from};`),
			`export default { ${letters.map(({ name }, index) => `${JSON.stringify(name)}: letter${index}`).join(', ')} };`,
		].join('\n'),
	};
}

/** `rsvp-confirm` → `RsvpConfirm`. */
function componentName(name: string): string {
	return name.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
}

/** Where Astro takes files for the web from, and where it puts them, from the project's folder. */
export function publicFoldersOf({
	root,
	publicDir,
	outDir,
}: Pick<AstroConfig, 'root' | 'publicDir' | 'outDir'>): string[] {
	return [publicDir, outDir].map((folder) => relative(fileURLToPath(root), fileURLToPath(folder)));
}
