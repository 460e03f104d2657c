/** More than this is not front matter somebody wrote, but YAML aliases that multiply. */
const MAX_VALUES = 2000;
const MAX_DEPTH = 8;

const mailAddress = /[^\s<>"'@]+@[^\s<>"'@]+\.[a-z]{2,}/i;

/**
 * A front-matter value as it can be written again: dates as the text they were, mail addresses left out
 * (`hidden`), nothing at all when it nests deeper than 8 or holds more than 2,000 values. `written` is the
 * same value with its scalars as text.
 */
export function plainValue(value: unknown, written: unknown): { value: unknown; hidden: boolean } {
	let left = MAX_VALUES;
	let hidden = false;
	const plain = (inner: unknown, text: unknown, depth: number): unknown => {
		if (depth > MAX_DEPTH || --left < 0) throw new RangeError('front matter value too large');
		if (inner instanceof Date) return typeof text === 'string' ? text : inner.toISOString();
		if (typeof inner === 'string' && mailAddress.test(inner)) {
			hidden = true;
			return inner.replace(new RegExp(mailAddress, 'gi'), '').trim();
		}
		if (Array.isArray(inner))
			return inner.map((each, at) =>
				plain(each, at in Object(text) ? (text as unknown[])[at] : each, depth + 1),
			);
		if (typeof inner !== 'object' || inner === null) return inner;
		const texts = (typeof text === 'object' && text !== null ? text : {}) as Record<string, unknown>;
		return Object.fromEntries(
			Object.entries(inner).map(([key, each]) => [key, plain(each, texts[key], depth + 1)]),
		);
	};
	try {
		return { value: plain(value, written, 0), hidden };
	} catch (error) {
		if (error instanceof RangeError) return { value: undefined, hidden };
		throw error;
	}
}
