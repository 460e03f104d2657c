import { expect, it } from 'vitest';
import { visitorNetwork } from '../../integrations/kindred/src/astro/visitor.ts';

const visit = (clientAddress: string, forwarded?: string) => ({
	clientAddress,
	request: new Request('https://example.com/', {
		headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded },
	}),
});

it.each([
	['the socket, where no proxy says otherwise', visit('203.0.113.7'), 1, '203.0.113.0/24'],
	[
		'the last entry behind one proxy',
		visit('198.51.100.1', '198.51.100.1, 203.0.113.7'),
		1,
		'203.0.113.0/24',
	],
	[
		'the entry before it behind two',
		visit('198.51.100.1', '198.51.100.1, 203.0.113.7, 192.0.2.1'),
		2,
		'203.0.113.0/24',
	],
	['unknown, when a proxy is missing', visit('203.0.113.7', '203.0.113.7'), 2, undefined],
	['unknown, when nobody should have forwarded', visit('198.51.100.1', '198.51.100.1'), 0, undefined],
	['unknown, when the proxy writes no address', visit('x', '203.0.113.7, unknown'), 1, undefined],
] as const)('the network of a visitor is that of %s', (_name, visiting, proxies, network) => {
	expect(visitorNetwork(visiting, { proxies })).toBe(network);
});
