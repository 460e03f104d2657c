/** Attack: a megabyte of headers, or one header of a megabyte. */
export const MOST_HEADERS = 256 * 1024;
/** Attack: a Content-Type of many thousand parameters. */
const MOST_VALUE = 2000;
/** Attack: one header as long as all of them may be. Long threads have a hundred references. */
const MOST_LINE = 20_000;
/** Attack: a From of a hundred thousand groups, each of which the parser opens and closes. Room for a hundred recipients. */
const MOST_MAILBOXES = 6000;
const mailboxes =
	/^(?:(?:resent-)?(?:from|sender|to|cc|bcc|reply-to)|(?:delivered|x-original|envelope|x-forwarded|x-rcpt|apparently)-to)\s{0,8}:/i;

/** A parameter on a line of its own, as some Java programs write it, without the space that would make it one of the header's. */
const forgottenFold = /;[ \t]{0,8}\r?\n(?=(?:boundary|charset|method|name|format|type|report-type) ?=)/gi;

/** What the headers of a section say of its body. */
export interface Head {
	/** Where its body begins: behind the blank line. */
	readonly end: number;
	/** They ended within the bound. */
	readonly whole: boolean;
	/** As it stands, one byte a character, each header on its line or folded (RFC 5322 section 2.2.3). */
	readonly text: string;
	/** `text/plain` where nothing, or nothing that is a type, is said (RFC 2045 section 5.2). */
	readonly type: string;
	readonly charset: string;
	/** Of a calendar: what it is for, `reply` (RFC 6047 section 2.4). Empty where nothing is said. */
	readonly method: string;
	/** Empty where none is declared. */
	readonly boundary: string;
	readonly flowed: boolean;
	readonly deleteSpace: boolean;
	/** In lower case; empty where nothing is said. */
	readonly encoding: string;
	readonly attached: boolean;
}

/** Reads the headers at the beginning of a section, of which it takes a bounded number of bytes. */
export function readHead(section: Buffer): Head {
	const some = section.subarray(0, MOST_HEADERS);
	const blank = [
		[some.indexOf('\r\n\r\n'), 4],
		[some.indexOf('\n\n'), 2],
	].filter(([at = -1]) => at >= 0);
	const [at = some.length, length = 0] = blank.toSorted(([a = 0], [b = 0]) => a - b)[0] ?? [];
	const text = some.toString('latin1', 0, at).replace(forgottenFold, ';\r\n ');
	const unfolded = text.replace(/\r?\n[ \t]+/g, ' ');
	const contentType = valueOf(unfolded, 'content-type');
	const type = contentType.split(';')[0]!.trim().toLowerCase();
	return {
		end: at + length,
		whole: length > 0 || some.length === section.length,
		text,
		type: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'text/plain',
		charset: parameter(contentType, 'charset'),
		method: parameter(contentType, 'method'),
		boundary: parameter(contentType, 'boundary'),
		flowed: parameter(contentType, 'format').toLowerCase() === 'flowed',
		deleteSpace: parameter(contentType, 'delsp').toLowerCase() === 'yes',
		encoding: valueOf(unfolded, 'content-transfer-encoding').trim().toLowerCase(),
		attached: /^\s*attachment\b/i.test(valueOf(unfolded, 'content-disposition')),
	};
}

/** The header lines without those of these names, each up to a length, and others behind them; as bytes, each with its end. */
export function replaced(text: string, names: RegExp, instead: readonly string[]): Buffer {
	const lines = text
		.split(/\r?\n(?![ \t])/)
		.filter((line) => line !== '' && !names.test(line))
		.map((line) => line.slice(0, mailboxes.test(line) ? MOST_MAILBOXES : MOST_LINE));
	return Buffer.from([...lines, ...instead, '', ''].join('\r\n'), 'latin1');
}

function valueOf(unfolded: string, name: string): string {
	const found = new RegExp(`^${name}[ \\t]{0,8}:([^\\r\\n]*)`, 'im').exec(unfolded);
	return (found?.[1] ?? '').slice(0, MOST_VALUE);
}

function parameter(value: string, name: string): string {
	const found = new RegExp(
		`;\\s{0,8}${name}\\*?\\s{0,8}=\\s{0,8}(?:"([^"]{0,100})"|([^\\s;"]{1,100}))`,
		'i',
	).exec(value);
	// RFC 2231 section 4 allows a charset and a language before the value.
	return (found?.[1] ?? found?.[2] ?? '').replace(/^[^']*'[^']*'/, '').trim();
}
