import type { Plugin } from 'vite';

/** A Vite plugin that serves modules by name from their source text. */
export function virtualModules(sources: Readonly<Record<string, string>>): Plugin {
	return {
		name: 'astro-kindred:virtual',
		resolveId: (id) => (id in sources ? `\0${id}` : undefined),
		load: (id) => (id.startsWith('\0') ? sources[id.slice(1)] : undefined),
	};
}

/**
 * Where our components find what the site's files say, `virtual:kindred/content`: pages written in advance read the
 * collections; what answers requests on a built server reads the snapshot beside it. Otherwise the whole content store would be
 * built into the server for one event page.
 */
export function contentSource(command: string): Plugin {
	return {
		name: 'astro-kindred:content',
		resolveId(id) {
			if (id !== 'virtual:kindred/content') return undefined;
			const onRequest = command === 'build' && this.environment.name === 'ssr';
			return this.resolve(onRequest ? 'astro-kindred/content-on-request' : 'astro-kindred/content');
		},
	};
}
