import { normaliseEmail } from '../../base/address.ts';
import type { Letter } from '../../base/letter.ts';
import { error, excerptOf, fine, warning, type Problem, type Rule } from './finding.ts';

/** RFC 5322, 2.1.1: a line has at most 998 octets, its CRLF aside. */
export const MOST_LINE = 998;
/** RFC 5321, 4.5.3.1.1. */
const MOST_LOCAL = 64;

/** RFC 5322, 3.6.8: printable ASCII without the colon. */
const headerName = /^[\x21-\x39\x3b-\x7e]+$/;
const control = /[\u0000-\u001f\u007f]/;
const beyondAscii = /[^\u0000-\u007f]/;

/** Headers that are written from the letter's own fields, or by whoever sends it: twice is one too many. */
const taken = new Set([
	'from',
	'to',
	'cc',
	'bcc',
	'subject',
	'date',
	'message-id',
	'reply-to',
	'sender',
	'mime-version',
	'content-type',
	'content-transfer-encoding',
	'return-path',
	'received',
]);

/** A header of a letter, in whatever case it was written. */
export function headerOf(letter: Letter, name: string): string | undefined {
	const exact = letter.headers[name];
	if (exact !== undefined) return exact;
	const wanted = name.toLowerCase();
	for (const key in letter.headers) if (key.toLowerCase() === wanted) return letter.headers[key];
	return undefined;
}

const mendHeader =
	'Headers are made from `name`, `from`, `inbound` and `site` of the options: look there for what does not belong.';

export const headers: Rule = {
	promise:
		'Headers are well-formed: names, no line breaks or other control characters, none twice, no line over 998 octets (RFC 5322).',
	mail(letter) {
		let problems: Problem[] | undefined;
		const seen = new Set<string>();
		for (const name in letter.headers) {
			const wrong = brokenHeader(name, letter.headers[name]!, seen);
			if (wrong) (problems ??= []).push(error(wrong, mendHeader, { excerpt: excerptOf(name) }));
		}
		if (letter.replyTo !== undefined && control.test(letter.replyTo))
			(problems ??= []).push(error('Reply-To holds a line break or another control character.', mendHeader));
		for (const [where, { name, email }] of [
			['From', letter.from],
			['To', letter.to],
		] as const) {
			if (control.test(email))
				(problems ??= []).push(error(`The address in ${where} holds a control character.`, mendHeader));
			else if (control.test(name))
				(problems ??= []).push(
					warning(
						`The name in ${where} holds a line break or another control character.`,
						'It is left out when the letter is written, so this is only to be known.',
					),
				);
		}
		return problems ?? fine;
	},
};

function brokenHeader(name: string, value: string, seen: Set<string>): string | undefined {
	if (!headerName.test(name))
		return `A header is called ${JSON.stringify(excerptOf(name))}, which is no header’s name.`;
	if (control.test(value)) return `${name} holds a line break or another control character.`;
	const lower = name.toLowerCase();
	if (taken.has(lower)) return `${name} would stand in the letter twice.`;
	if (seen.has(lower)) return `${name} stands in the letter twice.`;
	seen.add(lower);
	if (name.length + 2 + value.length <= MOST_LINE / 3) return undefined;
	const longest = Math.max(...value.split(' ').map((word) => Buffer.byteLength(word)));
	// Folded at its spaces, the name stands before the first word.
	return longest + name.length + 2 > MOST_LINE
		? `${name} has a word too long for a line of ${MOST_LINE} octets.`
		: undefined;
}

export const encoding: Rule = {
	promise:
		'Headers are ASCII; words beyond it are encoded, at most 75 characters each, none cut within a character, and only where needed (RFC 2047).',
	mail(letter) {
		let problems: Problem[] | undefined;
		for (const name in letter.headers) {
			if (!beyondAscii.test(letter.headers[name]!)) continue;
			(problems ??= []).push(
				error(
					`${name} holds characters beyond ASCII, and a header of its kind has no place for them.`,
					mendHeader,
					{ excerpt: excerptOf(letter.headers[name]!) },
				),
			);
		}
		return problems ?? fine;
	},
};

export const addresses: Rule = {
	promise: 'From, To and Reply-To are addresses that can be delivered to (RFC 5322, 3.4; RFC 5321, 4.5.3).',
	values: ({ to, replyTo }) => [
		...wrongAddress('A reader’s address', to.email, mendReader),
		...(replyTo === undefined ? [] : wrongAddress('Reply-To', replyTo, mendReplyTo)),
	],
	mail(letter) {
		const from = wrongAddress('From', letter.from.email, 'Write a good address into `from` of the options.');
		const to = wrongAddress('To', letter.to.email, mendReader);
		const back = letter.replyTo === undefined ? fine : wrongAddress('Reply-To', letter.replyTo, mendReplyTo);
		return from === fine && to === fine && back === fine ? fine : [...from, ...to, ...back];
	},
};
const mendReader =
	'Add them with the right address by `kindred person add`, and remove this one by `kindred person forget`.';
const mendReplyTo =
	'Give `inbound` of the options a shorter address: a signed tag of 45 characters goes behind it.';

/** Nearly all addresses are plain, and seen so without taking them apart. */
const plainAddress = /^[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

function wrongAddress(what: string, email: string, hint: string): readonly Problem[] {
	const at = email.lastIndexOf('@');
	if (at <= MOST_LOCAL && email.length <= 254 && plainAddress.test(email)) return fine;
	// What is compared is what is stored: the normal form, in small letters.
	if (normaliseEmail(email) === email.toLowerCase()) return fine;
	return [error(`${what} is no address that mail can be delivered to.`, hint, { excerpt: excerptOf(email) })];
}

export const subject: Rule = {
	promise: 'There is a subject, of at most 998 octets and without control characters.',
	page: ({ subject: text, kind }) => (kind === 'piece' ? fine : wrongSubject(text ?? '')),
	mail: (letter) => wrongSubject(letter.subject),
};

const mendSubject = 'Write `subject:` in the front matter of the digest.';

function wrongSubject(text: string): readonly Problem[] {
	if (!text.trim()) return [error('The letter has no subject.', mendSubject, { near: 'subject:' })];
	if (control.test(text))
		return [
			error('The subject holds a line break or another control character.', mendSubject, {
				near: 'subject:',
			}),
		];
	if (text.length * 3 > MOST_LINE && Buffer.byteLength(text) > MOST_LINE)
		return [
			error(
				`The subject has ${Buffer.byteLength(text)} octets, and ${MOST_LINE} is the most.`,
				'Shorten `subject:` in the front matter of the digest; phones show about 40 characters.',
				{ near: 'subject:' },
			),
		];
	return fine;
}
