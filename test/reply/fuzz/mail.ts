import type { Chance } from './chance.ts';
import { answerHtml, answerText } from './parts.ts';

const froms = [
	'Lin <lin@example.net>',
	'=?utf-8?b?5p6X?= <lin@example.net>',
	'MAILER-DAEMON@mx.example (Mail Delivery System)',
	'"Doe, Jo" <jo@example.org>, mallory@example.com',
	'',
] as const;
const extras = [
	'Auto-Submitted: auto-replied\r\n',
	'Precedence: bulk\r\nX-Auto-Response-Suppress: All\r\n',
	'In-Reply-To: <0100@email.amazonses.com>\r\nReferences: <a@b.example>\r\n\t<0100@email.amazonses.com>\r\n',
	'Received: from a by b; Wed, 30 Apr 2031 10:00:00 +0000\r\nAuthentication-Results: mx.example; dmarc=pass (p=none) header.from=example.net\r\n',
	'List-Id: <x.example>\r\nReturn-Path: <>\r\n',
] as const;
const subjects = [
	'Re: Why groups die',
	'AW: Re: Why groups die',
	'Automatic reply: x',
	'Undelivered Mail Returned to Sender',
	'=?utf-8?q?R=C3=A9=3A_x?=',
	'回复: x',
	'',
] as const;
const charsets = [
	'utf-8',
	'utf-8',
	'utf-8; format=flowed',
	'utf-8; format=flowed; delsp=yes',
	'iso-8859-1',
	'gb18030',
	'x-klingon',
] as const;

/** A mail in one of the shapes that mail programs give an answer, a report or a calendar's answer. */
export function writeMail(chance: Chance): Buffer {
	const from = chance.pick(froms);
	const head =
		(from && `From: ${from}\r\n`) +
		`To: letters+r-k1abcdefgh@blog.example\r\nSubject: ${chance.pick(subjects)}\r\n` +
		(chance.oneIn(5) ? '' : 'Date: Wed, 30 Apr 2031 10:00:00 +0000\r\nMessage-ID: <m@example.net>\r\n') +
		(chance.oneIn(3) ? chance.pick(extras) : '') +
		'MIME-Version: 1.0\r\n';
	return Buffer.from(head + bodyOf(chance));
}

function bodyOf(chance: Chance): string {
	const text = () => part(chance, 'text/plain', answerText(chance));
	const html = () => part(chance, 'text/html', answerHtml(chance));
	switch (chance.below(8)) {
		case 0:
			return html();
		case 1:
		case 2:
			return multipart('alternative', [text(), html()]);
		case 3:
			return multipart('mixed', [multipart('alternative', [text(), html()]), attachment]);
		case 4:
			return multipart('report; report-type=delivery-status', [
				text(),
				status,
				`Content-Type: message/rfc822\r\n\r\n${text()}`,
			]);
		case 5:
			return chance.oneIn(2)
				? multipart('report; report-type=feedback-report', [text(), feedback])
				: multipart('mixed', [text(), calendar]);
		default:
			return text();
	}
}

function part(chance: Chance, type: string, content: string): string {
	const head = `Content-Type: ${type}; charset=${chance.pick(charsets)}\r\n`;
	const body = content.replaceAll('\n', '\r\n');
	switch (chance.below(4)) {
		case 0:
			return `${head}Content-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64').replaceAll(/.{76}/g, '$&\r\n')}\r\n`;
		case 1:
			return `${head}Content-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(body)}\r\n`;
		default:
			return `${head}\r\n${body}\r\n`;
	}
}

/** RFC 2045 section 6.7, without breaking lines. */
function quotedPrintable(text: string): string {
	return Buffer.from(text)
		.toString('latin1')
		.replaceAll(
			/[=\x80-\xff]/g,
			(byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
		);
}

function multipart(kind: string, parts: readonly string[]): string {
	const boundary = `b${kind.length}${parts.length}`;
	return `Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n${parts.map((one) => `--${boundary}\r\n${one}`).join('')}--${boundary}--\r\n`;
}

const attachment =
	'Content-Type: application/pdf; name="a.pdf"\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjQK\r\n';
const status =
	'Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; lin@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n';
const feedback =
	'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nOriginal-Rcpt-To: lin@example.net\r\n';
const calendar =
	'Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:supper@blog.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:lin@example.net\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
