import type { Plugin } from 'vite';

/** A Vite plugin that serves modules by name from their source text. */
export function virtualModules(sources: Readonly<Record<string, string>>): Plugin {
	return {
		name: 'astro-kindred:virtual',
		resolveId: (id) => (id in sources ? `\0${id}` : undefined),
		load: (id) => (id.startsWith('\0') ? sources[id.slice(1)] : undefined),
	};
}
