import { encode } from 'uqr';

/** Modules of empty space around a code: fewer, and some telephones do not find it (ISO/IEC 18004 section 6.3.8). */
const QUIET = 4;

/** A QR code to be drawn: how many modules wide it is with its quiet zone, and the black ones as an SVG path of unit squares. */
export interface QrCode {
	readonly modules: number;
	readonly path: string;
}

/**
 * The QR code of an address. Level M: a seventh of it may be lost to a thumb or to a chat's compression.
 * Throws on more than 2,331 bytes, which no code of that level holds.
 */
export function qrCode(address: string): QrCode {
	const { size, data } = encode(address, { ecc: 'M', border: QUIET });
	const rows = data.map((row, y) => {
		let path = '';
		for (let x = 0; x < size; x++) {
			if (!row[x]) continue;
			const start = x;
			while (row[x + 1]) x++;
			path += `M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`;
		}
		return path;
	});
	return { modules: size, path: rows.join('') };
}
