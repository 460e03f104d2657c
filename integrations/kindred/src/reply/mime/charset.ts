import { guessCharset } from './charset-guess.ts';

/**
 * Names of charsets that mail programs write and the Encoding Standard does not know (IANA's registry, Windows' code pages).
 * The old escapes of Chinese and Korean mail, and UTF-7, have no decoder any more: their ASCII is read, the rest is not.
 */
const aliases: Readonly<Record<string, string>> = {
	cp932: 'shift_jis',
	ms932: 'shift_jis',
	cp936: 'gbk',
	ms936: 'gbk',
	cp949: 'euc-kr',
	ms949: 'euc-kr',
	uhc: 'euc-kr',
	cp950: 'big5',
	ms950: 'big5',
	'big5-eten': 'big5',
	'x-gb18030': 'gb18030',
	'gb2312-80': 'gbk',
	cp50220: 'iso-2022-jp',
	cp50221: 'iso-2022-jp',
	cp50222: 'iso-2022-jp',
	'iso-2022-jp-1': 'iso-2022-jp',
	'iso-2022-jp-2': 'iso-2022-jp',
	'iso-2022-jp-3': 'iso-2022-jp',
	'iso-2022-jp-ms': 'iso-2022-jp',
	'iso-8859-8-e': 'iso-8859-8',
	cp874: 'windows-874',
	utf8mb4: 'utf-8',
	'utf-8mb4': 'utf-8',
	utf_8: 'utf-8',
};

/** Charsets of two bytes a letter: text of theirs may be UTF-8 by accident, but only of letters that are two bytes there, too. */
const twoBytes = /^(?:gb|big5|euc-|shift_jis|iso-2022-jp)/;

/**
 * The text of bytes of a charset. Labels are often wrong: what is UTF-8 throughout is read as UTF-8, unless that may be an
 * accident. Never throws: a byte that means nothing becomes U+FFFD, and what has no label, or one that cannot be right, is told
 * by its bytes.
 */
export function decodeCharset(bytes: Uint8Array, label: string): string {
	const marked = byteOrder(bytes);
	if (marked) return new TextDecoder(marked).decode(bytes);
	const charset = known(label);
	if (charset?.startsWith('utf-16')) return new TextDecoder(utf16Order(bytes, charset)).decode(bytes);
	const text = strict(bytes, 'utf-8');
	const byAccident = charset !== undefined && twoBytes.test(charset) && !/[\u0800-\uffff]/.test(text ?? '');
	if (text !== undefined && !byAccident) return text;
	// A letter cut in two is no reason to take a long text for another charset.
	if (charset === 'utf-8' && isMostlyUtf8(bytes)) return new TextDecoder().decode(bytes);
	const wrong = charset === undefined || charset === 'utf-8';
	return new TextDecoder(wrong ? guessCharset(bytes) : charset).decode(bytes);
}

/** The standard's name of a charset; nothing for one that nobody knows, or that has no letters of its own. */
function known(label: string): string | undefined {
	const name = label.trim().toLowerCase().slice(0, 40);
	// What programs write that know nothing better.
	if (name === 'us-ascii' || name === 'ascii') return undefined;
	try {
		return new TextDecoder(aliases[name] ?? name).encoding;
	} catch {
		return undefined;
	}
}

function strict(bytes: Uint8Array, charset: string): string | undefined {
	try {
		return new TextDecoder(charset, { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}

function byteOrder([first, second, third]: Uint8Array): string | undefined {
	if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
	if (first === 0xff && second === 0xfe) return 'utf-16le';
	if (first === 0xfe && second === 0xff) return 'utf-16be';
	return undefined;
}

/** RFC 2781 section 4.3: big-endian where nothing says otherwise; but programs write what their machine has. */
function utf16Order(bytes: Uint8Array, charset: string): string {
	const some = bytes.subarray(0, 2000);
	const zeros = (odd: number) => some.filter((byte, at) => byte === 0 && at % 2 === odd).length;
	if (zeros(0) === zeros(1)) return charset;
	return zeros(0) > zeros(1) ? 'utf-16be' : 'utf-16le';
}

function isMostlyUtf8(bytes: Uint8Array): boolean {
	const some = new TextDecoder().decode(bytes.subarray(0, 20_000));
	const beyond = some.match(/[^\u0000-\u007f]/g) ?? [];
	return beyond.filter((letter) => letter === '\ufffd').length * 10 < beyond.length;
}
