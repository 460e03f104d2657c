import { describe, expect, it } from 'vitest';
import { signToken, type KeyRing } from '../../integrations/kindred/src/base/token.ts';
import { openOutboxDoor, outboxKey, type Knock } from '../../integrations/kindred/src/astro/outbox-door.ts';
import { framedLetter, linkHere } from '../../integrations/kindred/src/astro/outbox-view.ts';

const keys: KeyRing = ['a secret of this test'];
const now = '2026-11-22T09:30:00.000Z';

/** A request as it arrives, from the machine itself unless something else is said. */
function knock({
	host = 'localhost:4321',
	headers = {},
	query = '',
	...changes
}: Partial<Knock> & {
	host?: string;
	headers?: Record<string, string>;
	query?: string;
} = {}) {
	const url = new URL(`http://localhost:4321/kindred/outbox/${query}`);
	const request = new Request(url, { headers: { host, ...headers } });
	return openOutboxDoor({
		request,
		url,
		clientAddress: '127.0.0.1',
		mailer: { name: 'outbox' },
		keys,
		now,
		...changes,
	});
}

describe('the door of the outbox', () => {
	it.each(['localhost:4321', 'localhost', '127.0.0.1:4321', '[::1]:4321'])(
		'opens to the machine itself as %s',
		(host) => {
			expect(knock({ host })).toEqual({ open: true });
		},
	);

	it.each(['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1'])(
		'opens to the socket %s',
		(clientAddress) => {
			expect(knock({ clientAddress })).toEqual({ open: true });
		},
	);

	it.each(['192.168.1.20', '10.0.0.1', '::ffff:192.168.1.20', '2001:db8::1', '127.0.0.1.example.com', ''])(
		'stays shut to the socket %j, whatever its Host',
		(clientAddress) => {
			expect(knock({ clientAddress })).toEqual({ open: false });
		},
	);

	it.each([
		'attacker.example',
		'localhost.attacker.example',
		'127.0.0.1.nip.io',
		'localhost:4321@attacker.example',
		'localhost:',
		'',
	])('stays shut to a page that calls this machine %j (DNS rebinding)', (host) => {
		expect(knock({ host })).toEqual({ open: false });
	});

	it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'x-forwarded-host', 'x-forwarded-proto', 'via'])(
		'stays shut to what came through a proxy (%s)',
		(name) => {
			expect(knock({ headers: { [name]: '127.0.0.1' } })).toEqual({ open: false });
		},
	);

	it.each(['resend', 'smtp'] as const)(
		'does not exist where letters leave through %s, not even with the key',
		(name) => {
			expect(knock({ mailer: { name }, query: `?key=${outboxKey(keys, now)}` })).toEqual({ open: false });
		},
	);

	it('opens to the key from anywhere, and the cookie carries it on', () => {
		const far = { clientAddress: '203.0.113.9', host: 'blog.example.com' };
		const key = outboxKey(keys, now);
		const answer = knock({ ...far, query: `?key=${key}` });
		expect(answer).toEqual({
			open: true,
			cookie: `kindred-outbox=${key}; Path=/kindred/outbox/; HttpOnly; SameSite=Strict`,
		});
		expect(knock({ ...far, headers: { cookie: `a=b; kindred-outbox=${key}` } })).toEqual({ open: true });
	});

	it('stays shut to keys that are old, foreign, or made for something else', () => {
		const far = { clientAddress: '203.0.113.9' };
		const leave = signToken(
			{ purpose: 'leave', person: 'author', thing: '', expires: '2027-01-01T00:00:00.000Z' },
			keys,
		);
		for (const key of [
			outboxKey(['another secret'], now),
			leave,
			outboxKey(keys, '2026-11-21T09:30:00.000Z'),
			'x',
			'.',
			'',
		]) {
			expect(knock({ ...far, query: `?key=${key}` }), key).toEqual({ open: false });
			expect(knock({ ...far, headers: { cookie: `kindred-outbox=${key}` } }), key).toEqual({ open: false });
		}
	});
});

describe('a letter in the outbox', () => {
	const site = { url: 'https://blog.example.com' };

	it('links to the site that runs here', () => {
		const links = [
			'https://blog.example.com/kindred/confirm/?token=a',
			'https://blog.example.com.attacker.example/',
			'mailto:a@example.com',
		];
		expect(links.map((href) => linkHere(href, site, 'http://localhost:4321'))).toEqual([
			'http://localhost:4321/kindred/confirm/?token=a',
			'https://blog.example.com.attacker.example/',
			'mailto:a@example.com',
		]);
	});

	it('leads out of its frame', () => {
		const html =
			'<!doctype html><html><head><title>Hi</title></head><body><a href="https://blog.example.com/?a=1&amp;b=2">x</a></body></html>';
		expect(framedLetter(html, site, 'http://localhost:4321')).toBe(
			'<!doctype html><html><head><base target="_top"><title>Hi</title></head><body><a href="http://localhost:4321/?a=1&amp;b=2">x</a></body></html>',
		);
	});
});
