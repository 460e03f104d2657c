/**
 * The longest slug, in bytes: file systems end at 255, and a language, an extension and a date have to fit
 * behind it.
 */
const MAX_BYTES = 180;

/** A name for files and addresses: lower case, letters and digits of any script, hyphens. Never empty. */
export function slugify(name: string): string {
	const words = name
		.normalize('NFC')
		.toLowerCase()
		.replace(/['’]/gu, '')
		.replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
		.replace(/^-+|-+$/g, '');
	let slug = '';
	for (const character of words) {
		if (Buffer.byteLength(slug + character) > MAX_BYTES) break;
		slug += character;
	}
	return slug.replace(/-+$/, '') || 'post';
}
