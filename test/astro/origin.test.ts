import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isForbiddenCrossOriginRequest } from '../../node_modules/astro/dist/core/app/origin-check.js';
import { isCrossSiteForm, isOneClick, readCopy } from '../../integrations/kindred/src/astro/origin.ts';
import { securityFor } from '../../integrations/kindred/src/astro/security.ts';

const url = new URL('https://table.example/kindred/leave/?token=x');
const method = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE');
const origin = fc.constantFrom(
	undefined,
	'null',
	'https://table.example',
	'http://table.example',
	'https://evil.example',
	'https://table.example.evil.example',
);
const type = fc.constantFrom(
	undefined,
	'',
	'application/x-www-form-urlencoded',
	'Application/X-WWW-Form-Urlencoded; charset=utf-8',
	'multipart/form-data; boundary=x',
	'text/plain',
	'application/json',
	'application/json; a=text/plain',
	'text/html',
);
const headersOf = (entries: Record<string, string | undefined>) =>
	Object.fromEntries(
		Object.entries(entries).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);

describe('the origin check', () => {
	it('decides as Astro decides, whatever comes', () => {
		fc.assert(
			fc.property(method, origin, type, (verb, from, kind) => {
				const request = new Request(url, {
					method: verb,
					headers: headersOf({ origin: from, 'content-type': kind }),
				});
				expect(isCrossSiteForm(request, url)).toBe(isForbiddenCrossOriginRequest(request, url, false));
			}),
			{ numRuns: 1000 },
		);
	});
});

describe('a one-click request', () => {
	const post = (body: string, contentType = 'application/x-www-form-urlencoded', to = url) => {
		const request = new Request(to, { method: 'POST', body, headers: { 'content-type': contentType } });
		return isOneClick(request, to, '/kindred/leave/', new TextEncoder().encode(body));
	};
	const multipart = (name: string, value: string) =>
		`--b\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n--b--\r\n`;

	it.each([
		['urlencoded', 'List-Unsubscribe=One-Click', undefined, true],
		['multipart', multipart('List-Unsubscribe', 'One-Click'), 'multipart/form-data; boundary=b', true],
		['another value', 'List-Unsubscribe=Maybe', undefined, false],
		['another name', 'x=List-Unsubscribe%3DOne-Click', undefined, false],
		['another part', multipart('x', 'One-Click'), 'multipart/form-data; boundary=b', false],
		['text/plain', 'List-Unsubscribe=One-Click', 'text/plain', false],
		['nothing', '', undefined, false],
	])('%s', async (_name, body, contentType, is) => {
		expect(await post(body, contentType)).toBe(is);
	});

	it('counts at the leave page only, with or without its last slash', async () => {
		const at = (path: string) => post('List-Unsubscribe=One-Click', undefined, new URL(path, url));
		expect(await Promise.all(['/kindred/leave', '/kindred/leave/'].map(at))).toEqual([true, true]);
		expect(
			await Promise.all(['/kindred/confirm/', '/x/kindred/leave/', '/kindred/leave/x', '/'].map(at)),
		).toEqual([false, false, false, false]);
	});

	it('of hostile length is looked at in linear time', async () => {
		const started = performance.now();
		await post(`name="List-Unsubscribe"\r\n${'a: b\r\n'.repeat(10_000)}`, 'multipart/form-data; boundary=b');
		await post('name="List-Unsubscribe"\r\n'.repeat(2_500), 'multipart/form-data; boundary=b');
		expect(performance.now() - started).toBeLessThan(200);
	});
});

describe('the copy of a body', () => {
	const sized = (bytes: number) => new Request(url, { method: 'POST', body: new Uint8Array(bytes) });

	it('leaves the request to be read', async () => {
		const request = sized(10);
		expect(await readCopy(request, 10)).toHaveLength(10);
		expect((await request.arrayBuffer()).byteLength).toBe(10);
	});

	it('ends one byte above the limit', async () => {
		expect(await readCopy(sized(11), 10)).toBe('too-large');
		expect(await readCopy(new Request(url, { method: 'POST' }), 10)).toHaveLength(0);
	});
});

describe('what we ask of Astro', () => {
	const config = (site: string | undefined, allowedDomains: { hostname: string }[] = []) =>
		({ site, security: { checkOrigin: true, allowedDomains } }) as unknown as Parameters<
			typeof securityFor
		>[0];

	it('is to believe the proxy of this site, and to leave the origin check to us', () => {
		expect(securityFor(config('https://table.example/blog'))).toEqual({
			checkOrigin: false,
			allowedDomains: [{ hostname: 'table.example' }],
		});
	});

	it('leaves alone the domains an author named', () => {
		expect(securityFor(config('https://table.example', [{ hostname: '*.table.example' }]))).toEqual({
			checkOrigin: false,
		});
	});
});
