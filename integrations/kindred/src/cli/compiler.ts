import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AstroInlineConfig } from 'astro';
import type { RunnableDevEnvironment, ViteDevServer } from 'vite';
import { doorName, type SiteCode } from '../kindred.ts';

/** How long Astro may take to end, in milliseconds. */
const PATIENCE = 5_000;

/** Astro's door into the site's code: opened for the first question, closed at the end of the command. */
export interface SiteDoor {
	code(): Promise<SiteCode>;
	close(): Promise<void>;
}

/**
 * Starts Astro only when something has to be compiled. A development server without watching, for that is the one way to the
 * content collections and the letters that Astro offers; it serves nobody.
 */
export function siteDoor(root: string, onOpen: () => void): SiteDoor {
	let opened: Promise<{ vite: ViteDevServer; stop(): Promise<void> }> | undefined;
	return {
		async code() {
			if (!opened) onOpen();
			opened ??= openDoor(root);
			const { vite } = await opened;
			const { runner } = vite.environments['ssr'] as RunnableDevEnvironment;
			return (await runner.import<{ siteCode: SiteCode }>('astro-kindred/compile')).siteCode;
		},
		async close() {
			// A server that does not end when it is told to keeps no command from ending: the process ends with it.
			const patience = new AbortController();
			const enough = sleep(PATIENCE, undefined, { signal: patience.signal }).catch(() => {});
			await Promise.race([opened?.then(({ stop }) => stop()), enough]);
			patience.abort();
		},
	};
}

async function openDoor(root: string) {
	const { dev } = await import('astro');
	let vite: ViteDevServer | undefined;
	const config: AstroInlineConfig = {
		root,
		logLevel: 'error',
		server: { port: 0, host: '127.0.0.1' },
		// A cache of its own: a development server of the author may be running on the same folder.
		cacheDir: join(root, '.kindred', 'cache', 'astro'),
		vite: {
			cacheDir: join(root, '.kindred', 'cache', 'vite'),
			server: { watch: null, hmr: false, ws: false },
			optimizeDeps: { noDiscovery: true },
		},
		integrations: [{ name: doorName, hooks: { 'astro:server:setup': ({ server }) => void (vite = server) } }],
	};
	const before = process.stdin.listeners('end');
	const server = await dev(config);
	// Vite ends the process where standard input ends, which may be the mail or the answer that a command reads.
	for (const listener of process.stdin.listeners('end'))
		if (!before.includes(listener)) process.stdin.off('end', listener as () => void);
	if (!vite) throw new Error('Astro opened no development server.');
	return { vite, stop: () => server.stop() };
}
