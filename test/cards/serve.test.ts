import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { buildCards, serveCards } from '../../integrations/kindred/src/astro/cards.ts';
import { card, temporaryFolder, theme } from './sample.ts';

function loggerInto(lines: string[]) {
	const log = (line: string) => void lines.push(line);
	const logger = {
		info: log,
		warn: log,
		error: log,
		debug: log,
		label: 'cards',
		options: {},
		fork: () => logger,
	};
	return logger as unknown as Parameters<typeof buildCards>[2]['logger'];
}

test('in development a card is drawn when it is asked for', async () => {
	const setting = { root: pathToFileURL(`${temporaryFolder()}/`), theme, logger: loggerInto([]) };
	const handle = serveCards(() => [card({ id: '春' })], '/blog/', setting);
	const server = createServer((request, response) =>
		handle(request, response, (error) => response.writeHead(error ? 500 : 404).end()),
	);
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	onTestFinished(() => void server.close());
	const ask = (path: string, init?: RequestInit) =>
		fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);

	const response = await ask('/blog/cards/post/%E6%98%A5.png?again');
	expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
	expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(5000);
	expect((await ask('/blog/cards/post/%E6%98%A5.png', { method: 'HEAD' })).status).toBe(200);
	expect((await ask('/blog/cards/post/%E6%98%A5.png', { method: 'POST' })).status).toBe(404);
	expect((await ask('/blog/cards/post/unknown.png')).status).toBe(404);
	expect((await ask('/blog/cards/%2e%2e/%2e%2e/package.json')).status).toBe(404);
});

test('a build says how many cards it drew, and what to install', async () => {
	const folder = pathToFileURL(`${temporaryFolder()}/`);
	const lines: string[] = [];
	const setting = { root: folder, theme, logger: loggerInto(lines) };
	await buildCards([card(), card({ id: 'b', title: 'שלום' })], new URL('dist/', folder), setting);
	expect(lines[0]).toContain('npm install @fontsource/noto-sans-hebrew');
	expect(lines[1]).toMatch(/^2 cards rendered, 0 reused/);
});
