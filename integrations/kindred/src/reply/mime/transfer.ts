const EQUALS = 61;

/**
 * The bytes of a body in a transfer encoding (RFC 2045 section 6). Never throws and takes a time that grows with the length:
 * what is not in the alphabet of base64 is left out, and `=` before anything but two hexadecimal digits is an `=`.
 */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
	if (encoding.includes('base64')) return decodeBase64(body);
	if (encoding.includes('quoted-printable')) return decodeQuotedPrintable(body);
	return body;
}

/** Padding in the middle, as where two pieces were put together, would end Node's decoder; all other signs it passes over. */
function decodeBase64(body: Buffer): Buffer {
	const text = body.toString('latin1');
	const padding = body.indexOf(EQUALS);
	const ends = padding < 0 || body.length - padding < 8;
	return Buffer.from(ends ? text : text.replace(/[^A-Za-z0-9+/]+/g, ''), 'base64');
}

const CR = 13;
const LF = 10;

function decodeQuotedPrintable(body: Buffer): Buffer {
	const out = Buffer.allocUnsafe(body.length);
	let length = 0;
	for (let at = 0; at < body.length; at++) {
		const byte = body[at]!;
		if (byte !== EQUALS) {
			out[length++] = byte;
			continue;
		}
		const high = hex(body[at + 1]);
		const low = hex(body[at + 2]);
		if (high >= 0 && low >= 0) {
			out[length++] = high * 16 + low;
			at += 2;
			continue;
		}
		const end = softBreak(body, at + 1);
		if (end < 0) out[length++] = byte;
		else at = end;
	}
	return out.subarray(0, length);
}

/** Attack: an `=` and a megabyte of spaces, each of them looked at once more for each `=`. */
const MOST_PADDING = 80;

/** Where a soft line break ends that begins here; servers may have put white space before the line's end. */
function softBreak(body: Buffer, from: number): number {
	for (let at = from; at < from + MOST_PADDING; at++) {
		const byte = body[at];
		if (byte === undefined) return at - 1;
		if (byte === LF) return at;
		if (byte !== CR && byte !== 32 && byte !== 9) return -1;
	}
	return -1;
}

function hex(byte: number | undefined): number {
	if (byte === undefined) return -1;
	if (byte >= 48 && byte <= 57) return byte - 48;
	const letter = byte | 32;
	return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}
