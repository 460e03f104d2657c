import { inflateSync } from 'node:zlib';

/**
 * A font (WOFF 1.0, https://www.w3.org/TR/WOFF/) as TrueType bytes, with the height of every mark turned
 * over.
 *
 * Why: satori 0.63.2 adds the height that HarfBuzz gives a mark to a coordinate that counts downwards, so it
 * draws a mark as far below its place as it should be above. Noto's Arabic letters carry their dots as such
 * marks: the two dots of a final ة fell into the letter. Anchors turned over here come out right there.
 * `test/cards/marks.test.ts` fails once satori is mended; then this file goes, and `fonts.ts` reads WOFF2 as
 * it is.
 */
export function turnMarksOver(woff: Uint8Array): Buffer {
	const font = unpack(Buffer.from(woff));
	const gpos = tableOf(font, 'GPOS');
	if (gpos)
		for (const anchor of anchorsOf(gpos)) gpos.writeInt16BE(-gpos.readInt16BE(anchor + 4), anchor + 4);
	return font;
}

/** The tables of a WOFF file, inflated and put together again as an OpenType file. */
function unpack(woff: Buffer): Buffer {
	const count = woff.readUInt16BE(12);
	const header = Buffer.alloc(12 + 16 * count);
	woff.copy(header, 0, 4, 8);
	header.writeUInt16BE(count, 4);
	const parts: Buffer[] = [header];
	let end = header.length;
	for (let index = 0; index < count; index++) {
		const entry = 44 + 20 * index;
		const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [
			number,
			number,
			number,
		];
		const bytes = woff.subarray(offset, offset + packed);
		const table = Buffer.alloc(Math.ceil(length / 4) * 4);
		(packed < length ? inflateSync(bytes) : bytes).copy(table);
		const record = 12 + 16 * index;
		woff.copy(header, record, entry, entry + 4);
		woff.copy(header, record + 4, entry + 16, entry + 20);
		header.writeUInt32BE(end, record + 8);
		header.writeUInt32BE(length, record + 12);
		parts.push(table);
		end += table.length;
	}
	return Buffer.concat(parts);
}

function tableOf(font: Buffer, tag: string): Buffer | undefined {
	for (let record = 12; record < 12 + 16 * font.readUInt16BE(4); record += 16) {
		if (font.toString('latin1', record, record + 4) !== tag) continue;
		const offset = font.readUInt32BE(record + 8);
		return font.subarray(offset, offset + font.readUInt32BE(record + 12));
	}
	return undefined;
}

/**
 * Where the anchors of a GPOS table are: those of cursive joints (lookup type 3), of marks on letters (4), on
 * ligatures (5) and on marks (6). Two rules may share an anchor, hence a set.
 * Source: https://learn.microsoft.com/typography/opentype/spec/gpos
 */
function anchorsOf(gpos: Buffer): ReadonlySet<number> {
	const anchors = new Set<number>();
	const short = (at: number) => gpos.readUInt16BE(at);
	const range = (count: number) => Array.from({ length: count }, (_, index) => index);
	/** Notes the anchors that a row of offsets at `at` points to, counted from `from`; zero is no anchor. */
	const note = (from: number, at: number, count: number) => {
		for (const index of range(count)) if (short(at + 2 * index)) anchors.add(from + short(at + 2 * index));
	};
	const marks = (at: number) => range(short(at)).forEach((index) => note(at, at + 4 + 4 * index, 1));
	const matrix = (at: number, classes: number) => note(at, at + 2, short(at) * classes);
	const lookups = short(8);
	for (const index of range(short(lookups))) {
		const lookup = lookups + short(lookups + 2 + 2 * index);
		for (const nth of range(short(lookup + 4))) {
			let table = lookup + short(lookup + 6 + 2 * nth);
			let type = short(lookup);
			if (type === 9) [type, table] = [short(table + 2), table + gpos.readUInt32BE(table + 4)];
			if (type === 3) note(table, table + 6, 2 * short(table + 4));
			if (type < 4 || type > 6) continue;
			const [classes, second] = [short(table + 6), table + short(table + 10)];
			marks(table + short(table + 8));
			if (type !== 5) matrix(second, classes);
			else
				for (const ligature of range(short(second)))
					matrix(second + short(second + 2 + 2 * ligature), classes);
		}
	}
	return anchors;
}
