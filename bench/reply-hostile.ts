import { readPlainAnswer } from '../integrations/kindred/src/event/plain/answer.ts';
import { classify, readMail, trimReply } from '../integrations/kindred/src/reply/index.ts';

/** Some size of one attack: runs what it attacks. */
type Attack = (size: number) => () => unknown;

const fill = (unit: string, size: number) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const text =
	(unit: string, before = '', after = ''): Attack =>
	(size) => {
		const hostile = before + fill(unit, size) + after;
		return () => trimReply({ text: hostile });
	};
const html =
	(unit: string, before = '', after = ''): Attack =>
	(size) => {
		const hostile = before + fill(unit, size) + after;
		return () => trimReply({ html: hostile });
	};
const quoting =
	(said: string, sent: string): Attack =>
	(size) => {
		const body = { text: fill(said, size), sent: fill(sent, size) };
		return () => trimReply(body);
	};
const mail =
	(unit: string, before: string, after = ''): Attack =>
	(size) => {
		const raw = Buffer.from(before + fill(unit, size) + after);
		return async () => classify(await readMail(raw));
	};
const head = 'From: a@b.example\r\nSubject: x\r\n';

/** The texts on which other parsers take seconds or do not end; see `bench/reply.ts`. */
export const known: Readonly<Record<string, (size: number) => string>> = {
	'"On x", empty lines, "wrote:"': (size) => `On x${fill('\n', size)}wrote:`,
	'one line that begins with "On "': (size) => `On ${fill('a', size)}`,
	'dashes and a letter': (size) => `${fill('-', size)}x`,
	spaces: (size) => fill(' ', size),
};

/** Our own: what each rule of the trimmer, of alignment and of the reader could choke on. */
export const attacks: Readonly<Record<string, Attack>> = {
	'first lines of attributions': text('On Mon, 1 May 2031 at 10:00, x\n'),
	'attributions over four lines, never ended': text(
		'On Mon, 1 May 2031\nat 10:00\nAda Lovelace\n<a@b.example>\n\n',
	),
	'"wrote:" in every line': text('x wrote:\n'),
	'headers of quoted mails': text('From: x\nSent: y\nTo: z\n'),
	'marks of original messages': text('-----Original Message-----\n'),
	'a thousand depths of quote': text('>'.repeat(1000) + '\n'),
	'a quote after every line': text('a\n> b\n'),
	'marks of signatures': text('x\n-- \n'),
	'rules of underscores': text('________________\n'),
	'phones that sign': text('Sent from my iPhone\n'),
	'invisible marks': text('\u202e'),
	'addresses in one line': text('a@b.example, '),
	'dates in one line': text('2031-05-01 10:00 '),
	'colons in one line': text(':'),
	'carriage returns': text('\r'),
	'Chinese attributions': text('在 2031年5月1日，某人写道：\n'),
	'stars and blanks': text('* ', 'On '),
	'open elements': html('<div>'),
	'quotes in quotes': html('<blockquote>'),
	'quotes of Gmail, side by side': html('<div class="gmail_quote">x</div>'),
	'tags that never end': html('<a '),
	'one tag of attributes': html('a="b" ', '<div '),
	'tables in tables': html('<table><tr><td>'),
	'ends of nothing': html('</div></p>'),
	'comments that never end': html('<!-- x'),
	ampersands: html('&'),
	'borders of Outlook': html('<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p>From: x<br>'),
	'letters that repeat, against a letter that repeats': quoting('a a b ', 'a b a '),
	'one line, against a letter of such lines': quoting(
		'the same words again and again here\n',
		'the same words again and again there\n',
	),
	'Chinese without an end, against the same': quoting('群組', '組群群'),
	'headers without an end': mail('X-A: b\r\n', head),
	'recipients without an end': mail('a@b.example, "', `${head}To: `),
	'parts without an end': mail(
		'--b\r\n\r\nx\r\n',
		`${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n`,
	),
	'flowed quotes in all depths': mail(
		'> x \r\n>> y \r\n-- \r\n',
		`${head}Content-Type: text/plain; format=flowed\r\n\r\n`,
	),
	'a calendar of empty lines': mail(
		'\n',
		`${head}Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\n`,
		'END:VCALENDAR\r\n',
	),
	'a calendar of events': mail(
		'BEGIN:VEVENT\nUID:a\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\nEND:VEVENT\n',
		`${head}Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\nMETHOD:REPLY\n`,
		'END:VCALENDAR\r\n',
	),
	'an attendee of parameters': mail(
		';X-A="b,c^n",d',
		`${head}Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\nATTENDEE`,
		':mailto:a@b.example\nEND:VEVENT\nEND:VCALENDAR\n',
	),
	'a comment in a thousand pieces': mail(
		'\n \\,',
		`${head}Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:a\nCOMMENT:`,
		'\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\nEND:VEVENT\nEND:VCALENDAR\n',
	),
	'yes in plain words': (size) => {
		const hostile = fill('yes, I am in if not ', size);
		return () => ({ answer: readPlainAnswer(hostile, ['en', 'de', 'zh', 'ja']) });
	},
	'Thai words of somebody who is away': mail('ค ', `${head}Auto-Submitted: auto-replied\r\n\r\n`),
	'words of vacations': mail(
		'I am out of office until 1 May 2031. ',
		`${head}Auto-Submitted: auto-replied\r\n\r\n`,
	),
	'words of bounces': mail(
		'550 5.1.1 user unknown ',
		`From: MAILER-DAEMON@b.example\r\nSubject: failure\r\n\r\n`,
	),
};
