/** Turns every relative link and image of some HTML into an absolute one; `base` is the page's own URL. */
export function absoluteLinks(html: string, base: URL): string {
	return html
		.replace(/(<[^>]*?\s(?:href|src|poster)=")([^"]*)"/g, (_all, before: string, link: string) => {
			return `${before}${absolute(link, base)}"`;
		})
		.replace(/(<[^>]*?\ssrcset=")([^"]*)"/g, (_all, before: string, set: string) => {
			const links = set.split(/,\s+/).map((part) => part.trim().split(/\s+/));
			return `${before}${links.map(([link = '', ...size]) => [absolute(link, base), ...size].join(' ')).join(', ')}"`;
		});
}

function absolute(link: string, base: URL): string {
	const url = URL.parse(link.replaceAll('&amp;', '&'), base);
	return url ? url.href.replaceAll('&', '&amp;') : link;
}

/** Text that XML 1.0 may hold: no control characters but tab and line ends, no half surrogates. */
export function xmlText(text: string): string {
	// oxlint-disable-next-line no-control-regex -- these are the characters XML forbids
	return text.toWellFormed().replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
}
