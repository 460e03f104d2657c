import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLinkCheck, type LinkWorld } from '../../integrations/kindred/src/mail/links.ts';
import { isPrivateAddress } from '../../integrations/kindred/src/mail/private-address.ts';

let server: Server;
let port = 0;
const seen: string[] = [];
let atOnce = 0;
let mostAtOnce = 0;

const pages: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {
	'/fine': (_request, response) => response.writeHead(200).end('x'.repeat(100_000)),
	'/gone': (_request, response) => response.writeHead(410).end(),
	'/shy': ({ method }, response) => response.writeHead(method === 'HEAD' ? 405 : 200).end(),
	'/robots': (_request, response) => response.writeHead(403).end(),
	'/silent': () => {},
	'/endless': ({ method }, response) =>
		method === 'HEAD' ? response.writeHead(501).end() : response.writeHead(200).write('x'.repeat(1_000_000)),
	'/round': (_request, response) => response.writeHead(302, { location: '/round' }).end(),
	'/moved': (_request, response) => response.writeHead(301, { location: '/fine' }).end(),
	'/inside': (_request, response) =>
		response.writeHead(302, { location: `http://127.0.0.2:${port}/fine` }).end(),
	'/metadata': (_request, response) =>
		response.writeHead(302, { location: 'http://metadata.example/latest' }).end(),
	'/file': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
	'/nonsense': (_request, response) => response.writeHead(302, { location: 'http://[' }).end(),
	'/slow': (_request, response) => void setTimeout(() => response.writeHead(200).end(), 30),
};

beforeAll(async () => {
	server = createServer((request, response) => {
		seen.push(`${request.method} ${request.url}`);
		mostAtOnce = Math.max(mostAtOnce, ++atOnce);
		response.on('close', () => atOnce--);
		(pages[request.url ?? ''] ?? ((_request, answer) => answer.writeHead(404).end()))(request, response);
	});
	await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
	port = (server.address() as AddressInfo).port;
});
afterAll(() => {
	server.closeAllConnections();
	server.close();
});

/** Names of tests: `site.example` is the server above, on the one address that is allowed here. */
const hosts: Record<string, string[]> = {
	'site.example': ['127.0.0.1'],
	'metadata.example': ['169.254.169.254'],
	'both.example': ['127.0.0.1', '10.0.0.1'],
	'nobody.example': [],
};
const world: LinkWorld = {
	addresses: async (host) => {
		const found = hosts[host];
		if (!found) throw Object.assign(new Error(host), { code: 'ENOTFOUND' });
		return found.map((address) => ({ address, family: 4 }));
	},
	refuses: (address) => address !== '127.0.0.1',
};
const ask = (path: string, host = 'site.example') => openLinkCheck(world)(`http://${host}:${port}${path}`);

describe('asking for a link', () => {
	it('takes an answer, a way round and a page that only likes GET', async () => {
		seen.length = 0;
		expect(await Promise.all(['/fine', '/moved'].map((path) => ask(path)))).toEqual(
			Array(2).fill({ ok: true }),
		);
		expect(seen.some((line) => line.startsWith('GET'))).toBe(false);
		expect(await ask('/endless')).toEqual({ ok: true });
		expect(await ask('/shy')).toEqual({ ok: true });
		expect(seen.slice(-2)).toEqual(['HEAD /shy', 'GET /shy']);
	});

	it('tells what is gone from what is not clear', async () => {
		expect(await ask('/nowhere')).toEqual({ ok: false, reason: 'gone', message: 'answers 404' });
		expect(await ask('/gone')).toMatchObject({ reason: 'gone', message: 'answers 410' });
		expect(await ask('/robots')).toMatchObject({ reason: 'unclear', message: 'answers 403' });
		expect(await ask('/', 'unknown.example')).toMatchObject({
			reason: 'gone',
			message: 'leads to a site that does not exist',
		});
		expect(await ask('/round')).toMatchObject({
			reason: 'unclear',
			message: 'cannot be reached (sends one on more than 5 times)',
		});
		expect(await ask('/nonsense')).toMatchObject({ reason: 'gone' });
		expect(
			await openLinkCheck({ ...world, patience: 50 })(`http://site.example:${port}/silent`),
		).toMatchObject({
			reason: 'unclear',
			message: 'does not answer in time',
		});
		expect(await openLinkCheck(world)('http://127.0.0.1:1/')).toMatchObject({ reason: 'unclear' });
	});

	it('never connects to an address of our own network, by number, by name, by one name of many', async () => {
		const inside = {
			ok: false,
			reason: 'refused',
			message: 'leads into a private network, or to what is no web page',
		};
		const real = openLinkCheck();
		seen.length = 0;
		for (const host of ['127.0.0.1', '2130706433', '0x7f.1', '0', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
			expect(await real(`http://${host}:${port}/fine`), host).toEqual(inside);
		for (const host of ['both.example', 'metadata.example', 'nobody.example'])
			expect(await ask('/fine', host), host).toEqual(inside);
		expect(seen).toEqual([]);
		expect(await real(`http://user:pass@site.example/`)).toEqual(inside);
		expect(await real('file:///etc/passwd')).toEqual(inside);
	});

	it('is as careful after a redirect', async () => {
		for (const path of ['/inside', '/metadata', '/file'])
			expect(await ask(path), path).toMatchObject({ reason: 'refused' });
	});

	it('does not trust a name that changes its mind', async () => {
		const answers = ['127.0.0.1', '127.0.0.2'];
		const fickle = {
			...world,
			addresses: async () => [{ address: answers.shift() ?? '127.0.0.2', family: 4 }],
		};
		expect(await openLinkCheck(fickle)(`http://site.example:${port}/shy`)).toMatchObject({
			reason: 'refused',
		});
	});

	it('knocks at four doors at once, no more', async () => {
		mostAtOnce = 0;
		const check = openLinkCheck(world);
		const asked = await Promise.all(
			Array.from({ length: 12 }, () => check(`http://site.example:${port}/slow`)),
		);
		expect([asked.every(({ ok }) => ok), mostAtOnce]).toEqual([true, 4]);
	});
});

describe('an address of our own network', () => {
	it.each([
		'0.0.0.0',
		'10.1.2.3',
		'100.64.0.1',
		'127.9.9.9',
		'169.254.169.254',
		'172.31.0.1',
		'192.168.1.1',
		'198.19.0.1',
		'224.0.0.1',
		'255.255.255.255',

		'::',
		'::1',
		'::ffff:8.8.8.8',
		'64:ff9b::a00:1',
		'fc00::1',
		'fd12::1',
		'fe80::1',
		'fec0::1',
		'ff02::1',
		'2001:db8::1',
		'2001::1',
		'2002:7f00:1::',
		'example.com',
		'',
	])('is %s', (address) => {
		expect(isPrivateAddress(address)).toBe(true);
	});
	it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
		'is not %s',
		(address) => {
			expect(isPrivateAddress(address)).toBe(false);
		},
	);
});
