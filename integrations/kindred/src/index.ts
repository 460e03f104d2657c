import { copyFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import type { RunnableDevEnvironment } from 'vite';
import { buildCards, serveCards } from './astro/cards.ts';
import { cardsOf } from './astro/card-list.ts';
import { environmentSchema } from './astro/environment.ts';
import { routes } from './astro/routes.ts';
import { securityFor } from './astro/security.ts';
import { siteFor } from './astro/site.ts';
import { publicFoldersOf, sourcesFor } from './astro/sources.ts';
import { contentSource, virtualModules } from './astro/virtual.ts';
import { unspoken } from './base/strings.ts';
import { parseOptions, type KindredUserOptions } from './config.ts';
import { fingerprint } from './files/fingerprint.ts';
import { readSnapshot, writePrivately } from './files/snapshot.ts';
import { doorName } from './kindred.ts';

export type { KindredOptions, KindredUserOptions } from './config.ts';

/** The integration: options in, hooks out. */
export default function kindred(userOptions: KindredUserOptions): AstroIntegration {
	const options = parseOptions(userOptions);
	let config: AstroConfig;
	let dynamic = false;

	return {
		name: 'astro-kindred',
		hooks: {
			'astro:config:setup': ({ config: given, command, updateConfig, injectRoute, addMiddleware }) => {
				// A static site has no server to answer on-demand routes, and Astro would refuse to build them.
				// The command line opens the site as a development server, too, but writes letters for the one that is deployed.
				const isDoor = given.integrations.some(({ name }) => name === doorName);
				dynamic = Boolean(given.adapter) || (command === 'dev' && !isDoor);
				const site = siteFor(given, options, dynamic);
				updateConfig({
					vite: {
						plugins: [
							contentSource(command),
							virtualModules(
								sourcesFor({
									options,
									site,
									root: given.root,
									checkOrigin: given.security.checkOrigin,
									publicFolders: publicFoldersOf(given),
								}),
							),
						],
					},
					env: { schema: environmentSchema },
					...(dynamic ? { security: securityFor(given) } : {}),
				});
				for (const { pattern, entrypoint, when } of routes) {
					if (when === 'always' || (when === 'static' && !dynamic))
						injectRoute({ pattern, entrypoint, prerender: true });
					else if (when === 'server' && dynamic) injectRoute({ pattern, entrypoint, prerender: false });
				}
				if (dynamic) addMiddleware({ order: 'pre', entrypoint: 'astro-kindred/middleware' });
			},

			'astro:config:done': ({ config: final, logger }) => {
				config = final;
				const langs = new Set([options.lang, ...(options.languages ?? [])]);
				const silent = unspoken([...langs], options.strings);
				if (silent.length) {
					const names = silent.map((lang) => `\`${lang}\``).join(', ');
					logger.warn(`Mails and pages for ${names} are in English. Give them words with \`strings\`.`);
				}
			},

			'astro:server:setup': ({ server, logger }) => {
				if (!options.cards) return;
				const cards = async () => {
					// Content is known inside Vite only. `ssr` is the environment that Astro renders pages in.
					const { runner } = server.environments['ssr'] as RunnableDevEnvironment;
					const { siteCode } =
						await runner.import<typeof import('./astro/compile.ts')>('astro-kindred/compile');
					return cardsOf(await siteCode.content());
				};
				server.middlewares.use(
					serveCards(cards, config.base, { root: config.root, theme: options.theme, logger }),
				);
			},

			'astro:build:done': async ({ dir, logger }) => {
				const published = fileURLToPath(new URL('_kindred/', dir));
				const snapshot = await readSnapshot(new URL('_kindred/site.json', dir));
				// Letters are private: they leave the public folder before anything else can go wrong.
				await rm(published, { recursive: true, force: true });
				if (!snapshot) throw new Error('The build made no snapshot of the site.');
				const made = { ...snapshot, fingerprint: await fingerprint(fileURLToPath(config.root), process.env) };
				const file = fileURLToPath(new URL('.kindred/site.json', config.root));
				await writePrivately(file, JSON.stringify(made));
				if (dynamic) await copyFile(file, fileURLToPath(new URL('kindred.json', config.build.server)));
				if (options.cards)
					await buildCards(cardsOf(made), dir, { root: config.root, theme: options.theme, logger });
			},
		},
	};
}
