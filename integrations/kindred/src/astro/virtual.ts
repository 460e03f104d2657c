import type { Plugin } from 'vite';

/** Only these ids reach our code: calling it for every module of a large site would cost a build its time. */
const ours = { id: /^\0?virtual:kindred\// };

/** A Vite plugin that serves modules by name from their source text. */
export function virtualModules(sources: Readonly<Record<string, string>>): Plugin {
	return {
		name: 'astro-kindred:virtual',
		resolveId: { filter: ours, handler: (id) => (id in sources ? `\0${id}` : undefined) },
		load: { filter: ours, handler: (id) => sources[id.replace('\0', '')] },
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
		resolveId: {
			filter: { id: /^virtual:kindred\/content$/ },
			handler() {
				const onRequest = command === 'build' && this.environment.name === 'ssr';
				return this.resolve(onRequest ? 'astro-kindred/content-on-request' : 'astro-kindred/content');
			},
		},
	};
}
