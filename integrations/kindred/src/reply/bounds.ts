/** Attack: a mail that fills the memory. More than mail servers let through with attachments. */
export const MOST_BYTES = 40_000_000;
/** Attack: megabytes of text, read line by line. A part keeps so much; nobody writes more by hand. */
const MOST_PART = 1_200_000;
/** Attack: a hundred parts of the size above. */
const MOST_TOTAL = 2_500_000;
/** Attack: a hundred thousand empty parts, each costing more than the one before. */
const MOST_PARTS = 200;
/** Attack: a boundary declared in every line. Real mails nest a handful. */
const MOST_BOUNDARIES = 40;
/** RFC 2046 section 5.1.1: at most 70 characters; white space may follow on the line. */
const MOST_LINE = 200;

const LF = 10;

/** Attack: headers of a part as long as a mail. Those of any program end sooner. */
const MOST_PART_HEADERS = 64 * 1024;

/**
 * The mail with each part, the number of parts and the whole cut to a size that can be read in a bounded time. One pass over
 * the bytes. Attachments lose their end: their content is not kept.
 */
export function bound(raw: Uint8Array): { readonly bytes: Uint8Array; readonly cut: boolean } {
	const mail = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MOST_BYTES));
	const starts = sectionStarts(mail, boundariesOf(mail));
	let left = MOST_TOTAL;
	let cut = raw.byteLength > MOST_BYTES || starts.length > MOST_PARTS;
	const pieces: Uint8Array[] = [];
	for (const [index, start] of starts.slice(0, MOST_PARTS).entries()) {
		const end = starts[index + 1] ?? mail.length;
		const length = Math.min(end - start, MOST_PART, left);
		if (length < end - start) cut = true;
		pieces.push(...fixed(mail.subarray(start, start + length)));
		// The next delimiter has to begin a line.
		if (length < end - start) pieces.push(Buffer.from('\r\n'));
		left -= length;
	}
	return { bytes: Buffer.concat(pieces), cut };
}

/**
 * A part whose lines the parser leaves as they are. It would join `format=flowed` lines across the depths of a quote and over
 * a signature's `-- `, which RFC 3676 forbids (sections 4.3 and 4.5), and so hide an answer below a quote in the quote.
 */
function fixed(part: Buffer): Buffer[] {
	const head = part.subarray(0, MOST_PART_HEADERS);
	const ends = [head.indexOf('\r\n\r\n'), head.indexOf('\n\n')].filter((at) => at >= 0);
	const end = Math.min(head.length, ...ends);
	const headers = head.toString('latin1', 0, end);
	if (!/format\s?=\s?"?flowed/i.test(headers)) return [part];
	return [Buffer.from(headers.replace(/(format\s?=\s?"?)flowed/gi, '$1fixed'), 'latin1'), part.subarray(end)];
}

function boundariesOf(mail: Buffer): ReadonlySet<string> {
	const found = new Set<string>();
	const declared = /^[bB][oO][uU][nN][dD][aA][rR][yY](?:\*0?\*?)?=\s?(?:"([^"]{1,100})"|([^\s;"]{1,100}))/;
	for (const word of ['oundary=', 'OUNDARY=', 'oundary*']) {
		let at = mail.indexOf(word);
		for (; at > 0 && found.size < MOST_BOUNDARIES; at = mail.indexOf(word, at + word.length)) {
			const match = declared.exec(mail.toString('latin1', at - 1, at + 140));
			if (match) found.add((match[1] ?? match[2] ?? '').trimEnd());
		}
	}
	return found;
}

/** Where the headers and each part begin, the delimiter line included. */
function sectionStarts(mail: Buffer, boundaries: ReadonlySet<string>): number[] {
	const starts = [0];
	if (boundaries.size === 0) return starts;
	for (
		let at = mail.indexOf('\n--');
		at >= 0 && starts.length <= MOST_PARTS;
		at = mail.indexOf('\n--', at + 3)
	) {
		const end = mail.indexOf(LF, at + 1);
		const line = mail
			.toString('latin1', at + 3, Math.min(end < 0 ? mail.length : end, at + 3 + MOST_LINE))
			.trimEnd();
		if (boundaries.has(line) || (line.endsWith('--') && boundaries.has(line.slice(0, -2))))
			starts.push(at + 1);
	}
	return starts;
}

/** Attack: a megabyte of headers, or one header of a megabyte. */
export const MOST_HEADERS = 256 * 1024;

/** The headers alone, cut where they are too long, and the beginning of what follows them as plain text. */
export function headersOnly(raw: Uint8Array): { readonly headers: Uint8Array; readonly body: string } {
	const mail = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, MOST_BYTES));
	const blank = [mail.indexOf('\r\n\r\n'), mail.indexOf('\n\n')].filter((at) => at >= 0);
	const end = Math.min(mail.length, ...blank);
	const most = mail.subarray(0, Math.min(end, MOST_HEADERS / 4)).toString('latin1');
	// Without its Content-Type the rest cannot go wrong any more; a line that was cut in two is left out.
	const whole = end <= MOST_HEADERS / 4 ? most : most.slice(0, most.lastIndexOf('\n') + 1);
	const lines = whole
		.split(/\r?\n(?![ \t])/)
		.filter((line) => !/^content-(?:type|transfer-encoding)\s*:/i.test(line));
	return {
		headers: Buffer.from(`${lines.join('\r\n').trimEnd()}\r\n\r\n`, 'latin1'),
		body: new TextDecoder().decode(mail.subarray(end, end + 100_000)).trim(),
	};
}
