import { describe, expect, it } from 'vitest';
import { siteFor } from '../../integrations/kindred/src/astro/site.ts';
import { ownPath } from '../../integrations/kindred/src/base/site.ts';
import { parseOptions } from '../../integrations/kindred/src/config.ts';

describe('the paths of our own pages', () => {
	const own = (trailingSlash: 'always' | 'never' | 'ignore', base = '/') =>
		siteFor(
			{ site: 'https://example.com', base, trailingSlash },
			parseOptions({ from: 'a@example.com' }),
			true,
		);

	// Mail programs follow no redirect when they press the button (RFC 8058 section 3.1).
	it('end as those of the site do, so that no form and no one-click is answered by a redirect', () => {
		expect(ownPath(own('always'), 'leave/')).toBe('/kindred/leave/');
		expect(ownPath(own('ignore', '/blog/'), 'leave/')).toBe('/blog/kindred/leave/');
		expect(ownPath(own('never', '/blog'), 'leave/')).toBe('/blog/kindred/leave');
		expect(ownPath(own('never'), '')).toBe('/kindred/');
	});
});
