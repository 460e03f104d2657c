import type { AstroIntegration } from 'astro';
import { fileURLToPath } from 'node:url';
import { close, createIndex } from 'pagefind';

/** Builds the search index from the finished pages: one per language, of what is marked `data-pagefind-body`. */
export function searchIndex(): AstroIntegration {
	return {
		name: 'search-index',
		hooks: {
			'astro:build:done': async ({ dir, logger }) => {
				const { index, errors } = await createIndex({ keepIndexUrl: false });
				if (!index) throw new Error(`Pagefind did not start: ${errors.join('; ')}`);
				const added = await index.addDirectory({ path: fileURLToPath(dir) });
				const written = await index.writeFiles({ outputPath: fileURLToPath(new URL('pagefind/', dir)) });
				await close();
				const failed = [...added.errors, ...written.errors];
				if (failed.length > 0) throw new Error(`Pagefind could not index the pages: ${failed.join('; ')}`);
				logger.info(`${added.page_count} pages can be searched`);
			},
		},
	};
}
