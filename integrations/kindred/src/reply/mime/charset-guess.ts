/** How bytes beyond ASCII stand together, by which charsets without a label are told apart. */
interface Shape {
	/** A byte beyond ASCII and the one behind it, which may be a letter of ASCII. */
	readonly pairs: number;
	/** Bytes beyond ASCII with nothing behind them that could be of the same letter. */
	readonly single: number;
	/** The share of pairs whose first byte is in a range. */
	lead(first: number, last: number): number;
	/** The share of pairs whose second byte is in a range. */
	trail(first: number, last: number): number;
}

/** A page of text tells as much as a book. */
const LOOK = 20_000;
/** A word or two tell nothing. */
const FEW = 4;
const FEW_LETTERS = 10;

/**
 * The charset of text that is not UTF-8 and that nobody, or a wrong label, says anything about. The charsets of East Asia put
 * their common letters into rows of their own, so the first bytes of pairs tell them: JIS X 0208's kana, KS X 1001's syllables,
 * the first levels of GB 2312 and Big5. Cyrillic is what has hardly a letter of ASCII. Anything else is Western European.
 */
export function guessCharset(bytes: Uint8Array): string {
	const some = bytes.subarray(0, LOOK);
	const shape = shapeOf(some);
	if (shape.pairs >= FEW && shape.single * 20 <= shape.pairs) {
		if (shape.lead(0x82, 0x83) > 0.4) return 'shift_jis';
		const high = shape.trail(0xa1, 0xfe);
		if (high > 0.95 && shape.lead(0xa4, 0xa5) > 0.3) return 'euc-jp';
		if (high > 0.95 && shape.lead(0xb0, 0xc8) > 0.9) return 'euc-kr';
		if (high < 0.9 && shape.lead(0xa1, 0xc6) > 0.8) return 'big5';
		const common = shape.lead(0xb0, 0xd7) + shape.lead(0xa1, 0xa3);
		// KOI8's small letters are all in one place, also as second bytes.
		if (high > 0.95 && common > 0.8 && shape.trail(0xc0, 0xdf) < 0.7) return 'gb18030';
	}
	return cyrillicOf(some) ?? 'windows-1252';
}

function shapeOf(bytes: Uint8Array): Shape {
	const leads = new Uint32Array(256);
	const trails = new Uint32Array(256);
	let pairs = 0;
	let single = 0;
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at]!;
		if (byte < 0x80) continue;
		const next = bytes[at + 1] ?? 0;
		if (next < 0x40) {
			single++;
			continue;
		}
		leads[byte]!++;
		trails[next]!++;
		pairs++;
		at++;
	}
	const share = (counts: Uint32Array) => (first: number, last: number) =>
		counts.subarray(first, last + 1).reduce((sum, count) => sum + count, 0) / Math.max(pairs, 1);
	return { pairs, single, lead: share(leads), trail: share(trails) };
}

/** Small letters are most of any text: in Windows' charset the last 32 bytes, in KOI8 the 32 before. */
function cyrillicOf(bytes: Uint8Array): string | undefined {
	const count = (first: number, last: number) => bytes.filter((byte) => byte >= first && byte <= last).length;
	const letters = count(0xc0, 0xff);
	const latin = count(0x41, 0x5a) + count(0x61, 0x7a);
	if (letters < FEW_LETTERS || letters < latin * 2) return undefined;
	return count(0xe0, 0xff) >= count(0xc0, 0xdf) ? 'windows-1251' : 'koi8-r';
}
