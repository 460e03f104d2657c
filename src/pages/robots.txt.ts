import type { APIRoute } from 'astro';

/** Everybody may read; the visitor's own pages are nobody's business. */
export const GET: APIRoute = ({ site }) =>
	new Response(`User-agent: *\nDisallow: /kindred/\n\nSitemap: ${new URL('sitemap-index.xml', site).href}\n`);
