import { defineMiddleware } from 'astro:middleware';
import { checkOrigin, site } from 'virtual:kindred/config';
import { ownPath } from '../base/site.ts';
import { crossSiteRefusal, isCrossSiteForm, isOneClick, readCopy } from './origin.ts';

/** A form of ours is a few hundred bytes; the Node adapter alone would take a gigabyte into memory. */
const MOST_BYTES = 64 * 1024;

const ours = ownPath(site, '');
const leavePath = ownPath(site, 'leave/');
/** Providers send whole events; their route has a limit of its own. */
const webhook = ownPath(site, 'webhook');

/** Astro's origin check with one exception, a cap on our forms, and headers that keep tokens from leaking. */
export const onRequest = defineMiddleware(async ({ request, url, isPrerendered }, next) => {
	if (isPrerendered) return next();
	const isOurs = url.pathname.startsWith(ours) && !url.pathname.startsWith(webhook);

	const body = isOurs ? await readCopy(request, MOST_BYTES) : new Uint8Array();
	if (body === 'too-large')
		return new Response('This form is too large.', { status: 413, headers: { Connection: 'close' } });
	if (checkOrigin && isCrossSiteForm(request, url) && !(await isOneClick(request, url, leavePath, body))) {
		return crossSiteRefusal(request.method);
	}

	const response = await next();
	if (isOurs) {
		// `same-origin`, not `no-referrer`: with that, browsers send `Origin: null` and the check above refuses the form.
		response.headers.set('Referrer-Policy', 'same-origin');
		// The channel in a form may come from the page before (`channelOf`): a cache must not hand it to the next visitor.
		response.headers.append('Vary', 'Referer');
		if (url.searchParams.has('token') || request.method === 'POST')
			response.headers.set('Cache-Control', 'no-store');
	}
	return response;
});
