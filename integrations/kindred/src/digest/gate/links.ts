import { nearest } from '../../base/nearest.ts';
import type { Site } from '../../base/site.ts';
import { error, excerptOf, fine, warning, type GateContext, type Problem, type Rule } from './finding.ts';
import { addressesOf, type Page } from './page.ts';

/** Does a slot make up this address, all of it? It is looked at as a value. */
const isSlot = (url: string) => /^\uE000[^\uE001]*\uE001$/.test(url);
const about = (url: string) => ({ excerpt: excerptOf(url), near: url });

/** Every address of a page once, in order; slots aside. */
export function urlsOf(page: Page): string[] {
	return [...new Set(addressesOf(page).map(({ url }) => url))].filter((url) => !isSlot(url));
}

/** A web address taken apart; nothing for a relative one, or one of another kind. */
function webUrl(url: string): URL | undefined {
	return /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url) : undefined;
}

export const linksAbsolute: Rule = {
	promise: 'Links and pictures have whole addresses: in a mail there is no site to begin from.',
	page: (page) => urlsOf(page).flatMap(wrongAddress),
};

function wrongAddress(url: string): readonly Problem[] {
	if (webUrl(url) || /^(mailto|tel):[^\s]/i.test(url)) return fine;
	if (/^[a-z][a-z0-9+.-]*:/i.test(url))
		return [
			error(
				`The address ${excerptOf(url)} is of a kind that mail programs block or cannot open.`,
				'Link to a page with https.',
				about(url),
			),
		];
	return [
		error(
			`The link ${url ? excerptOf(url) : '(empty)'} is not absolute, so it leads nowhere in a mail.`,
			'Write it with https:// and the name of the site.',
			about(url),
		),
	];
}

export const linksSecure: Rule = {
	promise: 'Web links are https; http is let through, with a warning, while the site itself stands on http.',
	page(page, { site }) {
		const plain = urlsOf(page).filter((url) => /^http:\/\//i.test(url));
		const [own, others] = [plain.filter((url) => isOwn(url, site)), plain.filter((url) => !isOwn(url, site))];
		return [
			...others.map((url) =>
				error(`The link ${excerptOf(url)} is not https.`, 'Link to its https address.', about(url)),
			),
			...(own.length
				? [
						warning(
							`The site is ${site.url}, so links to it are not https and open only on this machine or network.`,
							'Set `site` in the Astro config (or SITE) to the public address before you send.',
							{ ofSite: true },
						),
					]
				: []),
		];
	},
};

function isOwn(url: string, site: Pick<Site, 'url'>): boolean {
	return webUrl(url)?.origin === new URL(site.url).origin;
}

export const linksExist: Rule = {
	promise: 'Links to the own site lead to pages that exist; the nearest one is suggested.',
	page: (page, context) =>
		urlsOf(page).flatMap((url) => (isOwn(url, context.site) ? nowhere(url, context) : [])),
};

/** With or without the slash or `index.html` at the end it is the same page. */
const variants = (path: string) => [
	path,
	path.endsWith('/') ? path.slice(0, -1) : `${path}/`,
	path.replace(/index\.html$/, ''),
	`${path}.html`,
];

function nowhere(url: string, { site, paths, built }: GateContext): readonly Problem[] {
	const { pathname } = new URL(url);
	const root = `${site.base}/`;
	if ([pathname, decoded(pathname)].flatMap(variants).some((path) => paths.has(path) || path === root))
		return fine;
	// What answers on request is in no build: leave, preferences, answers to events.
	if (pathname.startsWith(`${site.base}/kindred/`)) return fine;
	const near = nearest(decoded(pathname), [...paths]);
	const meant = near && `Did you mean ${site.url}${near}?`;
	if (built || isEntry(pathname, site))
		return [
			error(
				`The link ${excerptOf(url)} leads to no page of this site.`,
				meant ?? 'Correct the link, or publish the page and build the site first.',
				about(url),
			),
		];
	return [
		warning(
			`Whether ${excerptOf(url)} exists cannot be seen before the site is built.`,
			meant ?? 'Run `astro build`, then plan again.',
			about(url),
		),
	];
}

/** Would a post, an event or a digest live there? All of these are known without a build. */
function isEntry(pathname: string, { paths }: Site): boolean {
	return Object.values(paths).some((pattern) => {
		const literal = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\/$/, '');
		// The default language has no segment; an id may have slashes.
		const shape = literal.replaceAll('/:lang', '(?:/[^/]+)?').replace(/:[a-z]+/g, '.+');
		return /[^/:]/.test(pattern.replace(/:[a-z]+/g, '')) && new RegExp(`^${shape}/?$`).test(pathname);
	});
}

function decoded(path: string): string {
	try {
		return decodeURI(path);
	} catch {
		return path;
	}
}

/** The web addresses of a page that lead out of the site: what `--check-links` asks for. */
export function outsideLinks(page: Page, site: Pick<Site, 'url'>): string[] {
	return urlsOf(page).filter((url) => webUrl(url) && !isOwn(url, site));
}

export const linksAnswer: Rule = {
	promise: 'With `--check-links`, links to other sites answer.',
	answer(url, answer) {
		if (answer.ok) return fine;
		const say = answer.reason === 'unclear' ? warning : error;
		return [
			say(
				`The link ${excerptOf(url)} ${answer.message}.`,
				answer.reason === 'unclear'
					? 'Open it yourself; some sites turn robots away.'
					: 'Correct or remove it.',
				about(url),
			),
		];
	},
};
