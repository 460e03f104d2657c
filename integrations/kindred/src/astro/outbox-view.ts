import type { Site } from '../base/site.ts';
import type { Instant } from '../base/time.ts';

/**
 * No script runs and nothing is loaded from elsewhere, in the page and in the letter inside it, whatever a
 * letter holds.
 */
export const outboxPolicy = [
	"default-src 'none'",
	"style-src 'self' 'unsafe-inline'",
	"img-src 'self' data:",
	"font-src 'self' data:",
	"form-action 'self'",
	"base-uri 'none'",
	"frame-ancestors 'none'",
].join('; ');

/**
 * The address of a letter's link on the site that runs here: letters name the site by its public address.
 */
export function linkHere(href: string, site: Pick<Site, 'url'>, origin: string): string {
	const url = URL.parse(href);
	return url && url.origin === new URL(site.url).origin ? origin + href.slice(url.origin.length) : href;
}

/** A letter's HTML for a frame: its links lead out of the frame, to the site that runs here. */
export function framedLetter(html: string, site: Pick<Site, 'url'>, origin: string): string {
	const here = html.replace(
		/(\shref=")([^"]*)"/g,
		(_, start: string, href: string) => `${start}${linkHere(href, site, origin)}"`,
	);
	const base = '<base target="_top">';
	return /<head[^>]*>/i.test(here) ? here.replace(/<head[^>]*>/i, (head) => head + base) : base + here;
}

/** A moment in the author's zone, to the minute. */
export function momentIn(zone: string, at: Instant): string {
	return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
		new Date(at),
	);
}
