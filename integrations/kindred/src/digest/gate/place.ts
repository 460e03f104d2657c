/** A digest's file, as its author sees it. */
export interface DigestSource {
	/** `content/digests/2026-11.mdx` */
	readonly file: string;
	/** All of it, front matter too: lines are counted from its first. */
	readonly source: string;
}

/** The line, from 1, on which something stands that the author wrote; nothing when it comes from somewhere else. */
export function lineOf(
	{ source }: DigestSource,
	near: string,
	site: { readonly url: string },
): number | undefined {
	const shorter = near.startsWith(`${site.url}/`) ? near.slice(site.url.length) : near;
	for (const wanted of new Set([near, shorter])) {
		const at = wanted ? source.indexOf(wanted) : -1;
		if (at >= 0) return countLines(source, at);
	}
	return lineOfWords(source, near);
}

/** Prose may be wrapped, and carry marks of Markdown between its words: the first words decide. */
function lineOfWords(source: string, text: string): number | undefined {
	const words = text.match(/[\p{L}\p{N}]+/gu)?.slice(0, 6) ?? [];
	if (!words.length || words.join('').length < 4) return undefined;
	const found = new RegExp(words.join('[^\\p{L}\\p{N}]{1,8}'), 'u').exec(source);
	return found ? countLines(source, found.index) : undefined;
}

/** The line of a `<Post id="…"/>`, in any quotes. */
export function lineOfPost({ source }: DigestSource, group: string): number | undefined {
	const name = group.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	const found = new RegExp(`<Post\\b[^>]*?\\bid=\\{?["'\`]${name}["'\`]`).exec(source);
	return found ? countLines(source, found.index) : undefined;
}

function countLines(source: string, end: number): number {
	let line = 1;
	for (let at = source.indexOf('\n'); at >= 0 && at < end; at = source.indexOf('\n', at + 1)) line++;
	return line;
}
