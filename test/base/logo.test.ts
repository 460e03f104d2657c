import { describe, expect, it } from 'vitest';
import { siteFor } from '../../integrations/kindred/src/astro/site.ts';
import { parseOptions } from '../../integrations/kindred/src/config.ts';

const logo = { src: '/logo.png', width: 120, height: 40 };
const read = (given: unknown) => parseOptions({ from: 'Ada <ada@example.com>', logo: given });
const of = (given: unknown, base = '/') =>
	siteFor({ site: 'https://example.com', base, trailingSlash: 'always' }, read(given), true).logo;

describe('a logo', () => {
	it('has an absolute address, below the base, and the name of the site in its place', () => {
		expect(of(logo, '/blog')).toEqual({
			...logo,
			src: 'https://example.com/blog/logo.png',
			alt: 'example.com',
		});
		expect(of({ ...logo, src: 'https://cdn.example.com/l.gif', alt: 'Ada' })?.src).toBe(
			'https://cdn.example.com/l.gif',
		);
		expect(of(undefined)).toBeUndefined();
	});
	it.each([
		[{ ...logo, src: 'logo.png' }, /Write a path that starts with `\/`/],
		[{ ...logo, src: '//cdn.example.com/l.png' }, /Write a path/],
		[{ ...logo, src: '/logo.svg' }, /Make it a PNG/],
		[{ ...logo, src: 'javascript:alert(1)' }, /Write a path/],
		[{ ...logo, width: 4000 }, /440/],
		[{ src: '/logo.png' }, /./],
		['/logo.png', /./],
	])('%j is refused in two sentences', (given, hint) => {
		let said: { message: string; hint: string } | undefined;
		try {
			read(given);
		} catch (error) {
			said = error as typeof said;
		}
		expect(said?.message).toMatch(/^The option `logo(\.\w+)?` of kindred\(\) is not right\.$/);
		expect(said?.hint).toMatch(hint);
	});
});
