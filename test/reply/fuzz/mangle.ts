import type { Chance } from './chance.ts';
import { writeMail } from './mail.ts';

/** What parsers stumble over when it stands where it was not expected. */
const stumbling = [
	'\0',
	'\r',
	'\n',
	'\r\n\r\n',
	'\n--',
	'=',
	'=?',
	'?=',
	'=?utf-8?q?',
	'"',
	'<',
	'>',
	'(',
	';',
	':',
	'\\',
	'&#x',
	'<!--',
	'<div>',
	'</blockquote>',
	'> ',
	'-- \n',
	'On ',
	' wrote:',
	'From: ',
	'\u202e',
	'\ufeff',
	'\ud83d',
	'٪',
	'：',
	'boundary=',
	'charset=',
	'Content-Type: multipart/mixed; boundary=b5\r\n\r\n--b5\r\n',
	'format=flowed',
].map((text) => Buffer.from(text));

/** The size above which nothing grows: what the reader lets through as one part. */
const LARGE = 1_300_000;

/** A mail of some shape, most often spoilt: bytes changed, taken out, put in, repeated, or another mail in the middle of it. */
export function mangledMail(chance: Chance): Buffer {
	let mail = writeMail(chance);
	if (chance.oneIn(4)) return mail;
	for (let times = 1 + chance.below(6); times > 0; times--) mail = mangle(mail, chance);
	// Few are large: they take their time, and most mails are small.
	if (chance.oneIn(60)) mail = repeat(mail, chance, 2000 + chance.below(40_000));
	if (chance.oneIn(10_000)) mail = repeat(mail, chance, LARGE);
	return mail;
}

function mangle(mail: Buffer, chance: Chance): Buffer {
	const at = chance.below(mail.length + 1);
	const before = mail.subarray(0, at);
	switch (chance.below(6)) {
		case 0: {
			const copy = Buffer.from(mail);
			if (at < copy.length) copy[at] = chance.below(256);
			return copy;
		}
		case 1:
			return Buffer.concat([before, mail.subarray(at + chance.below(40))]);
		case 2:
			return Buffer.concat([before, chance.pick(stumbling), mail.subarray(at)]);
		case 3:
			return repeat(mail, chance, 50 + chance.below(1000));
		case 4:
			return chance.oneIn(4) ? Buffer.concat([before, writeMail(chance)]) : mail;
		default:
			return chance.oneIn(8) ? before : mail;
	}
}

/** Some bytes of it, or something to stumble over, again and again up to a size. */
function repeat(mail: Buffer, chance: Chance, size: number): Buffer {
	const at = chance.below(mail.length + 1);
	const own = mail.subarray(at, at + 1 + chance.below(80));
	const unit = chance.oneIn(2) || own.length === 0 ? chance.pick(stumbling) : own;
	return Buffer.concat([mail.subarray(0, at), Buffer.alloc(size, unit), mail.subarray(at)]);
}
