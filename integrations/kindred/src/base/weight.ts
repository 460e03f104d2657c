/**
 * Gmail shows a letter in full up to about 102 KB of HTML and cuts the rest off, the link to leave the list
 * with it.
 */
export const MOST_BYTES = 102_400;
/** What a letter should stay under, so that the parts filled in per person have room. */
export const WANTED_BYTES = 80 * 1024;

/** How heavy the HTML of a letter is, in bytes of UTF-8: fine, heavy (say so), or too heavy to send. */
export function weigh(html: string): {
	readonly bytes: number;
	readonly verdict: 'light' | 'heavy' | 'too-heavy';
} {
	const bytes = Buffer.byteLength(html);
	return { bytes, verdict: bytes > MOST_BYTES ? 'too-heavy' : bytes > WANTED_BYTES ? 'heavy' : 'light' };
}
