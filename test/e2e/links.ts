import type { Email } from 'postal-mime';
import type { RunningSite } from './site.ts';

/** Every link to the site in these letters, in their text, their HTML and their headers. */
export function linksOf(site: RunningSite, letters: readonly Email[]): string[] {
	const found = new Set<string>();
	for (const { html = '', text = '', headers } of letters) {
		const all = `${html} ${text} ${headers.map(({ value }) => value).join(' ')}`;
		for (const [link] of all.matchAll(/https?:\/\/[^\s"'<>)\]]+/g)) found.add(link.replaceAll('&amp;', '&'));
	}
	return [...found].filter((link) => link.startsWith(site.url));
}

/** What a link may do, as its token says. */
export function purposeOf(link: string): string | undefined {
	const body = /token=([\w-]+)\./.exec(link)?.[1];
	return body ? (JSON.parse(Buffer.from(body, 'base64url').toString()) as [string])[0] : undefined;
}
