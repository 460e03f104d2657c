/** Attack: a mail of nothing but links. */
const MOST_LINKS = 200;
/** Attack: a link in a link in a link. Two rewriters in a row are common. */
const MOST_WRAPPERS = 3;

/** A link, or a path that stands alone; what may follow it in a sentence or in Markdown ends it. */
const links =
	/(?:https?:\/\/|www\.)[^\s<>"'()[\]{}|\\^`]{1,2000}|(?<![^\s<(["'])\/[^\s<>"'()[\]{}|\\^`]{2,500}/gi;

/**
 * The pages that a text links to, as `pageOf` writes them: absolute links, paths that stand alone, and what mail programs and
 * scanners made of links on the way (Outlook Safe Links, Google's redirects, Proofpoint, and whoever else carries the address
 * in their own).
 */
export function pagesIn(text: string): string[] {
	const found: string[] = [];
	for (const [link] of text.matchAll(links)) {
		const page = pageOf(link.slice(0, endOf(link)));
		if (page !== undefined) found.push(page);
		if (found.length >= MOST_LINKS) break;
	}
	return found;
}

/** Where a link ends that stands in a sentence. */
function endOf(link: string): number {
	let end = link.length;
	while (end > 0 && '.,;:!?*_~…。，、؟'.includes(link[end - 1]!)) end--;
	return end;
}

/** A page however it is linked to: host without `www.`, path without its last slash; a lone path has no host. */
export function pageOf(link: string): string | undefined {
	if (link.startsWith('/')) return pathOf(link.replace(/[?#].*$/s, ''));
	const url = unwrapped(link);
	return url && url.hostname.replace(/^www\./, '') + pathOf(url.pathname);
}

/** Every name that a link to a page may come by: with its host, and as its path alone. The front page has no path to tell it by. */
export function pagesOf(link: string): string[] {
	const page = pageOf(link);
	const path = page?.replace(/^[^/]*/, '');
	return page === undefined ? [] : path ? [page, path] : [page];
}

function pathOf(path: string): string {
	let plain = path;
	try {
		plain = decodeURIComponent(path);
	} catch {
		// A percent sign of its own: the path is compared as it is.
	}
	return plain.normalize('NFC').replace(/\/$/, '');
}

function unwrapped(link: string): URL | undefined {
	let url = parse(/^www\./i.test(link) ? `https://${link}` : link);
	for (let depth = 0; url && depth < MOST_WRAPPERS; depth++) {
		const inner: URL | undefined = innerOf(url);
		if (!inner) break;
		url = inner;
	}
	return url;
}

/** The link that a rewritten one carries. */
function innerOf(url: URL): URL | undefined {
	// Proofpoint: version 3 between underscores in the path, version 2 with hyphens for percent signs.
	const third = /^\/v3\/__(https?:\/{1,2})(.{1,2000}?)__(?:;|$)/i.exec(url.pathname);
	if (third) return parse(`${third[1]!.replace(/\/+$/, '')}//${third[2]}`);
	if (/^urldefense\.(?:com|proofpoint\.com|us)$/.test(url.hostname) && url.searchParams.has('u')) {
		const coded = url.searchParams
			.get('u')!
			.replaceAll('_', '/')
			.replace(/-([0-9a-f]{2})/gi, '%$1');
		try {
			return parse(decodeURIComponent(coded));
		} catch {
			return undefined;
		}
	}
	for (const value of url.searchParams.values()) if (/^https?:\/\//i.test(value)) return parse(value);
	return undefined;
}

function parse(link: string): URL | undefined {
	return URL.canParse(link) ? new URL(link) : undefined;
}
