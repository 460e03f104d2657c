import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegrationLogger } from 'astro';
import type { Colours } from '../base/site.ts';
import { CARD_FOLDER, cardPath, openShelf, pictureOf, writeCards } from '../cards/index.ts';
import type { Card, CardWarning } from '../cards/index.ts';

/** What both the build and the development server need. */
export interface CardSetting {
	/** `config.root`. Its `.kindred/cache/cards` keeps the pictures, for `npm ci` empties `node_modules`. */
	readonly root: URL;
	readonly theme: Colours;
	readonly logger: AstroIntegrationLogger;
}

/**
 * Writes the site's cards: for `astro:build:done`, whose `dir` is the folder of the public files. Outside the
 * router, because a route for each card costs Astro time even when every picture is kept.
 */
export async function buildCards(
	cards: readonly Card[],
	dir: URL,
	{ root, theme, logger }: CardSetting,
): Promise<void> {
	const started = performance.now();
	const { rendered, reused } = await writeCards(cards, {
		outDir: fileURLToPath(dir),
		cacheDir: cacheOf(root),
		theme,
		root: fileURLToPath(root),
		onWarn: ({ message, hint }: CardWarning) => logger.warn(`${message}\n  ${hint}`),
	});
	const seconds = ((performance.now() - started) / 1000).toFixed(1);
	logger.info(`${rendered} cards rendered, ${reused} reused, in ${seconds} s.`);
}

type Next = (error?: unknown) => void;

/**
 * Answers `/cards/…png` in development: for `server.middlewares.use` in `astro:server:setup`. `cards` is
 * asked at every request, so that an edited title shows at once; anything that is no card goes on to Astro.
 */
export function serveCards(
	cards: () => Promise<readonly Card[]> | readonly Card[],
	base: string,
	setting: CardSetting,
) {
	const studio = {
		cacheDir: cacheOf(setting.root),
		theme: setting.theme,
		shelf: openShelf(fileURLToPath(setting.root)),
	};
	const prefix = base.replace(/\/$/, '');
	const answer = async (request: IncomingMessage, response: ServerResponse, next: Next) => {
		const path = (request.url ?? '').split(/[?#]/)[0]!.replace(prefix, '');
		if (!path.startsWith(CARD_FOLDER) || !['GET', 'HEAD'].includes(request.method ?? '')) return next();
		const card = (await cards()).find(({ kind, id }) => cardPath(kind, id) === path);
		if (!card) return next();
		const png = await pictureOf(card, studio);
		response.writeHead(200, {
			'content-type': 'image/png',
			'content-length': png.byteLength,
			'cache-control': 'no-cache',
		});
		response.end(request.method === 'HEAD' ? undefined : png);
	};
	return (request: IncomingMessage, response: ServerResponse, next: Next) => {
		answer(request, response, next).catch(next);
	};
}

function cacheOf(root: URL): string {
	return join(fileURLToPath(root), '.kindred', 'cache', 'cards');
}
