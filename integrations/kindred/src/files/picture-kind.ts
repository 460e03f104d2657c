/** How the kinds of pictures that browsers and Astro know begin, as Latin-1 text. */
const beginnings: Readonly<Record<string, RegExp>> = {
	png: /^\x89PNG\r\n\x1a\n/,
	jpg: /^\xff\xd8\xff/,
	gif: /^GIF8[79]a/,
	webp: /^RIFF[\s\S]{4}WEBP/,
	avif: /^[\s\S]{4}ftyp(avif|avis)/,
	tiff: /^(II\*\0|MM\0\*)/,
};

/** How many bytes of a file are enough to tell. An SVG may have a long comment first. */
export const PICTURE_HEAD = 4096;

/**
 * Whether a file is a picture Astro can build with, judged by its name and its first bytes. Astro's build
 * stops at a picture that is empty, broken, or an SVG without a size.
 */
export function isPicture(path: string, head: Uint8Array): boolean {
	const extension = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
	const text = Buffer.from(head).toString('latin1');
	if (extension === 'svg') {
		const tag = /<svg\b[^>]*>/i.exec(text)?.[0] ?? '';
		return /\sviewBox\s*=/.test(tag) || (/\swidth\s*=/.test(tag) && /\sheight\s*=/.test(tag));
	}
	const known = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'tiff', 'tif'].includes(extension);
	return known && head.length >= 24 && Object.values(beginnings).some((beginning) => beginning.test(text));
}
