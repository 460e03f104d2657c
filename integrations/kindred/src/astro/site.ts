import type { AstroConfig } from 'astro';
import { KindredError } from '../base/error.ts';
import type { Site } from '../base/site.ts';
import type { KindredOptions } from '../config.ts';

/** What the rooms may know of the site, from Astro's configuration and ours. */
export function siteFor(
	config: Pick<AstroConfig, 'site' | 'base' | 'trailingSlash'>,
	options: KindredOptions,
	dynamic: boolean,
): Site {
	if (!config.site) {
		throw new KindredError(
			'Letters need absolute links, but `site` is not set.',
			"Write `site: 'https://example.com'` in astro.config.mjs.",
		);
	}
	const { origin, host } = new URL(config.site);
	const base = config.base.replace(/\/$/, '');
	const languages = options.languages ?? [options.lang];
	return {
		url: origin,
		base,
		name: options.name ?? host,
		from: options.from,
		inbound: options.inbound?.email,
		authserv: options.authserv,
		acknowledge: options.acknowledge,
		imprint: options.imprint,
		lang: options.lang,
		languages: languages.includes(options.lang) ? languages : [options.lang, ...languages],
		zone: options.zone,
		theme: options.theme,
		logo: options.logo && {
			...options.logo,
			src: new URL(options.logo.src.replace(/^\//, `${base}/`), origin).href,
			alt: options.logo.alt ?? options.name ?? host,
		},
		dynamic,
		breaker: options.breaker,
		signups: options.signups,
		events: options.events,
		proxies: options.proxies,
		strings: options.strings,
		bare: config.trailingSlash === 'never',
		paths: {
			post: base + options.paths.post,
			digest: base + options.paths.digest,
			event: base + options.paths.event,
		},
	};
}
