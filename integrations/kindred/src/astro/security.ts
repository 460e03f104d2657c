import type { AstroConfig } from 'astro';

/** The part of Astro's `security` that we set. */
type Security = { checkOrigin: false; allowedDomains?: { hostname: string }[] };

/**
 * What a site with our forms needs from Astro. Its origin check knows no exception for RFC 8058, so it is switched off and
 * `middleware.ts` makes the same check instead. Behind a TLS proxy a request looks like `http:` unless Astro may believe
 * `X-Forwarded-Proto`, which it does for the domains named here; a site that names its own keeps them.
 */
export function securityFor(config: Pick<AstroConfig, 'site' | 'security'>): Security {
	const own = config.security.allowedDomains ?? [];
	if (!config.site || own.length) return { checkOrigin: false };
	return { checkOrigin: false, allowedDomains: [{ hostname: new URL(config.site).hostname }] };
}
